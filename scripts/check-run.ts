import { readdirSync } from "node:fs";
import { join } from "node:path";
import { exitCodeOf, parseCommandLine } from "../sandbox/lib/command-line";
import { capture, type Finished } from "../sandbox/lib/process";
import { MissingTool } from "../tests/support/missing-tool";
import type { Tally } from "./test-run";
import { actionlint, workflowFiles, zizmor } from "./workflow-linters";

/** One check: a name, and a program of this repository's packages, or another tool. */
interface Check {
  readonly name: string;
  /** Arguments for Node.js, or a tool that may throw MissingTool. */
  readonly command: readonly string[] | (() => Promise<Finished>);
  /** What to do when it fails. */
  readonly fix: string;
}

const PACK_CONFIGURATIONS = "policy-pack/config";

/** The longest first: the others run beside it. */
const CHECKS: readonly Check[] = [
  {
    name: "lint",
    command: ["node_modules/eslint/bin/eslint.js", "--max-warnings", "0", "."],
    fix: "Mend what eslint names.",
  },
  {
    name: "types",
    command: ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "."],
    fix: "Mend the types.",
  },
  {
    name: "format",
    command: ["node_modules/prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."],
    fix: "Run `npx prettier --write .`.",
  },
  {
    name: "documented arguments",
    command: ["node_modules/typedoc/bin/typedoc"],
    fix: "Document the members that typedoc names.",
  },
  {
    name: "generated documents",
    command: ["-r", "ts-node/register/transpile-only", "scripts/docs.ts", "--check"],
    fix: "Run `npm run docs`.",
  },
  {
    name: "configurations of the policy pack",
    command: [
      ...["-r", "ts-node/register/transpile-only", "scripts/check-policy-config.ts"],
      ...readdirSync(PACK_CONFIGURATIONS).map((file) => join(PACK_CONFIGURATIONS, file)),
    ],
    fix: "Mend the files as they say.",
  },
  {
    name: "workflows",
    command: () => actionlint(workflowFiles()),
    fix: "Mend the workflows as actionlint says.",
  },
  {
    name: "security of the workflows",
    command: () => zizmor([".github"]),
    fix: "Mend the workflows as zizmor says.",
  },
];

/** So many run at once: small machines have two cores. */
const AT_ONCE = 2;

/** Runs every check, also after one has failed, and counts the results. */
export async function runChecks(): Promise<Tally> {
  const tally = { passed: 0, failed: 0, skipped: 0 };
  const waiting = CHECKS.values();
  const work = async () => {
    for (const check of waiting) tally[await runCheck(check)] += 1;
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return tally;
}

async function runCheck({ name, command, fix }: Check): Promise<keyof Tally> {
  try {
    const { code, stdout, stderr } =
      typeof command === "function" ? await command() : await capture(process.execPath, command);
    console.log(code === 0 ? `  ok    ${name}` : `  FAIL  ${name}\n${stdout}${stderr}  ${fix}`);
    return code === 0 ? "passed" : "failed";
  } catch (error) {
    if (!(error instanceof MissingTool)) throw error;
    console.log(`  skip  ${name}. Not found: ${error.message}`);
    return "skipped";
  }
}

/** Entry of `npm run check`. */
export async function main(args: readonly string[]): Promise<void> {
  process.exitCode = await exitCodeOf(async () => {
    parseCommandLine(args, { usage: "npm run check", words: [0, 0], options: {} });
    const { passed, failed, skipped } = await runChecks();
    console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
    return failed > 0 ? 1 : 0;
  });
}
