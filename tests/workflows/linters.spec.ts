import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { actionlint, workflowFiles, zizmor } from "../../scripts/workflow-linters";
import { replaceOnce } from "../support/program";
import { orSkip } from "../support/missing-tool";

const PULL_REQUEST = workflowFiles().find((file) => file.endsWith("pull-request.yml")) ?? "";

/** A change to a workflow → what the linter must say of it. */
type Fault = readonly [what: string, search: string, replacement: string, said: RegExp];

const ACTIONLINT: readonly Fault[] = [
  ["an unknown job", "needs: preview\n", "needs: previews\n", /needs job "previews"/],
  ["an unknown value", "matrix.stack }}\n      CRUDDUR", "matrix.stak }}\n      CRUDDUR", /stak/],
  ["an unknown key", "report:\n    name: Report", "report:\n    namee: Report", /unexpected key/],
];

const ZIZMOR: readonly Fault[] = [
  [
    "a value in a command",
    "npm run check",
    'echo "${{ github.event.pull_request.title }}"',
    /template-injection/,
  ],
  [
    "a fork's code with rights",
    "  pull_request:\n",
    "  pull_request_target:\n",
    /dangerous-triggers/,
  ],
  ["rights for all jobs", "permissions: {}\n", "permissions: write-all\n", /excessive-permissions/],
  [
    "an action by tag",
    "github/codeql-action/upload-sarif@f205ea1c3313d32999d8d6a48b4f6530d4437b38 # v4.37.4\n        if: ${{ !cancelled() && hashFiles('previews/dev.sarif') != '' }}",
    "github/codeql-action/upload-sarif@v4",
    /unpinned-uses/,
  ],
  [
    "a stored credential",
    "path: head\n          persist-credentials: false",
    "path: head",
    /artipacked/,
  ],
];

for (const [name, lint, faults] of [
  ["actionlint", actionlint, ACTIONLINT],
  ["zizmor", zizmor, ZIZMOR],
] as const)
  describe(name, () => {
    before(async function () {
      this.timeout(300_000);
      await orSkip(this, () => lint(workflowFiles()));
    });

    it("finds nothing in our workflows", async () => {
      const { code, stdout, stderr } = await lint(workflowFiles());
      assert.equal(code, 0, stdout + stderr);
    });

    for (const [what, search, replacement, said] of faults)
      it(`finds ${what}`, async () => {
        const folder = fs.mkdtempSync(path.join(os.tmpdir(), "workflow-"));
        try {
          const file = path.join(folder, "pull-request.yml");
          const text = fs.readFileSync(PULL_REQUEST, "utf8");
          fs.writeFileSync(file, replaceOnce(text, search, replacement));
          const { code, stdout } = await lint([file]);
          assert.notEqual(code, 0);
          assert.match(stdout, said);
        } finally {
          fs.rmSync(folder, { recursive: true, force: true });
        }
      });
  });
