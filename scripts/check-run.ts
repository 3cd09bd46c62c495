import { readdirSync } from "node:fs";
import { join } from "node:path";
import { capture } from "../sandbox/lib/process";
import type { Tally } from "./test-run";

/** One check: a name, and a program of this repository's packages. */
interface Check {
  readonly name: string;
  readonly command: readonly string[];
  /** What to do when it fails. */
  readonly fix: string;
}

const PACK_CONFIGURATIONS = "policy-pack/config";

const CHECKS: readonly Check[] = [
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
    name: "lint",
    command: ["node_modules/eslint/bin/eslint.js", "--max-warnings", "0", "."],
    fix: "Mend what eslint names.",
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
];

/** Runs every check, also after one has failed, and counts the results. */
export async function runChecks(): Promise<Tally> {
  let [passed, failed] = [0, 0];
  for (const { name, command, fix } of CHECKS) {
    const { code, stdout, stderr } = await capture(process.execPath, command);
    if (code === 0) {
      passed += 1;
      console.log(`  ok    ${name}`);
    } else {
      failed += 1;
      console.log(`  FAIL  ${name}\n${stdout}${stderr}  ${fix}`);
    }
  }
  return { passed, failed, skipped: 0 };
}

/** Entry of `npm run check`. */
export async function main(): Promise<void> {
  const { passed, failed } = await runChecks();
  process.exitCode = failed > 0 ? 1 : 0;
  console.log(`${passed} passed, ${failed} failed, 0 skipped`);
}
