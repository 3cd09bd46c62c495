import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import type { StoredObject } from "../../sandbox/aws/account";
import { publishImage } from "../../sandbox/publish";
import { ROOT } from "../../sandbox/tools";
import { SERVICE_NAMES } from "../../services";
import { ENVIRONMENT_SETTINGS } from "../../settings/environment";
import { type ExportedResource, type PlainValues, TestSandbox } from "../support/engine";
import { assertNoStackTrace } from "../support/stack-trace";

const STACK = "dev";
const QUIET = ["--stack", STACK, "--yes", "--skip-preview"];
const WITH_PACK = ["--policy-pack", "policy-pack"];

/** What holds data, or is what its data can be read with: lost for good when it is replaced. */
const HOLDS_DATA =
  /^(random|aws:(cloudwatch\/logGroup|cognito\/userPool|dynamodb|ecr\/repository|kms\/key|rds\/instance|s3\/bucket)):/;

/** A value of prod that a running dev is given. */
interface Row {
  readonly key: string;
  /** Types of what is replaced or deleted on the way; nothing when not given. */
  readonly goes?: readonly string[];
}

const REPOSITORY = "aws:ecr/repository:Repository";
/** What has its key for good. The database's log groups carry its name, which has other digits then. */
const OF_THE_KEYS = [
  REPOSITORY,
  "aws:cloudwatch/logGroup:LogGroup",
  "aws:dynamodb/table:Table",
  "aws:ecr/lifecyclePolicy:LifecyclePolicy",
  "aws:ecr/repositoryPolicy:RepositoryPolicy",
  "aws:rds/instance:Instance",
  "random:index/randomId:RandomId",
];
const TASK = "aws:ecs/taskDefinition:TaskDefinition";

/**
 * Keys by what they are about. Within a group and from group to group the order is one in which each
 * can go alone: `TOO_EARLY` has those that can not.
 */
const GROUPS: Readonly<Record<string, readonly Row[]>> = {
  database: [
    { key: "databaseMaxStorageGiB" },
    { key: "databaseStorageGiB" },
    { key: "databaseClass" },
    { key: "databaseMultiAz" },
    { key: "databaseBackupDays" },
    { key: "databaseFinalSnapshot" },
    { key: "databaseMonitoring" },
  ],
  network: [
    { key: "zones" },
    { key: "nat" },
    { key: "interfaceEndpoints" },
    { key: "flowLogs", goes: ["aws:ec2/flowLog:FlowLog"] },
  ],
  "logs and keys": [
    { key: "dnsQueryLogging" },
    { key: "logRetentionDays" },
    { key: "containerInsights" },
    { key: "customerKeys", goes: OF_THE_KEYS },
  ],
  edge: [{ key: "webFirewall" }, { key: "deregistrationSeconds" }],
  capacity: [
    { key: "onDemandBase" },
    { key: "spotWeight" },
    { key: "workingHours", goes: ["aws:appautoscaling/scheduledAction:ScheduledAction"] },
  ],
  upkeep: [
    { key: "keepCandidates", goes: ["aws:ecr/lifecyclePolicy:LifecyclePolicy"] },
    { key: "keyDeletionDays" },
    { key: "budgetUsd" },
    { key: "tracingSamplePercent" },
  ],
  services: [
    { key: "backendFlaskMemory", goes: [TASK] },
    { key: "backendFlaskCpu", goes: [TASK] },
    { key: "backendFlaskMaxTasks" },
    { key: "backendFlaskMinTasks" },
    { key: "frontendReactJsMemory", goes: [TASK] },
    { key: "frontendReactJsCpu", goes: [TASK] },
    { key: "frontendReactJsMaxTasks" },
    { key: "frontendReactJsMinTasks" },
  ],
  protection: [{ key: "protected" }],
};

/** Another account's, as docs/platform-teams.md has it. */
const SECURITY = "210987654321";
/** What neither stack has on, over prod's values. */
const OFF_IN_BOTH: PlainValues = {
  sidecarAccounts: SECURITY,
  defaultSidecars: JSON.stringify({
    guard: {
      repository: `arn:aws:ecr:us-east-1:${SECURITY}:repository/security/guard`,
      digest: `sha256:${"a".repeat(64)}`,
      user: "20001:20001",
      memoryMiB: 64,
    },
  }),
  runtimeMonitoring: true,
  backendFlaskRequestsPerTask: 500,
  imageSigning: true,
  databaseVersion: 18,
  allowDatabaseUpgrade: true,
};
/** The database stays: it gets the parameters of its new version. */
const OFF_IN_BOTH_GOES = [
  "aws:ecr/lifecyclePolicy:LifecyclePolicy",
  TASK,
  "aws:rds/parameterGroup:ParameterGroup",
];

/**
 * What does not go back together with `protected`: a customer's key, storage and the room for it, the database's zones;
 * sizes that hold the sidecars; what has a log group, which is protected until that update is over.
 */
const STAYS = [
  "customerKeys",
  "databaseStorageGiB",
  "databaseMaxStorageGiB",
  "zones",
  "backendFlaskMemory",
  "backendFlaskCpu",
  "frontendReactJsMemory",
  "frontendReactJsCpu",
  "dnsQueryLogging",
  "webFirewall",
];
/** Nothing of it holds data. */
const GOES_ON_THE_WAY_BACK = [
  "aws:cloudwatch/metricAlarm:MetricAlarm",
  "aws:ec2/eip:Eip",
  "aws:ec2/flowLog:FlowLog",
  "aws:ec2/natGateway:NatGateway",
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/vpcEndpoint:VpcEndpoint",
  "aws:ecr/lifecyclePolicy:LifecyclePolicy",
  "aws:iam/role:Role",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
];

/** What is not tried: another name or another VPC makes another environment. */
const OF_ANOTHER_ENVIRONMENT = ["environment", "vpcCidr"];

/** Values that cannot be the first: the sentence says which other one has to be. */
const TOO_EARLY: Readonly<Record<string, RegExp>> = {
  databaseStorageGiB:
    /databaseMaxStorageGiB 50 leaves cruddur:databaseStorageGiB 50 no room to grow; choose 55 or more/,
  backendFlaskCpu: /cruddur:backendFlaskCpu and cruddur:backendFlaskMemory: .*2048/,
  frontendReactJsCpu: /cruddur:frontendReactJsCpu and cruddur:frontendReactJsMemory: .*1024/,
  protected:
    /has 3 faults:\s+cruddur:databaseMultiAz false .*choose true\s+cruddur:databaseFinalSnapshot false .*choose true\s+cruddur:workingHours 06:00-22:00 .*choose always/,
};

/** `npm run test:values` asks for it: four times as many runs of the engine. */
const IS_KEY_BY_KEY = process.env["CRUDDUR_VALUES"] === "each";

/** The program's own values of a stack, without their namespace. */
function committed(stack: string): PlainValues {
  const text = fs.readFileSync(path.join(ROOT, `Pulumi.${stack}.yaml`), "utf8");
  const { config } = parse(text) as { config: PlainValues };
  const own = Object.entries(config).filter(([key]) => key.startsWith("cruddur:"));
  return Object.fromEntries(own.map(([key, value]) => [key.slice("cruddur:".length), value]));
}

/** Types of what is not there any more, or not the same thing: a name may outlive its resource. */
function gone(
  before: readonly ExportedResource[],
  after: readonly ExportedResource[],
): readonly string[] {
  const created = new Map(after.map((resource) => [resource.urn, resource.created]));
  const lost = before.filter((old) => old.custom && created.get(old.urn) !== old.created);
  return [...new Set(lost.map(({ type }) => type))].sort();
}

describe("values of prod in a running dev", () => {
  const [dev, prod] = [committed("dev"), committed("prod")];
  const rows = Object.values(GROUPS).flat();
  let box: TestSandbox;
  let empty: readonly StoredObject[];

  const publish = async () => {
    for (const name of SERVICE_NAMES) assert.equal(await publishImage(box.sandbox, name, STACK), 0);
  };
  /** The database is another one, so the services start anew, and their images went with the repositories. */
  const releaseAgain = async () => {
    const { code, stdout, stderr } = await box.pulumi("up", ...QUIET, ...WITH_PACK);
    assert.notEqual(code, 0, stdout);
    assert.match(stdout + stderr, /CannotPullContainerError: .*cruddur-dev-backend-flask@sha256:/);
    await publish();
  };
  const change = async (tried: readonly Row[]) => {
    const before = await box.exported(STACK);
    await box.configure(STACK, Object.fromEntries(tried.map(({ key }) => [key, prod[key] ?? ""])));
    const expected = new Set(tried.flatMap(({ goes = [] }) => goes));
    if (expected.has(REPOSITORY)) await releaseAgain();
    await box.mustPulumi("up", ...QUIET, ...WITH_PACK);
    assert.deepEqual(gone(before, await box.exported(STACK)), [...expected].sort());
    await box.mustPulumi("up", ...QUIET, "--expect-no-changes");
  };
  const refusal = async (key: string): Promise<string> => {
    const value = `cruddur:${key}=${String(prod[key])}`;
    const file = path.join(box.sandbox.project.folder, `Pulumi.${STACK}.yaml`);
    const before = fs.readFileSync(file, "utf8");
    const { code, stdout, stderr } = await box.pulumi("preview", "--stack", STACK, "-c", value);
    // The engine writes what -c says into the stack's file.
    fs.writeFileSync(file, before);
    assert.notEqual(code, 0, stdout);
    assertNoStackTrace(stdout + stderr);
    return stdout + stderr;
  };

  before(async () => {
    box = await TestSandbox.open("values");
    await box.sandbox.prepareStack(STACK);
    empty = await box.account();
    await box.mustPulumi("up", ...QUIET);
    await publish();
    await box.mustPulumi("up", ...QUIET);
  });
  after(() => box.close());

  it("are all tried here", () => {
    const differing = Object.keys(prod).filter((key) => prod[key] !== dev[key]);
    const tried = [...rows.map(({ key }) => key), ...OF_ANOTHER_ENVIRONMENT];
    assert.deepEqual(tried.sort(), differing.sort());
  });

  it("cost what holds data only where the key's description says so", () => {
    const costly = rows.filter(({ goes = [] }) => goes.some((type) => HOLDS_DATA.test(type)));
    const warned = Object.values(ENVIRONMENT_SETTINGS).filter(({ description }) =>
      description.includes("a change replaces"),
    );
    assert.deepEqual(
      costly.map(({ key }) => `cruddur:${key}`),
      warned.map(({ key }) => key),
    );
  });

  if (IS_KEY_BY_KEY) {
    for (const [key, sentence] of Object.entries(TOO_EARLY))
      it(`say what ${key} has to wait for`, async () => {
        assert.match(await refusal(key), sentence);
      });
    for (const row of rows)
      it(`go one by one: ${row.key} from ${String(dev[row.key])} to ${String(prod[row.key])}`, () =>
        change([row]));
  } else
    for (const [group, keys] of Object.entries(GROUPS))
      it(`go group by group: ${group}`, () => change(keys));

  it("take what neither stack has on, all at once: default sidecars, GuardDuty's agent, scaling by requests, signatures, PostgreSQL 18", async () => {
    const before = await box.exported(STACK);
    await box.configure(STACK, OFF_IN_BOTH);
    await box.mustPulumi("up", "--stack", STACK, "--yes", ...WITH_PACK);
    const after = await box.exported(STACK);
    assert.deepEqual(gone(before, after), OFF_IN_BOTH_GOES);
    await box.mustPulumi("up", ...QUIET, ...WITH_PACK, "--expect-no-changes");
    const one = (type: string) => after.filter((resource) => resource.type === type);
    for (const task of one(TASK))
      assert.match(String(task.outputs?.["containerDefinitions"]), /"name":"guard"/, task.urn);
    assert.equal(one("aws:signer/signingProfile:SigningProfile").length, 1);
    const [database] = one("aws:rds/instance:Instance");
    assert.match(String(database?.outputs?.["engineVersionActual"]), /^18\./);
    const metrics = one("aws:appautoscaling/policy:Policy").map(({ inputs }) =>
      JSON.stringify(inputs),
    );
    assert.equal(metrics.filter((text) => text.includes("ALBRequestCountPerTarget")).length, 1);
  });

  it("leave nothing to refresh", async () => {
    await box.mustPulumi("refresh", ...QUIET, "--expect-no-changes");
  });

  it("go back to dev's where they can, and leave nothing behind when they are taken down", async () => {
    const before = await box.exported(STACK);
    const back = rows.map(({ key }) => key).filter((key) => !STAYS.includes(key));
    await box.configure(STACK, Object.fromEntries(back.map((key) => [key, dev[key] ?? ""])));
    const teardown = ["--policy-pack-config", "policy-pack/config/teardown.json"];
    await box.mustPulumi("up", ...QUIET, ...WITH_PACK, ...teardown);
    assert.deepEqual(gone(before, await box.exported(STACK)), GOES_ON_THE_WAY_BACK);
    await box.mustPulumi("destroy", ...QUIET);
    assert.deepEqual(await box.exported(STACK), []);
    assert.deepEqual(await box.account(), empty);
  });
});
