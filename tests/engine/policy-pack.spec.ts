import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { ROOT } from "../../sandbox/tools";
import { TestSandbox } from "../support/engine";
import { programOf, type ProgramCopy } from "../support/program";

const PROJECT = `name: shop
runtime:
  name: nodejs
  options: { typescript: false, nodeargs: "-r ts-node/register/transpile-only" }
main: index.ts
`;

const CANARY = "kb9Xq2vTz7LmW4eR";

/** A program of somebody else, as tutorials write them: default network mode, secrets in the open, `latest`. */
const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import * as aws from "@pulumi/aws";
const provider = new aws.Provider("aws", { region: "eu-central-1" });
const on = { provider };
const cluster = new aws.ecs.Cluster("shop", {}, on);
const repository = new aws.ecr.Repository("shop", {
  tags: { owner: cluster.id, note: pulumi.secret("a private note") },
}, on);
const vpc = new aws.ec2.Vpc("shop", { cidrBlock: "10.0.0.0/16" }, on);
const group = new aws.ec2.SecurityGroup("shop", {
  vpcId: vpc.id,
  ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }],
}, on);
const role = new aws.iam.Role("shop", { assumeRolePolicy: JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" }],
}) }, on);
new aws.iam.RolePolicy("shop", { role: role.id, policy: JSON.stringify({
  Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
}) }, on);
const container = (name: string, image: string, more = {}) => ({ name, image, memory: 256, essential: true, ...more });
new aws.ecs.TaskDefinition("known", {
  family: "known", requiresCompatibilities: ["FARGATE"], networkMode: "awsvpc", cpu: "256", memory: "512",
  executionRoleArn: role.arn,
  containerDefinitions: JSON.stringify([
    container("web", "nginx:latest", { environment: [{ name: "DB_PASSWORD", value: "${CANARY}" }] }),
    container("agent", "datadog/agent:7"),
  ]),
}, on);
new aws.ecs.TaskDefinition("unknown", {
  family: "unknown", requiresCompatibilities: ["FARGATE"], networkMode: "awsvpc", cpu: "256", memory: "512",
  executionRoleArn: role.arn,
  containerDefinitions: repository.repositoryUrl.apply((url) => JSON.stringify([container("web", url + ":1.2.3", { user: "root" })])),
}, on);
`;

const PACK = "policy-pack";

interface Printed {
  readonly code: number;
  readonly text: string;
}

describe("the policy pack on somebody else's program", () => {
  let program: ProgramCopy;
  let box: TestSandbox;

  before(async () => {
    program = programOf({ "Pulumi.yaml": PROJECT, "index.ts": PROGRAM });
    box = await TestSandbox.open("stranger", program.folder);
    await box.mustPulumi("stack", "init", "dev");
  });
  after(async () => {
    await box.close();
    program.remove();
  });

  /** Previews, or does what is said, with this pack and configuration; what it prints never holds the secret. */
  async function run(
    configuration?: object,
    { command = ["preview"], pack = PACK }: { command?: string[]; pack?: string } = {},
  ): Promise<Printed> {
    const args = [...command, "--stack", "dev", "--policy-pack", pack];
    if (configuration !== undefined) {
      const file = path.join(program.folder, "policy-config.json");
      fs.writeFileSync(file, JSON.stringify(configuration));
      args.push("--policy-pack-config", file);
    }
    const { code, stdout, stderr } = await box.pulumi(...args);
    const text = stdout + stderr;
    assert.ok(!text.includes(CANARY), "the secret is printed");
    return { code, text };
  }

  /** Lines such as \`[mandatory] rule resource\`. */
  function findings({ text }: Printed): string[] {
    const heads = text.matchAll(/- \[(\w+)\](?: \[severity: \w+\])?\s+(\S+)\s+\((.*?)\)/g);
    return [...heads].map(([, level = "", rule = "", resource = ""]) =>
      [`[${level}]`, rule, resource.split(": ")[1] ?? resource].join(" "),
    );
  }

  const mandatory = (printed: Printed): string[] =>
    findings(printed).filter((line) => line.startsWith("[mandatory]"));

  it("blocks what breaks a rule, and says what cannot be judged yet", async () => {
    const printed = await run();
    assert.notEqual(printed.code, 0);
    const found = findings(printed);
    for (const line of [
      "[mandatory] ecs-task-no-plaintext-secrets known",
      "[mandatory] ecs-task-non-root-user known",
      "[mandatory] ecs-task-readonly-root known",
      "[mandatory] ecs-task-image-pinned known",
      "[mandatory] ecs-task-trusted-registry known",
      "[mandatory] ecs-task-log-configuration known",
      "[mandatory] ecr-repository-scan-on-push shop",
      "[mandatory] ecr-repository-immutable-tags shop",
      "[mandatory] ecs-cluster-container-insights shop",
      "[mandatory] ec2-sg-no-public-admin-ports shop",
      "[mandatory] iam-no-admin-policy shop",
      "[advisory] pack-undetermined unknown",
    ]) {
      assert.ok(found.includes(line), `${line} is not in\n${found.join("\n")}\n${printed.text}`);
    }
    assert.equal(found.filter((line) => line === "[advisory] pack-undetermined unknown").length, 1);
    // Its containers cannot be known, yet the graph shows the repository that they come from.
    assert.deepEqual(
      found.filter((line) => line.startsWith("[mandatory]") && line.endsWith(" unknown")),
      ["[mandatory] stack-task-image-from-scanned-repo unknown"],
    );
    assert.match(printed.text, /containerDefinitions: .*ecs-task-non-root-user/);
  });

  const waiver = (rule: string, scope: object, expires = "2999-12-31"): object => ({
    ...{ rule, reason: "moves next month", approver: "Jane Doe", expires },
    ...scope,
  });

  it("excuses what is waived, lists it, and says which waivers expired or excuse nothing", async () => {
    const printed = await run({
      "pack-settings": {
        waivers: [
          waiver("ecs-task-readonly-root", { name: "kno*", container: "agent" }),
          waiver("iam-no-admin-policy", { type: "aws:iam/rolePolicy:RolePolicy" }),
          waiver("ecr-repository-scan-on-push", { name: "shop" }, "2020-01-31"),
          waiver("ecs-task-no-privileged", { name: "elsewhere" }),
        ],
      },
    });
    const { text } = printed;
    assert.match(text, /Container "web": containerDefinitions\[0\]\.readonlyRootFilesystem/);
    assert.match(
      text,
      /pack-waived[^]*ecs-task-readonly-root: Container "agent": .* Waived until 2999-12-31, by "Jane Doe": "moves next month"\./,
    );
    const found = findings(printed);
    assert.ok(!found.some((line) => line.includes("iam-no-admin-policy")), text);
    assert.ok(found.includes("[mandatory] ecr-repository-scan-on-push shop"), text);
    assert.match(text, /Its waiver by "Jane Doe" \("moves next month"\) expired on 2020-01-31\./);
    assert.match(
      text,
      /Waiver 4 of ecs-task-no-privileged \(name "elsewhere", by "Jane Doe"\) excuses nothing here\./,
    );
  });

  it("takes levels for this stack only, and chooses rules by preset", async () => {
    const levels = { "de*": { "ecs-task-image-pinned": "advisory" } };
    const other = { prod: { "ecs-task-image-pinned": "disabled" } };
    const found = findings(await run({ "pack-settings": { levels: { ...levels, ...other } } }));
    assert.ok(found.includes("[advisory] ecs-task-image-pinned known"), found.join("\n"));
    const cis = findings(await run({ "pack-settings": { presets: ["cis"] } }));
    assert.ok(cis.includes("[mandatory] ecs-task-non-root-user known"), cis.join("\n"));
    assert.ok(!cis.some((line) => line.includes("ecs-task-no-secrets-in-command")));
    assert.ok(!cis.some((line) => line.includes("ecs-cluster-container-insights")));
  });

  it("lets nothing wait with strict", async () => {
    const printed = await run({ "pack-settings": { strict: true } });
    assert.ok(
      mandatory(printed).includes("[mandatory] ecs-task-non-root-user unknown"),
      printed.text,
    );
  });

  it("refuses a configuration that is wrong", async () => {
    const option = await run({ "ecs-task-image-pinned": { requires: "digest" } });
    assert.notEqual(option.code, 0);
    assert.match(option.text, /ecs-task-image-pinned is wrong: There is no option "requires"/);
    const settings = await run({
      all: "advisory",
      "pack-settings": {
        enforcementLevel: "mandatory",
        waivers: [{ rule: "ecs-task-no-privilegd", name: "x" }],
      },
    });
    assert.notEqual(settings.code, 0);
    assert.match(settings.text, /Waiver 1 .*: there is no rule .* Did you mean/);
    assert.match(settings.text, /Waiver 1 .*: reason is not set/);
    assert.match(settings.text, /Waiver 1 .*: expires is not set/);
  });

  it("guards as a packed package, from a folder of its own", async () => {
    const folder = fs.mkdtempSync(path.join(program.folder, "installed-"));
    const pack = ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder];
    const tarball = execFileSync("npm", pack, {
      cwd: path.join(ROOT, PACK),
      encoding: "utf8",
    }).trim();
    execFileSync("tar", ["xzf", path.join(folder, tarball), "-C", folder]);
    const installed = path.join(folder, "package");
    const files = fs.readdirSync(installed).sort();
    assert.deepEqual(files, ["PulumiPolicy.yaml", "README.md", "bin", "package.json"]);
    const { dependencies } = JSON.parse(
      fs.readFileSync(path.join(installed, "package.json"), "utf8"),
    ) as { dependencies: Record<string, string> };
    // Only what its package.json names is at hand, as after an installation.
    for (const name of Object.keys(dependencies)) {
      const link = path.join(installed, "node_modules", name);
      fs.mkdirSync(path.dirname(link), { recursive: true });
      fs.symlinkSync(path.join(ROOT, "node_modules", name), link);
    }
    const good = path.join(folder, "good.json");
    fs.writeFileSync(good, JSON.stringify({ "pack-settings": { presets: ["fsbp"] } }));
    execFileSync(process.execPath, [path.join(installed, "bin/check-config.js"), good]);
    const fromPackage = await run(undefined, { pack: installed });
    assert.deepEqual(findings(fromPackage).sort(), findings(await run()).sort());
    assert.ok(mandatory(fromPackage).length > 5);
  });

  it("mends what it may at the level remediate, in an update, and leaves secrets secret", async () => {
    const configuration = {
      all: "advisory",
      "ecr-repository-scan-on-push": "remediate",
      "ecr-repository-immutable-tags": "remediate",
      "ecs-cluster-container-insights": "remediate",
    };
    const up = await run(configuration, { command: ["up", "--yes", "--skip-preview"] });
    assert.equal(up.code, 0, up.text);
    for (const rule of Object.keys(configuration).slice(1)) {
      assert.match(up.text, new RegExp(`\\[remediate\\]\\s+${rule}`), up.text);
    }
    const resources = await box.exported("dev");
    const inputsOf = (type: string): Readonly<Record<string, unknown>> =>
      resources.find((each) => each.type === type)?.inputs ?? {};
    const repository = inputsOf("aws:ecr/repository:Repository");
    assert.equal(repository["imageTagMutability"], "IMMUTABLE");
    assert.deepEqual(repository["imageScanningConfiguration"], { scanOnPush: true });
    const { owner, note } = repository["tags"] as Record<string, unknown>;
    assert.match(String(owner), /^arn:aws:ecs:/);
    assert.ok(
      typeof note === "object" && note !== null && "ciphertext" in note,
      JSON.stringify(note),
    );
    assert.deepEqual(inputsOf("aws:ecs/cluster:Cluster")["settings"], [
      { name: "containerInsights", value: "enabled" },
    ]);
    const again = await run(configuration, { command: ["preview", "--expect-no-changes"] });
    assert.equal(again.code, 0, again.text);
  });
});

/** A careful program of somebody else, on awsx: an image by its full name, one role per purpose, private tasks. */
const CAREFUL = `
import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
const on = { provider: new aws.Provider("aws", { region: "eu-central-1" }) };
const vpc = new awsx.ec2.Vpc("shop", {
  numberOfAvailabilityZones: 2, natGateways: { strategy: "Single" }, subnetStrategy: "Auto",
}, { providers: { aws: on.provider }, transforms: [({ type, props, opts }) => type === "aws:ec2/subnet:Subnet"
  ? { props: { ...props, mapPublicIpOnLaunch: false }, opts } : undefined] });
new aws.ec2.DefaultSecurityGroup("shop", { vpcId: vpc.vpcId }, on);
const bucket = new aws.s3.Bucket("flows", {}, on);
new aws.s3.BucketPublicAccessBlock("flows", {
  bucket: bucket.id, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true,
}, on);
new aws.ec2.FlowLog("shop", {
  vpcId: vpc.vpcId, trafficType: "REJECT", logDestinationType: "s3", logDestination: bucket.arn,
}, on);
const repository = new aws.ecr.Repository("shop", {
  name: "shop", imageTagMutability: "IMMUTABLE", imageScanningConfiguration: { scanOnPush: true },
  encryptionConfigurations: [{ encryptionType: "KMS" }],
}, on);
new aws.ecr.LifecyclePolicy("shop", { repository: repository.name, policy: JSON.stringify({ rules: [{
  rulePriority: 1, selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
  action: { type: "expire" } }] }) }, on);
const cluster = new aws.ecs.Cluster("shop", { settings: [{ name: "containerInsights", value: "enhanced" }] }, on);
const trust = JSON.stringify({ Version: "2012-10-17", Statement: [{
  Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole",
  Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } }] });
const execution = new aws.iam.Role("execution", { assumeRolePolicy: trust }, on);
const task = new aws.iam.Role("task", { assumeRolePolicy: trust }, on);
new aws.iam.RolePolicyAttachment("execution", {
  role: execution.name, policyArn: "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
}, on);
const logs = new aws.cloudwatch.LogGroup("shop", { name: "/shop/web", retentionInDays: 30 }, on);
const group = new aws.ec2.SecurityGroup("shop", { vpcId: vpc.vpcId, description: "Tasks of the shop" }, on);
new aws.vpc.SecurityGroupIngressRule("peers", {
  securityGroupId: group.id, referencedSecurityGroupId: group.id, ipProtocol: "tcp", fromPort: 8080, toPort: 8080,
  description: "Each other",
}, on);
const definition = new aws.ecs.TaskDefinition("shop", {
  family: "shop", requiresCompatibilities: ["FARGATE"], networkMode: "awsvpc", cpu: "256", memory: "512",
  executionRoleArn: execution.arn, taskRoleArn: task.arn,
  containerDefinitions: JSON.stringify([{
    name: "web", image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop@sha256:${"a".repeat(64)}",
    essential: true, user: "10001:10001", readonlyRootFilesystem: true, cpu: 256, memory: 512,
    linuxParameters: { capabilities: { drop: ["ALL"] } },
    portMappings: [{ containerPort: 8080 }],
    environment: [{ name: "LOG_LEVEL", value: "info" }, { name: "TOKEN_URL", value: "https://auth.example.com/token" }],
    healthCheck: { command: ["CMD-SHELL", "wget -qO- http://localhost:8080/health || exit 1"] },
    logConfiguration: { logDriver: "awslogs", options: {
      "awslogs-group": "/shop/web", "awslogs-region": "eu-central-1", "awslogs-stream-prefix": "web" } },
  }]),
}, { ...on, dependsOn: [logs] });
new aws.ecs.Service("shop", {
  cluster: cluster.arn, taskDefinition: definition.arn, launchType: "FARGATE", desiredCount: 1,
  networkConfiguration: { subnets: vpc.privateSubnetIds, securityGroups: [group.id], assignPublicIp: false },
}, on);
`;

describe("the policy pack on somebody else's careful program", () => {
  it("only advises, and leaves nothing undetermined, in a first preview", async () => {
    const program = programOf({ "Pulumi.yaml": PROJECT, "index.ts": CAREFUL });
    const box = await TestSandbox.open("careful", program.folder);
    try {
      await box.mustPulumi("stack", "init", "dev");
      const events = await box.previewEvents("dev");
      const types = events.map(({ resourcePreEvent }) => resourcePreEvent?.metadata.type);
      assert.ok(types.includes("aws:ecs/service:Service"));
      const told = events.flatMap(({ policyEvent: event }) =>
        event === undefined
          ? []
          : [
              `[${event.enforcementLevel}] ${event.policyName} ${event.resourceUrn?.split("::").at(-1) ?? ""}`,
            ],
      );
      assert.deepEqual(
        told.filter((line) => /\[mandatory\]|pack-undetermined/.test(line)),
        [],
      );
      assert.ok(told.includes("[advisory] iam-role-permissions-boundary task"), told.join("\n"));
    } finally {
      await box.close();
      program.remove();
    }
  });
});

describe("the policy pack, older than its sources", () => {
  it("stops a preview, so that no program passes for judged", async () => {
    const program = programOf({ "Pulumi.yaml": PROJECT, "index.ts": "export const url = 1;" });
    const pack = path.join(program.folder, "policy-pack");
    fs.unlinkSync(pack);
    for (const name of ["PulumiPolicy.yaml", "package.json", "index.js", "bin"])
      fs.cpSync(path.join(ROOT, "policy-pack", name), path.join(pack, name), { recursive: true });
    for (const folder of ["lib", "rules"]) fs.mkdirSync(path.join(pack, folder));
    const source = path.join(pack, "index.ts");
    fs.writeFileSync(source, "");
    const later = Date.now() / 1000 + 60;
    fs.utimesSync(source, later, later);
    const box = await TestSandbox.open("stale", program.folder);
    try {
      await box.mustPulumi("stack", "init", "dev");
      await assert.rejects(
        box.previewEvents("dev"),
        /judged nothing; the preview ended with [1-9][^]*was built before its source index\.ts was changed\. Run `npm run build`/,
      );
    } finally {
      await box.close();
      program.remove();
    }
  });
});
