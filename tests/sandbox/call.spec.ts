import assert from "node:assert/strict";
import { callOf } from "../../sandbox/call";
import { HelpAsked } from "../../sandbox/lib/command-line";
import { Sandbox } from "../../sandbox/sandbox";
import { UserError } from "../../sandbox/lib/user-error";
import { ROOT } from "../../sandbox/tools";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const fault = (...args: string[]): string | undefined => {
  try {
    callOf(args);
    return assert.fail(`${args.join(" ")} is taken`);
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    return error.message.split("\n")[0];
  }
};

describe("a call of npm run sandbox", () => {
  it("is ours where it begins with a word of ours, else Pulumi's, options and all", () => {
    assert.deepEqual(callOf([]), { kind: "tour" });
    assert.deepEqual(callOf(["reset"]), { kind: "reset" });
    assert.deepEqual(callOf(["recover"]), { kind: "recover", stack: "dev" });
    assert.deepEqual(callOf(["recover", "--stack=prod"]), { kind: "recover", stack: "prod" });
    assert.deepEqual(callOf(["publish", "--stack", "prod", "backend-flask"]), {
      kind: "publish",
      image: "backend-flask",
      stack: "prod",
    });
    const pulumi = ["up", "--help", "--stack"];
    assert.deepEqual(callOf(pulumi), { kind: "pulumi", args: pulumi });
  });

  const WRONG: readonly (readonly [string, readonly string[], string])[] = [
    ["a reset of one stack only", ["reset", "--stack", "dev"], "Unknown option '--stack'"],
    ["a reset with a word", ["reset", "dev"], 'Too many arguments: "dev".'],
    ["a stack without a name", ["recover", "--stack"], "Option '--stack <value>' argument missing"],
    [
      "a stack with an empty name",
      ["publish", "backend-flask", "--stack", ""],
      '--stack "" is not a stack\'s name (letters, digits, _ . -).',
    ],
    [
      "an option for a stack's name",
      ["publish", "backend-flask", "--stack", "--yes"],
      "Option '--stack' argument is ambiguous.",
    ],
    ["no image", ["publish"], "An argument is missing."],
    ["an empty image", ["publish", ""], "Argument 1 is empty."],
    ["two images", ["publish", "backend-flask", "b"], 'Too many arguments: "b".'],
  ];
  for (const [what, args, sentence] of WRONG)
    it(`is refused for ${what}, before anything is touched`, () => {
      assert.equal(fault(...args), sentence);
    });

  for (const command of ["reset", "recover", "publish"])
    it(`answers ${command} --help with how it is called`, () => {
      assert.throws(
        () => callOf([command, "--help"]),
        (error) =>
          error instanceof HelpAsked &&
          error.message.startsWith(`Usage: npm run sandbox:${command}`),
      );
    });

  it("makes no stack of a misspelt name", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "sandbox-call-"));
    try {
      const sandbox = new Sandbox({ folder, program: ROOT, enginePath: "" });
      sandbox.requireStack("dev");
      assert.throws(
        () => {
          sandbox.requireStack("prd");
        },
        { message: /^The sandbox has no stack "prd"; choose .*prod.*stack init prd$/ },
      );
      assert.deepEqual(fs.readdirSync(path.join(folder, "backend")), []);
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});
