import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { capture, type Finished } from "../../sandbox/lib/process";
import { openAccount } from "../../sandbox/aws/account";
import { ROOT, SANDBOX_FOLDER } from "../../sandbox/tools";
import { readDigests } from "../../scripts/ci/digests";
import { replaceOnce } from "../support/program";
import { commands } from "../workflows/files";

const STACK = "dev";
const STACK_FILE = path.join(ROOT, "Pulumi.dev.yaml");
const CANARY = /sandbox-[0-9a-f]{18}/;

/** The workflows' own commands, in the order of a change's life, as GitHub runs them but against a simulated account. */
describe("the workflows' steps against a simulated account", () => {
  let folder: string;
  let committed: string;

  before(() => {
    const parent = path.join(SANDBOX_FOLDER, "tests");
    fs.mkdirSync(parent, { recursive: true });
    folder = fs.mkdtempSync(path.join(parent, "workflows-"));
    committed = fs.readFileSync(STACK_FILE, "utf8");
  });
  after(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const file = (name: string): string => path.join(folder, name);
  const read = (name: string): string => fs.readFileSync(file(name), "utf8");

  /** Runs a command of a workflow; its reports land in the test's folder, and nothing of the user's login reaches it. */
  async function step(command: string, env: NodeJS.ProcessEnv = {}): Promise<Finished> {
    assert.ok(commands().includes(command), command);
    const here = command.replace(/--output (\w+)/, `--output "${folder}/$1"`);
    for (const name of ["output", "summary"]) fs.writeFileSync(file(name), "");
    const result = await capture("bash", ["-e", "-o", "pipefail", "-c", here], {
      cwd: ROOT,
      env: {
        ...process.env,
        STACK,
        CRUDDUR_SANDBOX: file("account"),
        GITHUB_OUTPUT: file("output"),
        GITHUB_STEP_SUMMARY: file("summary"),
        ...env,
      },
    });
    const printed = result.stdout + result.stderr + read("summary");
    assert.doesNotMatch(printed, CANARY, "a secret is printed");
    assert.equal(fs.readFileSync(STACK_FILE, "utf8"), committed, "the committed file is changed");
    return result;
  }

  async function must(command: string, env: NodeJS.ProcessEnv = {}): Promise<void> {
    const { code, stdout, stderr } = await step(command, env);
    assert.equal(code, 0, stdout + stderr);
  }

  const PREVIEW = 'npm run ci -- preview --stack "$STACK" --output previews';
  const SEED = 'npm run ci -- seed --stack "$STACK"';
  const DEPLOY = "npm run ci -- deploy --stack dev --output reports";
  const DRIFT = 'npm run ci -- drift --stack "$STACK" --output reports';

  it("seed: only a simulated account", async () => {
    const { code, stderr } = await step(SEED, { CRUDDUR_SANDBOX: "" });
    assert.equal(code, 1);
    assert.match(stderr, /^CRUDDUR_SANDBOX is not set: seed deploys to a simulated account only/m);
  });

  it("seed: brings what the base deploys, services included", async () => {
    await must(SEED);
  });

  it("preview: shows that nothing changes, images that are deployed included", async () => {
    await must(PREVIEW);
    assert.match(
      read("previews/dev.md"),
      /^## Preview of dev \(simulated account\): no changes; 0 mandatory and \d+ advisory findings\n/,
    );
    assert.equal(read("summary").trim(), read("previews/dev.md").trim());
    const sarif = JSON.parse(read("previews/dev.sarif")) as {
      runs: { results: { level: string; ruleId: string }[] }[];
    };
    const results = sarif.runs.flatMap((run) => run.results);
    assert.ok(results.length > 0, "dev has advisories");
    assert.deepEqual(
      results.filter(({ level }) => level === "error"),
      [],
    );
    for (const name of ["dev.md", "dev.sarif", "dev.events.jsonl"])
      assert.doesNotMatch(read(`previews/${name}`), CANARY, name);
  });

  it("deploy: hands on the digests that run, and a wrong digest stops it", async () => {
    await must(DEPLOY);
    const handed = /^digests=(.*)$/m.exec(read("output"))?.[1] ?? "";
    const { digests, faults } = readDigests(handed);
    assert.deepEqual(faults, []);
    assert.deepEqual(Object.keys(digests).sort(), ["backend-flask", "frontend-react-js"]);
    const { code, stderr } = await step(DEPLOY, { IMAGE_DIGESTS: "backend-flask=latest" });
    assert.equal(code, 1);
    assert.match(stderr, /IMAGE_DIGESTS: the digest of backend-flask is "latest"/);
  });

  it("deploy: an image that the registry does not hold fails, and hands on nothing", async () => {
    const IMAGE_DIGESTS = `backend-flask=sha256:${"e".repeat(64)}`;
    const { code } = await step(DEPLOY, { IMAGE_DIGESTS });
    assert.equal(code, 1);
    assert.equal(read("output"), "");
    assert.match(
      read("reports/dev.md"),
      /^## Deployment of dev .*\n\n\*\*It failed\.\*\*\n\n> \[!CAUTION\]/,
    );
    await must(DEPLOY);
  });

  it("drift: finds none where nothing was changed, and judges what is deployed", async () => {
    await must(DRIFT);
    assert.match(
      read("summary"),
      /^## Drift of dev \(simulated account\): no changes\n[^]*Security audit/,
    );
  });

  it("drift: fails on what was changed behind Pulumi's back, and changes nothing itself", async () => {
    const token = "aws:cloudwatch/logGroup:LogGroup";
    const account = openAccount(file("account/account"));
    const change = (days: number) =>
      account.transaction("us-east-1", (view) => {
        const [group] = view.list(token);
        assert.ok(group !== undefined);
        const before = group.properties["retentionInDays"];
        view.put(token, group.id, { ...group.properties, retentionInDays: days });
        return before as number;
      });
    const before = await change(3);
    const first = await step(DRIFT);
    assert.equal(first.code, 1, first.stdout);
    assert.match(first.stdout, /retentionInDays\s*: \d+ => 3/);
    assert.match(read("summary"), /^## Drift of dev .*: 1 changed\n/);
    assert.equal(await change(before), 3, "the account was changed");
    await must(DRIFT);
  });

  it("preview: fails on a mandatory finding, and the reports say which, with the fix", async () => {
    const program = "components/lib/container-definition.ts";
    const before = fs.readFileSync(path.join(ROOT, program), "utf8");
    const after = replaceOnce(before, "privileged: false,", "privileged: true,");
    assert.notEqual(before, after);
    const copy = fs.mkdtempSync(path.join(SANDBOX_FOLDER, "tests", "checkout-"));
    try {
      checkOut(copy);
      fs.writeFileSync(path.join(copy, program), after);
      const { code, stdout } = await capture(
        "bash",
        ["-e", "-c", PREVIEW.replace("--output previews", `--output "${folder}/changed"`)],
        { cwd: copy, env: { ...process.env, STACK, CRUDDUR_SANDBOX: file("account") } },
      );
      assert.equal(code, 1, stdout);
      assert.match(read("changed/dev.md"), /### Must be mended[^]*ecs-task-no-privileged/);
      assert.match(
        read("changed/dev.md"),
        /### Replaced and deleted[^]*\| replaced \| <code>backend-flask/,
      );
      assert.match(read("changed/dev.sarif"), /"level": "error"/);
    } finally {
      fs.rmSync(copy, { recursive: true, force: true });
    }
  });
});

/** A second checkout, as the workflow has one for the base and one for the pull request. */
function checkOut(folder: string): void {
  const left = new Set([".git", ".sandbox", "node_modules"]);
  for (const name of fs.readdirSync(ROOT)) {
    if (left.has(name)) continue;
    const options = { recursive: true, preserveTimestamps: true };
    fs.cpSync(path.join(ROOT, name), path.join(folder, name), options);
  }
  fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
}
