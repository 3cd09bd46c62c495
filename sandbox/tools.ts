import * as fs from "node:fs";
import * as path from "node:path";
import { enginePath } from "./engine/stand-in";
import { type Engine, engineCacheFolder, installOfficially, obtainEngine } from "./engine/obtain";
import { buildFault } from "../policy-pack/lib/fresh-build";
import { oncePer, sourcesOf } from "./lib/once";
import { capture } from "./lib/process";
import { withProgress } from "./lib/progress";
import { UserError } from "./lib/user-error";

/** The repository's root. */
export const ROOT = path.join(__dirname, "..");

/** The sandbox's working files, ignored by git. */
export const SANDBOX_FOLDER = path.join(ROOT, ".sandbox");

/** Gets an engine and answers the folder to put first in PATH. */
export async function prepareEngine(): Promise<string> {
  const engine = await obtainEngine({
    env: process.env,
    cacheFolder: engineCacheFolder(process.env),
    progress: withProgress,
    say: (line) => {
      console.error(line);
    },
    install: installOfficially,
  });
  if (engine.origin !== "cache") console.error(describe(engine));
  return enginePath(engine, path.join(SANDBOX_FOLDER, "engine"));
}

function describe({ version, origin, hasNodeHost }: Engine): string {
  const host = hasNodeHost ? "" : ", with this repository's Node.js language host";
  return `Pulumi ${version} (from ${origin}${host}).`;
}

/** Type-checks the program and compiles the policy pack, unless both succeeded for the same sources. */
export async function checkSources(): Promise<void> {
  const sources = sourcesOf(ROOT);
  await Promise.all([checkTypes(sources), buildPolicyPack(sources)]);
}

/** Compiles the policy pack, unless that succeeded for the same sources and is not older than they are. */
export async function buildPolicyPack(sources = sourcesOf(ROOT)): Promise<void> {
  const stamp = path.join(SANDBOX_FOLDER, "policy-pack.built");
  const built = path.join(ROOT, "policy-pack", "bin", "index.js");
  if (!fs.existsSync(built) || buildFault(built) !== undefined) fs.rmSync(stamp, { force: true });
  const args = ["run", "--silent", "build", "-w", "policy-pack"];
  await oncePer(sources, stamp, () => mustSucceed("The policy pack does not compile", "npm", args));
}

/** The engine itself checks no types, for speed. */
async function checkTypes(sources: string): Promise<void> {
  fs.mkdirSync(SANDBOX_FOLDER, { recursive: true });
  const stamp = path.join(SANDBOX_FOLDER, "types.checked");
  const state = path.join(SANDBOX_FOLDER, "types.tsbuildinfo");
  const compiler = require.resolve("typescript/bin/tsc");
  const args = ["-p", "sandbox/tsconfig.program.json", "--noEmit", "--tsBuildInfoFile", state];
  await oncePer(sources, stamp, () =>
    mustSucceed("The program has type errors", process.execPath, [compiler, ...args]),
  );
}

async function mustSucceed(fault: string, command: string, args: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await capture(command, args, { cwd: ROOT });
  if (code !== 0) throw new UserError(`${fault}:\n${stdout}${stderr}`);
}
