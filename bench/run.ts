/**
 * `npm run bench`: how much longer a preview takes with the pack, and with a type check in the engine. Only the ratios
 * within one run mean something: machines differ, and are busy at times.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { parse, stringify } from "yaml";
import { exitCodeOf, parseCommandLine } from "../sandbox/lib/command-line";
import { UserError } from "../sandbox/lib/user-error";
import { Sandbox } from "../sandbox/sandbox";
import { buildPolicyPack, prepareEngine, ROOT, SANDBOX_FOLDER } from "../sandbox/tools";

const STACK = "dev";

/** A way to preview the stack. */
interface Way {
  readonly name: string;
  readonly flags: readonly string[];
  /** The language host checks types before it runs the program, which this project's `Pulumi.yaml` switches off. */
  readonly typeCheck: boolean;
}

const WAYS: readonly Way[] = [
  { name: "preview", flags: [], typeCheck: false },
  {
    name: "preview with the pack",
    flags: ["--policy-pack", "policy-pack"],
    typeCheck: false,
  },
  { name: "preview with a type check", flags: [], typeCheck: true },
];

/** Entry; the argument is the number of rounds, 3 when not given. */
export async function main(args: readonly string[]): Promise<void> {
  process.exitCode = await exitCodeOf(() => bench(args), 2);
}

async function bench(args: readonly string[]): Promise<number> {
  const { positionals } = parseCommandLine(args, {
    usage: "npm run bench -- [<rounds>], 1 to 99; 3 when not given",
    words: [0, 1],
    options: {},
  });
  const [given = "3"] = positionals;
  const rounds = /^[1-9]\d?$/.test(given) ? Number(given) : undefined;
  if (rounds === undefined)
    throw new UserError(`${JSON.stringify(given)} is not a number of rounds; choose 1 to 99.`);
  // Below this repository, where the pack finds its packages.
  fs.mkdirSync(SANDBOX_FOLDER, { recursive: true });
  const folder = fs.mkdtempSync(path.join(SANDBOX_FOLDER, "bench-"));
  try {
    return await exitCodeOf(async () => {
      await measure(folder, rounds);
      return 0;
    });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string, rounds: number): Promise<void> {
  await buildPolicyPack();
  const sandbox = new Sandbox({ folder, program: ROOT, enginePath: await prepareEngine() });
  await sandbox.startProviders();
  try {
    await sandbox.prepareStack(STACK);
    const seconds = new Map<string, number[]>(WAYS.map(({ name }) => [name, []]));
    // The ways take turns, so that a busy minute does not fall on one of them; the first round only warms up.
    for (let round = 0; round <= rounds; round++)
      for (const way of WAYS) {
        const took = await preview(sandbox, way);
        if (round > 0) seconds.get(way.name)?.push(took);
      }
    report(seconds);
  } finally {
    await sandbox.stopProviders();
  }
}

async function preview(sandbox: Sandbox, { flags, typeCheck }: Way): Promise<number> {
  setTypeCheck(path.join(sandbox.project.folder, "Pulumi.yaml"), typeCheck);
  const start = process.hrtime.bigint();
  const args = ["preview", "--stack", STACK, ...flags];
  const { code, stdout, stderr } = await sandbox.run(args, { output: "capture" });
  if (code !== 0) throw new UserError(`pulumi ${args.join(" ")} failed:\n${stdout}${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e9;
}

function setTypeCheck(file: string, typeCheck: boolean): void {
  const project = parse(fs.readFileSync(file, "utf8")) as {
    runtime: { name: string; options?: Record<string, unknown> };
  };
  const options = typeCheck
    ? {}
    : { typescript: false, nodeargs: "-r ts-node/register/transpile-only" };
  fs.writeFileSync(file, stringify({ ...project, runtime: { ...project.runtime, options } }));
}

function report(seconds: ReadonlyMap<string, readonly number[]>): void {
  const [[, base = []] = []] = seconds;
  for (const [name, took] of seconds)
    console.log(
      `${name.padEnd(28)} ${median(took).toFixed(1).padStart(6)} s ${(median(took) / median(base)).toFixed(2).padStart(6)} ×`,
    );
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
