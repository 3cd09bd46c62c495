import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { ROOT } from "../../sandbox/tools";
import { allSteps, commands, pullRequestJobs, workflows } from "./files";

/** Every command of the workflows → the test that executes it. */
const EXECUTED: Readonly<Record<string, string>> = {
  "npm run check": "scripts/test-run.ts",
  "npm test": "scripts/test-run.ts",
  'npm run ci -- preview --stack "$STACK" --output previews': "tests/engine/workflows.spec.ts",
  'npm run ci -- seed --stack "$STACK"': "tests/engine/workflows.spec.ts",
  'npm run ci -- drift --stack "$STACK" --output reports': "tests/engine/workflows.spec.ts",
  "npm run ci -- deploy --stack dev --output reports": "tests/engine/workflows.spec.ts",
  "npm run ci -- deploy --stack prod --output reports": "tests/engine/workflows.spec.ts",
  "npm run ci -- mirror --stack dev": "tests/tasks/mirror-all.spec.ts",
  "npm run ci -- promote --from dev --to prod": "tests/workflows/promote.spec.ts",
  'npm run ci -- pack-policies --output packed --tag "$TAG"': "tests/engine/policy-package.spec.ts",
  'npm run ci -- publish-pulumi --packed packed --organization "$ORGANIZATION"':
    "tests/engine/policy-package.spec.ts",
  "node scripts/ci/publish-npm.js packed": "tests/engine/policy-package.spec.ts",
  "node scripts/ci/comment.js previews": "tests/workflows/comment.spec.ts",
  "npm run release -- backend-flask --stack dev": "tests/tasks",
  "npm run release -- frontend-react-js --stack dev": "tests/tasks",
  "npm run smoke -- --stack dev": "tests/tasks",
  "npm run smoke -- --stack prod": "tests/tasks",
};

const PIN = /^[\w.-]+(?:\/[\w.-]+)+@[0-9a-f]{40}$/;

describe("the workflows", () => {
  it("run commands of this repository only, and each is executed by a test", () => {
    assert.deepEqual(commands(), Object.keys(EXECUTED).sort());
    const { scripts } = JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    for (const [command, test] of Object.entries(EXECUTED)) {
      assert.ok(fs.existsSync(path.join(ROOT, test)), `${command}: ${test} does not exist`);
      const [, script, file] = /^npm (?:run )?(\S+)|^node (\S+)/.exec(command) ?? [];
      const target = script === undefined ? file : scripts[script]?.split(" ")[1];
      assert.ok(target !== undefined, `${command}: package.json has no such script`);
      assert.ok(fs.existsSync(path.join(ROOT, target)), `${command}: ${target} does not exist`);
    }
  });

  it("put no value into a command but by a variable", () => {
    for (const command of commands()) assert.doesNotMatch(command, /\$\{\{|\n|`|\$\(/);
  });

  it("pin every action by commit, the version beside it, as the table says where it was read", () => {
    const table = fs.readFileSync(path.join(ROOT, ".github/workflows/README.md"), "utf8");
    const read = new Map(
      [...table.matchAll(/^\| (\S+)\s+\| (v[\d.]+)\s+\| `([0-9a-f]{40})` \| \S/gm)].map(
        ([, action, version, commit]) => [`${action ?? ""}@${commit ?? ""}`, version],
      ),
    );
    const used = new Set<string>();
    for (const { name, text } of workflows())
      for (const [, pin = "", version] of text.matchAll(/uses: (\S+)(?: # (\S+))?$/gm)) {
        assert.match(pin, PIN, name);
        assert.equal(version, read.get(pin), `${name}: ${pin}`);
        used.add(pin);
      }
    assert.deepEqual([...used].sort(), [...read.keys()].sort());
  });

  it("start with no rights, and on nothing that gives a fork's code any", () => {
    for (const { name, on, permissions } of workflows()) {
      assert.deepEqual(permissions, {}, name);
      for (const trigger of Object.keys(on as object))
        assert.ok(
          ["pull_request", "push", "schedule", "workflow_dispatch"].includes(trigger),
          name,
        );
    }
  });

  it("hold no stored secret", () => {
    for (const { name, text } of workflows()) assert.doesNotMatch(text, /secrets[.[:]/, name);
  });

  it("leave no credential in the checkout", () => {
    for (const { where, step } of allSteps())
      if (step.uses?.startsWith("actions/checkout@") === true)
        assert.equal(step.with?.["persist-credentials"], false, where);
  });

  it("take a role only for our own branches, or in a protected environment", () => {
    for (const { name, jobs } of workflows())
      for (const [id, { if: condition = "", environment, permissions }] of Object.entries(jobs)) {
        if (permissions?.["id-token"] !== "write") continue;
        const where = `${name} ${id}`;
        if (name === "pull-request.yml") {
          assert.match(condition, /head\.repo\.full_name == github\.repository/, where);
          assert.match(condition, /user\.login != 'dependabot\[bot\]'/, where);
        } else if (name === "drift.yml") assert.equal(environment, undefined, where);
        else assert.ok(["dev", "prod", "release"].includes(environment ?? ""), where);
      }
  });

  it("give rights to write on a pull request to no code of the pull request", () => {
    const writing = Object.entries(pullRequestJobs()).filter(([, { permissions = {} }]) =>
      Object.entries(permissions).some(
        ([right, value]) => value === "write" && right !== "id-token",
      ),
    );
    assert.deepEqual(
      writing.map(([id]) => id),
      ["report"],
    );
    const steps = writing[0]?.[1].steps ?? [];
    const checkouts = steps.filter(({ uses = "" }) => uses.startsWith("actions/checkout@"));
    assert.deepEqual(
      checkouts.map((step) => step.with?.["ref"]),
      ["${{ github.event.pull_request.base.sha }}"],
    );
    // Nothing of npm: an installation runs what the lock file names.
    for (const { run } of steps) assert.doesNotMatch(run ?? "", /npm|npx/);
  });

  it("preview for forks without a credential", () => {
    const job = pullRequestJobs()["preview-sandbox"];
    assert.ok(job !== undefined);
    assert.deepEqual(job.permissions, { contents: "read" });
    for (const { uses = "", env = {} } of job.steps) {
      assert.doesNotMatch(uses, /^aws-actions/);
      assert.deepEqual(Object.keys(env), []);
    }
  });
});
