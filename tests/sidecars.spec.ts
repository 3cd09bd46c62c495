/** What the organisation puts into every task: the security team's containers, and GuardDuty's agent. */
import assert from "node:assert/strict";
import { agentMemory, AGENT_ACCOUNTS } from "../components/lib/runtime-monitoring";
import type { Environment } from "../config";
import type { VectorResource } from "../policy-pack/lib/vectors";
import { rules } from "../policy-pack/rules";
import { documentOf, type Registered, registered, startMocks, text } from "./support/mocks";
import { evaluate } from "./support/policy";
import { DIGEST, stackValues } from "./support/stack-values";

const SECURITY = "210987654321";
const ARN = `arn:aws:ecr:us-east-1:${SECURITY}:repository/security/guard`;
const TOKEN = "arn:aws:ssm:us-east-1:123456789012:parameter/security/token";
const GUARD = {
  repository: "security/guard",
  digest: DIGEST,
  user: "20001:20001",
  memoryMiB: 64,
};
const VALUES = {
  "cruddur:backendFlaskImageDigest": DIGEST,
  "cruddur:frontendReactJsImageDigest": DIGEST,
  "cruddur:accountId": "123456789012",
};
const sidecars = (value: unknown) => ({ "cruddur:defaultSidecars": JSON.stringify(value) });

type More = Readonly<Record<string, string>>;

async function parse(stack: string, more: More, encrypted: readonly string[] = []) {
  const { parseConfiguration } = await import("../config");
  return parseConfiguration(stackValues(stack, { ...VALUES, ...more }), new Set(encrypted));
}

async function faultsOf(more: More, encrypted: readonly string[] = []): Promise<readonly string[]> {
  const result = await parse("dev", more, encrypted);
  return "faults" in result ? result.faults : [];
}

/** What a stack registers with these values more. */
async function run(stack: string, more: More): Promise<readonly Registered[]> {
  await startMocks();
  const { environmentStack } = await import("../stacks/environment");
  const result = await parse(stack, more);
  if ("faults" in result) assert.fail(result.faults.join("\n"));
  await environmentStack(result.configuration as Environment);
  return [...(await registered())];
}

const of = (all: readonly Registered[], type: string) => all.filter((one) => one.type === type);
const tasksOf = (all: readonly Registered[]) => of(all, "aws:ecs/taskDefinition:TaskDefinition");

interface Container {
  readonly name: string;
  readonly image: string;
  readonly essential: boolean;
  readonly user: string;
  readonly memory: number;
  readonly readonlyRootFilesystem: boolean;
  readonly linuxParameters: { readonly capabilities: unknown };
  readonly restartPolicy?: unknown;
  readonly environment: unknown;
  readonly secrets: unknown;
}

const containersOf = ({ inputs }: Registered) =>
  JSON.parse(text(inputs.containerDefinitions)) as Container[];

/** The execution roles' statements with this Sid, by role. */
function granted(all: readonly Registered[], sid: string): Record<string, unknown> {
  const policies = of(all, "aws:iam/rolePolicy:RolePolicy").filter(({ name }) =>
    name.endsWith("-execution"),
  );
  return Object.fromEntries(
    policies.map((policy) => [
      policy.name,
      documentOf(policy).Statement.find(({ Sid }) => Sid === sid)?.Resource,
    ]),
  );
}

const TASKS = ["backend-flask", "db-migrate", "db-test", "frontend-react-js"];
const EXECUTION = TASKS.map((name) => `${name}-execution`);
const everyRole = (value: unknown) => Object.fromEntries(EXECUTION.map((name) => [name, value]));

const resourcesOf = (all: readonly Registered[]): VectorResource[] =>
  all.map(({ type, name, inputs }) => ({
    type,
    name,
    props: JSON.parse(JSON.stringify(inputs)) as Record<string, unknown>,
  }));

describe("default sidecars", function () {
  this.timeout(240_000);

  it("are in every task, hardened as every container is, and no task depends on them", async () => {
    const guard = { ...GUARD, environment: { MODE: "watch" }, secrets: { TOKEN } };
    const all = await run("dev", sidecars({ guard }));
    const tasks = tasksOf(all);
    assert.deepEqual(tasks.map(({ name }) => name).sort(), TASKS);
    for (const task of tasks) {
      const found = containersOf(task).find(({ name }) => name === "guard");
      assert.ok(found, task.name);
      assert.equal(
        found.image,
        `123456789012.dkr.ecr.us-east-1.amazonaws.com/security/guard@${DIGEST}`,
      );
      assert.deepEqual(
        [found.essential, found.user, found.memory, found.readonlyRootFilesystem],
        [false, "20001:20001", 64, true],
      );
      assert.deepEqual(found.linuxParameters.capabilities, { drop: ["ALL"] });
      assert.deepEqual(found.restartPolicy, { enabled: true });
      assert.deepEqual(found.environment, [{ name: "MODE", value: "watch" }]);
      assert.deepEqual(found.secrets, [{ name: "TOKEN", valueFrom: TOKEN }]);
    }
    const pulled = granted(all, "PullImages");
    assert.deepEqual(Object.keys(pulled).sort(), EXECUTION);
    for (const resources of Object.values(pulled))
      assert.ok(
        (resources as string[]).includes(
          "arn:aws:ecr:us-east-1:123456789012:repository/security/guard",
        ),
      );
    for (const resources of Object.values(granted(all, "ReadParameters")))
      assert.ok((resources as string[]).includes(TOKEN));
  });

  it("leave a one-off task's own container its memory", async () => {
    const memoryOf = (all: readonly Registered[]) => {
      const task = tasksOf(all).find(({ name }) => name === "db-test");
      const own = task && containersOf(task).find(({ name }) => name === "db-test");
      return [text(task?.inputs.memory), own?.memory];
    };
    assert.deepEqual(memoryOf(await run("dev", {})), ["512", 512]);
    assert.deepEqual(memoryOf(await run("dev", sidecars({ guard: GUARD }))), ["1024", 960]);
  });

  it("come from another account where it is named, and keep what they read decryptable", async () => {
    const guard = {
      ...GUARD,
      repository: ARN,
      secrets: { TOKEN },
      secretsKey: "alias/security",
    };
    const more = { ...sidecars({ guard }), "cruddur:sidecarAccounts": SECURITY };
    const all = await run("prod", more);
    const [task] = tasksOf(all);
    assert.ok(task);
    assert.equal(
      containersOf(task).find(({ name }) => name === "guard")?.image,
      `${SECURITY}.dkr.ecr.us-east-1.amazonaws.com/security/guard@${DIGEST}`,
    );
    for (const resources of Object.values(granted(all, "PullImages")))
      assert.ok((resources as string[]).includes(ARN));
    const policy = JSON.stringify(
      of(all, "aws:iam/rolePolicy:RolePolicy").map(({ inputs }) => inputs.policy),
    );
    assert.match(policy, /alias\/security/);
  });

  it("satisfy the rule that demands them; without one of them it says so for every task", async () => {
    const rule = rules.filter(({ facts }) => facts.name === "stack-security-sidecar");
    const judge = async (all: readonly Registered[]) =>
      (
        await evaluate(rule, {
          resources: resourcesOf(all),
          stack: "dev",
          config: { sidecars: ["guard", "*/security/logs@*"] },
        })
      ).map(({ message }) => message);
    const logs = { ...GUARD, repository: "security/logs" };
    assert.deepEqual(await judge(await run("dev", sidecars({ guard: GUARD, logs }))), []);
    const found = await judge(await run("dev", sidecars({ guard: GUARD })));
    assert.equal(found.length, TASKS.length);
    for (const message of found) assert.match(message, /has no container "\*\/security\/logs@\*"/);
  });

  describe("are refused", () => {
    const cases: readonly [string, unknown, More, readonly string[]][] = [
      ["what is no object", [GUARD], {}, ["is not an object; allowed: sidecars by name"]],
      [
        "everything at once",
        {
          guard: { repositori: "x", digest: DIGEST, user: "1:1", memoryMiB: "64" },
          "aws-guard": GUARD,
          logs: 7,
        },
        {},
        [
          'sidecar "guard": "repositori" is unknown; did you mean repository?',
          'sidecar "guard": repository is missing',
          'sidecar "guard": memoryMiB is not a whole number',
          'sidecar "aws-guard" has a name that begins as those of AWS do',
          'sidecar "logs" is not an object',
        ],
      ],
      [
        "a tag, root, and settings that are taken or no text",
        {
          guard: { ...GUARD, digest: "latest", user: "0:0", environment: { AWS_PROFILE: "x" } },
          logs: { ...GUARD, environment: { PORT: 8080 }, command: [], secrets: { T: "token" } },
        },
        {},
        [
          'container "guard": digest "latest" is not sha256:<64 hex digits>',
          'container "guard": user "0:0" is not <uid>:<gid>',
          'container "guard": environment: setting "AWS_PROFILE" is not allowed',
          'sidecar "logs": command is not a list of texts',
          'sidecar "logs": environment has "PORT", which is not text',
          'sidecar "logs": secrets has "T", which is not the ARN of a parameter or of a whole secret',
        ],
      ],
      [
        "public registries and other accounts",
        { guard: { ...GUARD, repository: "ghcr.io/guard:1" }, logs: { ...GUARD, user: "1:1" } },
        {},
        ['sidecar "guard": repository is not the name of a repository of this account'],
      ],
      [
        "another account that nobody named, in another region",
        { guard: { ...GUARD, repository: ARN.replace("us-east-1", "eu-west-1") } },
        {},
        [
          `sidecar "guard" comes from account ${SECURITY}; allowed: this account, or one of cruddur:sidecarAccounts, which is not set`,
          'sidecar "guard" comes from region eu-west-1; replicate its image to us-east-1',
        ],
      ],
      [
        "secrets from elsewhere",
        {
          guard: {
            ...GUARD,
            secrets: { T: TOKEN.replace("us-east-1:123456789012", "us-east-2:210987654321") },
          },
        },
        {},
        [
          'sidecar "guard": secret "T" is in region us-east-2, not in us-east-1',
          'sidecar "guard": secret "T" is in account 210987654321, not in 123456789012',
        ],
      ],
      [
        "names of Cruddur's own containers",
        { migrate: GUARD, "backend-flask": GUARD, "adot-collector": GUARD, "db-test": GUARD },
        { "cruddur:frontendReactJsMemory": "1024" },
        ["migrate", "backend-flask", "adot-collector", "db-test"].map(
          (name) => `sidecar "${name}" has the name of a container of Cruddur's own`,
        ),
      ],
      [
        "more than fit into a task definition",
        Object.fromEntries("abcdefgh".split("").map((name) => [name, { ...GUARD, memoryMiB: 6 }])),
        { "cruddur:tracing": "xray", "cruddur:tracingImageDigest": DIGEST },
        [
          "cruddur:defaultSidecars has 8; at most 7 are allowed, as a task has 10 containers with Cruddur's own",
        ],
      ],
      [
        "more memory than a service has",
        { guard: { ...GUARD, memoryMiB: 448 } },
        {},
        [
          "cruddur:frontendReactJsMemory 512 is too little: cruddur:defaultSidecars take 448 MiB and what else runs beside frontend-react-js 64",
        ],
      ],
    ];
    for (const [title, value, more, expected] of cases)
      it(title, async () => {
        const faults = await faultsOf({ ...sidecars(value), ...more });
        assert.equal(faults.length, expected.length, faults.join("\n"));
        expected.forEach((sentence, index) => {
          assert.ok(faults[index]?.includes(sentence), faults[index]);
        });
        for (const fault of faults) assert.match(fault, /^cruddur:/);
      });

    it("what is not JSON", async () => {
      const faults = await faultsOf({ "cruddur:defaultSidecars": "{guard" });
      assert.equal(faults.length, 1);
      assert.match(faults[0] ?? "", /^cruddur:defaultSidecars: "\{guard" is not an object/);
    });

    it("secrets among plain values, without showing them", async () => {
      const value = { guard: { ...GUARD, environment: { TOKEN: "canary-secret" } } };
      const faults = await faultsOf(sidecars(value), ["cruddur:defaultSidecars"]);
      assert.deepEqual(faults, [
        "cruddur:defaultSidecars is encrypted, but it is written into task definitions, which many may read; name secrets by their ARN in `secrets`",
      ]);
    });
  });
});

describe("runtime monitoring", function () {
  this.timeout(240_000);
  const AGENT = "arn:aws:ecr:us-east-1:593207742271:repository/aws-guardduty-agent-fargate";
  const ON = { "cruddur:runtimeMonitoring": "true" };

  it("is neither right nor tag nor endpoint by default", async () => {
    const all = await run("prod", {});
    assert.deepEqual(granted(all, "PullGuardDutyAgent"), everyRole(undefined));
    assert.ok(!JSON.stringify(all.map(({ inputs }) => inputs)).includes("guardduty"));
  });

  it("lets every task have the agent: the right to pull it, room, a tag on the cluster, a way out", async () => {
    const all = await run("prod", ON);
    assert.deepEqual(granted(all, "PullGuardDutyAgent"), everyRole([AGENT]));
    const [cluster] = of(all, "aws:ecs/cluster:Cluster");
    assert.deepEqual(cluster?.inputs.tags, { GuardDutyManaged: "true" });
    const [frontend] = tasksOf(all).filter(({ name }) => name === "frontend-react-js");
    assert.ok(frontend);
    // 1024 less the proxy's 64 and the agent's 128.
    assert.equal(containersOf(frontend)[0]?.memory, 832);
    const endpoints = of(all, "aws:ec2/vpcEndpoint:VpcEndpoint").map(({ inputs }) =>
      text(inputs.serviceName),
    );
    assert.ok(endpoints.includes("com.amazonaws.us-east-1.guardduty-data"), endpoints.join());
    const ways = of(all, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule");
    for (const task of TASKS)
      assert.ok(
        ways.some(({ name }) => name === `${task}-to-endpoints`),
        task,
      );
  });

  it("needs no endpoint of the stack's own where tasks reach the internet: GuardDuty makes one", async () => {
    const all = await run("dev", ON);
    assert.ok(
      !of(all, "aws:ec2/vpcEndpoint:VpcEndpoint").some(({ inputs }) =>
        text(inputs.serviceName).includes("guardduty"),
      ),
    );
    const ways = of(all, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule");
    assert.ok(ways.some(({ name }) => name === "backend-flask-to-internet"));
  });

  it("passes the rules on images, registries and roles", async () => {
    const ours = rules.filter(({ facts }) =>
      /^(?:(?:ecr|ecs|iam)-|stack-(?:execution-role|task)-)/.test(facts.name),
    );
    const mandatory = async (more: More) =>
      (await evaluate(ours, { resources: resourcesOf(await run("prod", more)), stack: "prod" }))
        .filter(({ level }) => level === "mandatory")
        .map(({ message }) => message);
    assert.deepEqual(await mandatory(ON), []);
  });

  it("is refused in a region whose repository is not known", async () => {
    const faults = await faultsOf({ ...ON, "aws:region": "cn-north-1" });
    assert.equal(faults.length, 1, faults.join("\n"));
    assert.match(
      faults[0] ?? "",
      /^cruddur:runtimeMonitoring is on, but where GuardDuty keeps its agent for cn-north-1 is not known; known: af-south-1, /,
    );
  });

  it("knows one account for each region", () => {
    const accounts = Object.values(AGENT_ACCOUNTS);
    assert.equal(new Set(accounts).size, accounts.length);
    for (const account of accounts) assert.match(account, /^\d{12}$/);
  });

  it("takes the memory that GuardDuty's table has for the task's size", () => {
    const taken = (cpu: number, memoryMiB: number) =>
      agentMemory({ runtimeMonitoring: true, cpu, memoryMiB });
    assert.deepEqual(
      [taken(256, 512), taken(4096, 30720), taken(8192, 28672), taken(8192, 32768)],
      [128, 128, 256, 512],
    );
    assert.equal(taken(16384, 32768), 1024);
    assert.equal(agentMemory({ cpu: 256, memoryMiB: 512 }), 0);
  });
});
