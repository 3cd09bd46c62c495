import { readdirSync } from "node:fs";
import * as path from "node:path";
import Mocha from "mocha";
import { exitCodeOf, parseCommandLine } from "../sandbox/lib/command-line";
import { UserError } from "../sandbox/lib/user-error";
import { buildPolicyPack, prepareEngine } from "../sandbox/tools";
import { runChecks } from "./check-run";

/** Results of a part of the run, counted from what was really executed. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Suite {
  /** Folders below tests/; without them, all that no other suite has. */
  readonly folders?: readonly string[];
  /** Specs that take longest: begun last, one of them would run alone at the end. */
  readonly first: readonly string[];
  readonly reporter: string;
  readonly timeout: number;
}

/** The parts of the tests, with mocha's options. */
const SUITES = {
  unit: { first: ["program", "every-component", "hostile"], reporter: "dot", timeout: 60_000 },
  "images and tasks": {
    folders: ["images", "tasks"],
    first: ["database", "command-line", "task", "release"],
    reporter: "dot",
    timeout: 300_000,
  },
  engine: {
    folders: ["engine"],
    first: ["deployments", "values", "workflows", "prod"],
    reporter: "spec",
    timeout: 600_000,
  },
} as const satisfies Readonly<Record<string, Suite>>;

const APART = new Set(Object.values<Suite>(SUITES).flatMap(({ folders = [] }) => folders));

/** Two processes: the tests on the engine wait as much as they compute, and small machines have two cores. */
const JOBS = 2;

/** Entry of `npm test` (everything) and `npm run test:unit` (`unit`). */
export async function main(args: readonly string[]): Promise<void> {
  process.exitCode = await exitCodeOf(() => run(args));
}

async function run(args: readonly string[]): Promise<number> {
  const { positionals } = parseCommandLine(args, {
    usage: "npm test, or npm run test:unit for the quick part",
    words: [0, 1],
    options: {},
  });
  const [part] = positionals;
  if (part !== undefined && part !== "unit")
    throw new UserError(`There is no part ${JSON.stringify(part)} of the tests; choose unit.`);
  const tallies = part === "unit" ? [await runSuite("unit")] : await runEverything();
  const total = tallies.reduce(add);
  const isWhole = tallies.every(({ passed, failed, skipped }) => passed + failed + skipped > 0);
  if (!isWhole) console.error("A part of the run executed no test.");
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed > 0 || !isWhole ? 1 : 0;
}

async function runEverything(): Promise<Tally[]> {
  await buildPolicyPack();
  // Where there is no engine yet, the checks run while it is loaded.
  const [checks, engine] = await Promise.all([runChecks(), findEngine()]);
  const apart = [await runSuite("unit"), await runSuite("images and tasks")];
  return [checks, ...apart, await runEngineSuite(engine)];
}

/** The folder of the engine, or the reason why none can be had. */
async function findEngine(): Promise<string | UserError> {
  try {
    return await prepareEngine();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

/** Without an engine its tests cannot run: that is one failure with its reason, not a silent skip. */
async function runEngineSuite(engine: string | UserError): Promise<Tally> {
  if (engine instanceof UserError) {
    console.error(engine.message);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  process.env["CRUDDUR_ENGINE_PATH"] = engine;
  return runSuite("engine");
}

async function runSuite(name: keyof typeof SUITES): Promise<Tally> {
  const { folders, first, reporter, timeout }: Suite = SUITES[name];
  console.log(`\n${name} tests`);
  const mocha = new Mocha({
    reporter,
    timeout,
    parallel: true,
    jobs: JOBS,
    require: ["ts-node/register/transpile-only"],
  });
  const files = specFiles().filter((file) =>
    folders === undefined ? !APART.has(folderOf(file)) : folders.includes(folderOf(file)),
  );
  const isFirst = (file: string) => first.includes(path.basename(file, ".spec.ts"));
  mocha.files = [...files.filter(isFirst), ...files.filter((file) => !isFirst(file))];
  await mocha.loadFilesAsync();
  return new Promise((resolve) => {
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed: failures, skipped: pending });
    });
  });
}

function folderOf(file: string): string {
  return file.split(path.sep)[1] ?? "";
}

function specFiles(): string[] {
  const names = readdirSync("tests", { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".spec.ts"))
    .map((name) => path.join("tests", name))
    .sort();
}

function add(left: Tally, right: Tally): Tally {
  return {
    passed: left.passed + right.passed,
    failed: left.failed + right.failed,
    skipped: left.skipped + right.skipped,
  };
}
