import * as fs from "node:fs";
import { type Call, callOf } from "./call";
import { exitCodeOf } from "./lib/command-line";
import { publishImage } from "./publish";
import { pulumi } from "./pulumi-command";
import { recover } from "./recover";
import { Sandbox } from "./sandbox";
import { prepareEngine, ROOT, SANDBOX_FOLDER } from "./tools";
import { tour } from "./tour";

/** Entry of `npm run sandbox`: our own words first, everything else is for `pulumi`. */
export async function main(args: readonly string[]): Promise<void> {
  process.exitCode = await exitCodeOf(() => run(callOf(args)));
}

async function run(call: Call): Promise<number> {
  if (call.kind === "reset") return reset();
  const enginePath = await prepareEngine();
  const sandbox = new Sandbox({ folder: SANDBOX_FOLDER, program: ROOT, enginePath });
  try {
    if (call.kind === "tour") return await tour(sandbox);
    if (call.kind === "pulumi") return await pulumi(sandbox, call.args);
    sandbox.requireStack(call.stack);
    if (call.kind === "recover") return await recover(sandbox, call.stack);
    await sandbox.prepareStack(call.stack);
    return await publishImage(sandbox, call.image, call.stack);
  } finally {
    await sandbox.stopProviders();
  }
}

/** Forgets the simulated account and its stacks; the engine itself is kept. */
function reset(): number {
  for (const name of ["account", "backend", "base", "home", "project"]) {
    fs.rmSync(`${SANDBOX_FOLDER}/${name}`, { recursive: true, force: true });
  }
  console.error("The simulated account and its stacks are forgotten.");
  return 0;
}
