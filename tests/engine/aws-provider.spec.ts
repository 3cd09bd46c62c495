import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { openAccount, type StoredObject } from "../../sandbox/aws/account";
import { type ExportedResource, TestSandbox } from "../support/engine";
import { programOf, type ProgramCopy } from "../support/program";

const PROJECT = `name: stranger
runtime:
  name: nodejs
  options: { typescript: false, nodeargs: "-r ts-node/register/transpile-only" }
main: index.ts
`;
const HEAD = `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
`;
const PLATFORM = (importIds: Readonly<Record<string, string>> = {}, region = "eu-central-1") => `
const ids: Record<string, string> = ${JSON.stringify(importIds)};
const main = new aws.Provider("main", {
  region: "${region}", allowedAccountIds: ["123456789012"], defaultTags: { tags: { team: "web" } },
});
const east = new aws.Provider("east", { region: "us-east-1" });
const of = (name: string) => ({ provider: main, ...(ids[name] && { import: ids[name] }) });
const key = new aws.kms.Key("key", { enableKeyRotation: true, tags: { a: "b" } }, of("key"));
new aws.kms.Alias("alias", { name: "alias/app", targetKeyId: key.arn }, of("alias"));
const repository = new aws.ecr.Repository("repository", {
  name: "app", encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: key.arn }],
}, of("repository"));
new aws.ecr.LifecyclePolicy("lifecycle", { repository: repository.name, policy: { rules: [{
  rulePriority: 1, action: { type: "expire" },
  selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 30 },
}] } }, of("lifecycle"));
const logs = new aws.cloudwatch.LogGroup("logs", { name: "/app", retentionInDays: 30 }, of("logs"));
const role = new aws.iam.Role("role", { name: "app", assumeRolePolicy: { Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" }] },
}, of("role"));
new aws.ecs.TaskDefinition("task", {
  family: "app", cpu: "256", memory: "512", networkMode: "awsvpc", requiresCompatibilities: ["FARGATE"],
  executionRoleArn: role.arn, containerDefinitions: JSON.stringify([{ name: "app", image: "public.ecr.aws/x/y:1" }]),
}, of("task"));
new aws.cloudwatch.LogGroup("logs-east", { name: "/app" }, { provider: east, ...(ids["logs-east"] && { import: ids["logs-east"] }) });
export const got = aws.cloudwatch.LogGroup.get("got", "/app", {}, { provider: main, dependsOn: [logs] }).retentionInDays;
export const regions = [main, east].map((provider) => aws.getRegionOutput({}, { provider }).name);
`;
const SECRETS = `
const provider = new aws.Provider("main", { region: "eu-central-1" });
const password = new random.RandomPassword("password", { length: 24, special: false });
const value = pulumi.interpolate\`canary-\${password.result}\`;
new aws.ssm.Parameter("parameter", { name: "/app/secret", type: "SecureString", value }, { provider });
new aws.cloudwatch.LogGroup("tagged", { name: "/tagged", tags: { token: pulumi.secret("canary-in-a-tag") } }, { provider });
`;

describe("the simulated aws provider under the real engine", () => {
  let program: ProgramCopy;
  let box: TestSandbox;

  const write = (body: string) => {
    fs.writeFileSync(path.join(program.folder, "index.ts"), HEAD + body);
  };
  const up = (stack: string, ...flags: string[]) =>
    box.mustPulumi("up", "--stack", stack, "--yes", "--skip-preview", ...flags);
  const account = (): Promise<readonly StoredObject[]> =>
    openAccount(box.sandbox.accountFolder).transaction("eu-central-1", (view) => view.all());
  const ids = (resources: readonly ExportedResource[]): Record<string, string> =>
    Object.fromEntries(
      resources
        .filter(({ type, urn }) => type.startsWith("aws:") && !urn.endsWith("::got"))
        .map(({ urn, id, outputs, type }) => {
          const isTask = type === "aws:ecs/taskDefinition:TaskDefinition";
          return [urn.split("::").at(-1) ?? "", String(isTask ? outputs?.["arn"] : id)];
        }),
    );

  before(async () => {
    program = programOf({ "Pulumi.yaml": PROJECT, "index.ts": HEAD });
    box = await TestSandbox.open("aws", program.folder);
    for (const stack of ["one", "two", "three"]) await box.mustPulumi("stack", "init", stack);
  });
  after(async () => {
    await box.close();
    program.remove();
  });

  it("keeps two explicit providers apart, and changes nothing the second time", async () => {
    write(PLATFORM());
    await up("one");
    await up("one", "--expect-no-changes");
    const outputs = JSON.parse(
      await box.mustPulumi("stack", "output", "--stack", "one", "--json"),
    ) as Record<string, unknown>;
    assert.deepEqual(outputs, { got: 30, regions: ["eu-central-1", "us-east-1"] });
    const groups = (await account()).filter(({ id }) => id === "/app");
    assert.deepEqual(
      groups.map(({ region, properties }) => [region, properties["tagsAll"]]),
      [
        ["eu-central-1", { team: "web" }],
        ["us-east-1", {}],
      ],
    );
  });

  it("imports what another stack made, without a change left to make", async () => {
    write(PLATFORM(ids(await box.exported("one"))));
    const output = await up("two");
    assert.match(output, /= 8 imported/);
    await up("two", "--expect-no-changes");
    await box.mustPulumi(
      "refresh",
      "--stack",
      "two",
      "--yes",
      "--skip-preview",
      "--expect-no-changes",
    );
  });

  it("finds what somebody deleted, changed and tagged, and brings it back", async () => {
    write(PLATFORM());
    const token = "aws:cloudwatch/logGroup:LogGroup";
    await openAccount(box.sandbox.accountFolder).transaction("eu-central-1", (view) => {
      const group = view.get(token, "/app");
      view.put(token, "/app", {
        ...group,
        retentionInDays: 7,
        tagsAll: { team: "ops", extra: "1" },
      });
      assert.ok(view.remove("aws:kms/alias:Alias", "alias/app"));
    });
    const refresh = ["refresh", "--stack", "one", "--yes", "--skip-preview"];
    const refreshed = await box.mustPulumi(...refresh);
    assert.match(refreshed, /LogGroup logs updated .*retentionInDays/);
    assert.match(refreshed, /Alias alias deleted/);
    const preview = await box.mustPulumi("preview", "--stack", "one", "--diff");
    assert.match(preview, /retentionInDays: 7 => 30/);
    assert.match(preview, /- extra: "1"/);
    assert.match(await up("one"), /\+ 1 created\s+~ 1 updated/);
    await box.mustPulumi(...refresh, "--expect-no-changes");
  });

  it("moves to another region: what lives in one is replaced, the rest stays", async () => {
    write(PLATFORM({}, "eu-west-1"));
    await up("one");
    await up("one", "--expect-no-changes");
    const regions = (await account())
      .filter(({ token }) => token.startsWith("aws:"))
      .map(({ region }) => region);
    assert.deepEqual([...new Set(regions)].sort(), ["eu-west-1", "global", "us-east-1"]);
  });

  it("keeps secrets out of the state, the output and the account's file", async () => {
    write(SECRETS);
    const printed = await up("three", "--diff");
    const exported = await box.mustPulumi("stack", "export", "--stack", "three");
    const file = fs.readFileSync(path.join(box.sandbox.accountFolder, "account.json"), "utf8");
    for (const text of [printed, exported, file]) assert.doesNotMatch(text, /canary-/);
    const shown = await box.mustPulumi("stack", "export", "--stack", "three", "--show-secrets");
    assert.match(shown, /canary-in-a-tag/);
    await box.mustPulumi(
      "refresh",
      "--stack",
      "three",
      "--yes",
      "--skip-preview",
      "--expect-no-changes",
    );
  });

  it("serves runs at once on one account", async () => {
    const groups = (stack: string) =>
      `const provider = new aws.Provider("main", { region: "eu-central-1" });
for (let index = 0; index < 25; index += 1) {
  new aws.cloudwatch.LogGroup(\`group-\${index}\`, { name: \`/at-once/\${pulumi.getStack()}/\${index}\` }, { provider });
} // ${stack}`;
    write(groups("both"));
    await Promise.all([up("two"), up("three")]);
    const made = (await account()).filter(({ id }) => id.startsWith("/at-once/"));
    assert.equal(made.length, 50);
  });

  it("leaves what the empty account had", async () => {
    for (const stack of ["one", "two", "three"]) {
      await box.mustPulumi("destroy", "--stack", stack, "--yes", "--skip-preview");
    }
    const left = (await account()).filter(({ token }) => token.startsWith("aws:"));
    assert.deepEqual(
      left.map(({ token }) => token),
      ["aws:organizations/organization:Organization", "aws:route53/zone:Zone"],
    );
  });
});
