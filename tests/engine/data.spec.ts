import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { openAccount, type StoredObject } from "../../sandbox/aws/account";
import { TestSandbox, type ExportedResource } from "../support/engine";
import { programOf, type ProgramCopy } from "../support/program";
import { ROOT } from "../../sandbox/tools";

const PROJECT = `name: data
runtime:
  name: nodejs
  options: { typescript: false, nodeargs: "-r ts-node/register/transpile-only" }
main: index.ts
`;
const INSTANCE = "aws:rds/instance:Instance";

/** What differs between the runs. */
interface Values {
  readonly protect: boolean;
  readonly engineVersion: number;
  readonly passwordVersion: number;
  readonly more?: string;
}

const programWith = ({ protect, engineVersion, passwordVersion, more = "" }: Values) => `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Database, MessagesTable, Parameters, readAccount, UserPool } from "./components";
export = async () => {
  const provider = new aws.Provider("aws", { region: "eu-central-1" });
  const opts = { provider };
  const account = await readAccount(provider);
  const vpc = new aws.ec2.Vpc("data", { cidrBlock: "10.0.0.0/16" }, opts);
  const subnetIds = ["a", "b"].map((zone, index) => new aws.ec2.Subnet("data-" + zone, {
    vpcId: vpc.id, cidrBlock: "10.0." + index + ".0/24", availabilityZone: "eu-central-1" + zone,
  }, opts).id);
  const database = new Database("database", {
    account, vpcId: vpc.id, subnetIds: pulumi.all(subnetIds), identifierPrefix: "cruddur-test",
    engineVersion: ${engineVersion}, allowMajorVersionUpgrade: ${engineVersion > 17}, instanceClass: "db.t4g.micro",
    allocatedStorageGiB: 20, maxAllocatedStorageGiB: 100, multiAz: false, backupRetentionDays: 7, logRetentionDays: 30,
    passwordVersion: ${passwordVersion}, protect: ${protect}, finalSnapshot: true,
  }, { providers: [provider] });
  database.allowFrom("task", new aws.ec2.SecurityGroup("task", { vpcId: vpc.id, description: "Task" }, opts).id);
  const users = new UserPool("users", { protect: ${protect} }, { providers: [provider] });
  const table = new MessagesTable("messages", {
    account, tableName: "cruddur-test-messages", protect: ${protect},
  }, { providers: [provider] });
  const { secrets } = new Parameters("backend", {
    account, path: "/cruddur/test/backend", protect: false,
    values: { CONNECTION_URL: database.connectionUrl, AWS_COGNITO_USER_POOL_ID: users.userPoolId },
  }, { providers: [provider] });
  ${more}
  return { address: database.address, tableArn: table.arn, urlVersion: secrets["CONNECTION_URL"]?.version };
};
`;

describe("data stores and identities under the real engine", () => {
  let program: ProgramCopy;
  let box: TestSandbox;
  let values: Values = { protect: true, engineVersion: 17, passwordVersion: 1 };
  const printed: string[] = [];

  const run = async (command: string, next: Partial<Values> = {}, ...flags: string[]) => {
    values = { ...values, ...next };
    fs.writeFileSync(path.join(program.folder, "index.ts"), programWith(values));
    const args = command === "preview" ? [] : ["--yes", "--skip-preview"];
    const finished = await box.pulumi(command, "--stack", "t", ...args, ...flags);
    const output = finished.stdout + finished.stderr;
    printed.push(output);
    return { ...finished, output };
  };
  const must = async (...args: Parameters<typeof run>) => {
    const { code, output } = await run(...args);
    assert.equal(code, 0, output);
    return output;
  };
  const account = (): Promise<readonly StoredObject[]> =>
    openAccount(box.sandbox.accountFolder).transaction("eu-central-1", (view) => view.all());
  const one = (resources: readonly ExportedResource[], type: string): ExportedResource => {
    const [found, ...others] = resources.filter((resource) => resource.type === type);
    assert.ok(found && others.length === 0, `one ${type}`);
    return found;
  };
  const password = async () => {
    const text = await box.mustPulumi("stack", "export", "--stack", "t", "--show-secrets");
    const { deployment } = JSON.parse(text) as { deployment: { resources: ExportedResource[] } };
    const { outputs } = one(deployment.resources, "random:index/randomPassword:RandomPassword");
    return JSON.parse((outputs?.["result"] as { plaintext: string }).plaintext) as string;
  };
  const storedUrl = async () => {
    const found = (await account()).find(({ id }) => id === "/cruddur/test/backend/CONNECTION_URL");
    return String(found?.properties["value"]);
  };

  before(async () => {
    program = programOf({ "Pulumi.yaml": PROJECT, "index.ts": "" });
    fs.symlinkSync(path.join(ROOT, "components"), path.join(program.folder, "components"));
    box = await TestSandbox.open("data", program.folder);
    await box.mustPulumi("stack", "init", "t");
  });
  after(async () => {
    await box.close();
    program.remove();
  });

  it("previews everything in an empty account", async () => {
    const output = await must("preview");
    assert.match(output, /aws:rds:Instance +database +create/);
  });

  it("creates everything, and changes nothing the second time or on refresh", async () => {
    await must("up");
    await must("up", {}, "--expect-no-changes");
    await must("refresh", {}, "--expect-no-changes");
  });

  it("puts the database's own user, password and host into the parameter", async () => {
    const url = new URL(await storedUrl());
    const { outputs } = one(await box.exported("t"), INSTANCE);
    assert.equal(url.hostname, outputs?.["address"]);
    assert.equal(url.username, "cruddurroot");
    assert.equal(decodeURIComponent(url.password), await password());
    assert.equal(`${url.port}${url.pathname}${url.search}`, "5432/cruddur?sslmode=require");
  });

  it("has the password nowhere in the clear: not in the state, the account, or what was printed", async () => {
    const secret = await password();
    assert.equal(secret.length, 32);
    const state = await box.mustPulumi("stack", "export", "--stack", "t");
    const file = fs.readFileSync(openAccount(box.sandbox.accountFolder).file, "utf8");
    for (const text of [state, file, ...printed]) {
      assert.ok(!text.includes(secret));
      assert.ok(!text.includes("postgresql://"));
    }
    const { inputs, outputs } = one(await box.exported("t"), INSTANCE);
    assert.ok(inputs?.["passwordWo"], "the engine keeps the input, encrypted");
    assert.match(JSON.stringify(inputs["passwordWo"]), /"ciphertext":/);
    assert.equal(outputs?.["passwordWo"], undefined);
  });

  it("rotates the password in the database and in the parameter with one number", async () => {
    const [before, secret] = [one(await box.exported("t"), INSTANCE), await password()];
    await must("up", { passwordVersion: 2 });
    const [after, next] = [one(await box.exported("t"), INSTANCE), await password()];
    assert.notEqual(next, secret);
    assert.equal(after.id, before.id);
    assert.equal(after.outputs?.["passwordWoVersion"], 2);
    assert.ok((await storedUrl()).includes(encodeURIComponent(next)));
    const versions = await box.mustPulumi("stack", "output", "--stack", "t", "--json");
    assert.equal((JSON.parse(versions) as { urlVersion: string }).urlVersion, "2");
  });

  it("upgrades the same database to the next major version, with new parameters", async () => {
    const before = one(await box.exported("t"), INSTANCE);
    await must("up", { engineVersion: 18 });
    const resources = await box.exported("t");
    const after = one(resources, INSTANCE);
    assert.equal(after.id, before.id);
    assert.match(String(after.outputs?.["engineVersionActual"]), /^18\./);
    const group = one(resources, "aws:rds/parameterGroup:ParameterGroup");
    assert.equal(group.outputs?.["family"], "postgres18");
    assert.equal(after.outputs?.["parameterGroupName"], group.outputs["name"]);
  });

  it("is not destroyed while it is protected", async () => {
    const { code, output } = await run("destroy");
    assert.notEqual(code, 0);
    assert.match(output, /protect/);
    assert.ok((await account()).some(({ token }) => token === INSTANCE));
  });

  it("is torn down when protection is lifted, and leaves a last snapshot", async () => {
    await must("up", { protect: false });
    const { outputs } = one(await box.exported("t"), INSTANCE);
    await must("destroy");
    const left = (await account()).filter(({ token }) => /rds|dynamodb|cognito|ssm/.test(token));
    assert.deepEqual(
      left.map(({ token, id }) => `${token} ${id}`),
      [`sandbox:rds/snapshot ${String(outputs?.["identifier"])}-final`],
    );
  });

  it("can be made again: no name is left over", async () => {
    await must("up", { protect: false });
    await must("destroy");
  });
});
