import assert from "node:assert/strict";
import * as path from "node:path";
import { capture } from "../../sandbox/lib/process";
import { ROOT } from "../../sandbox/tools";
import { FakePrograms } from "../support/fake-programs";
import { assertNoStackTrace } from "../support/stack-trace";

/** A wrong call: the script and its arguments, its exit code, the first line of what it says. */
type Wrong = readonly [script: readonly string[], code: number, says: string];

const UNKNOWN = "Unknown option '--bogus'";
const WRONG: readonly Wrong[] = [
  [["operation.js", "task"], 125, "An argument is missing."],
  [["operation.js", "task", ""], 125, "Argument 1 is empty."],
  [["operation.js", "task", "db-test", "b"], 125, 'Too many arguments: "b".'],
  [["operation.js", "task", "--bogus"], 125, UNKNOWN],
  [["operation.js", "release"], 1, "An argument is missing."],
  [["operation.js", "release", "backend-flask", "--bogus"], 1, UNKNOWN],
  [["operation.js", "mirror"], 1, "An argument is missing."],
  [["operation.js", "smoke", "dev"], 1, 'Too many arguments: "dev".'],
  [
    ["operation.js", "smoke", "--stack", ""],
    1,
    '--stack "" is not a stack\'s name (letters, digits, _ . -).',
  ],
  [
    ["operation.js", "smoke", "--stack", "a b"],
    1,
    '--stack "a b" is not a stack\'s name (letters, digits, _ . -).',
  ],
  [["audit.js", ""], 2, "Argument 1 is empty."],
  [["report.js", ""], 2, "Argument 1 is empty."],
  [["bench.js", "0"], 2, '"0" is not a number of rounds; choose 1 to 99.'],
  [["bench.js", "1", "2"], 2, 'Too many arguments: "2".'],
  [["check.js", "types"], 1, 'Too many arguments: "types".'],
  [["test.js", "engine"], 1, 'There is no part "engine" of the tests; choose unit.'],
  [["test.js", "--grep"], 1, "Unknown option '--grep'"],
  [["docs.ts", "--chekc"], 1, "Unknown option '--chekc'"],
  [["new-rule.ts"], 1, "An argument is missing."],
  [["new-rule.ts", "ecs", "task-x", "y"], 1, 'Too many arguments: "y".'],
  [
    ["new-rule.ts", "ecs", "Task"],
    1,
    '"Task" is no name; expected words in small letters, joined by "-", such as task-no-privileged.',
  ],
];

const CALLS = ["task", "release", "mirror", "smoke"].map((name) => ["operation.js", name]);
const HELPING = [...CALLS, ["audit.js"], ["report.js"], ["ci.js"], ["ci.js", "preview"]];

describe("the commands of package.json", () => {
  const programs = new FakePrograms();
  after(() => {
    programs.remove();
  });
  const run = ([script = "", ...args]: readonly string[]) => {
    const compiler = script.endsWith(".ts") ? ["-r", "ts-node/register/transpile-only"] : [];
    const call = [...compiler, path.join(ROOT, "scripts", script), ...args];
    return capture(process.execPath, call, { cwd: ROOT, env: programs.env });
  };

  for (const [call, code, says] of WRONG)
    it(`refuse ${call.map((word) => word || '""').join(" ")} in a sentence, and start nothing`, async () => {
      const answer = await run(call);
      assert.equal(answer.stderr.split("\n")[0], says);
      assertNoStackTrace(answer.stderr);
      assert.equal(answer.code, code);
    });

  const OTHERS = ["bench.js", "check.js", "test.js", "docs.ts", "new-rule.ts"].map((file) => [
    file,
  ]);
  for (const call of [...HELPING, ...OTHERS])
    it(`answer ${call.join(" ")} --help with their usage`, async () => {
      const { code, stdout, stderr } = await run([...call, "--help"]);
      assert.match(stdout, /^Usage: npm /);
      assert.deepEqual([code, stderr], [0, ""]);
    });
});
