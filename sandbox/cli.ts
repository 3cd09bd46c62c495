import * as fs from "node:fs";
import { UserError } from "./lib/user-error";
import { publishImage } from "./publish";
import { pulumi, stackOf } from "./pulumi-command";
import { recover } from "./recover";
import { DEFAULT_STACK, Sandbox } from "./sandbox";
import { prepareEngine, ROOT, SANDBOX_FOLDER } from "./tools";
import { tour } from "./tour";

/** Entry of `npm run sandbox`: our own words first, everything else is for `pulumi`. */
export async function main(args: readonly string[]): Promise<void> {
  try {
    process.exitCode = await run(args);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

async function run(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  if (command === "reset") return reset();
  const enginePath = await prepareEngine();
  const sandbox = new Sandbox({ folder: SANDBOX_FOLDER, program: ROOT, enginePath });
  try {
    if (command === undefined) return await tour(sandbox);
    if (command === "publish") return await publish(sandbox, rest);
    if (command === "recover") return await recover(sandbox, stackOf(rest) ?? DEFAULT_STACK);
    return await pulumi(sandbox, args);
  } finally {
    await sandbox.stopProviders();
  }
}

async function publish(sandbox: Sandbox, args: readonly string[]): Promise<number> {
  const [image] = args;
  const stack = stackOf(args) ?? DEFAULT_STACK;
  if (image === undefined || image.startsWith("-")) {
    throw new UserError(
      "Usage: npm run sandbox:publish -- <image> [--stack <stack>], for example backend-flask.",
    );
  }
  await sandbox.prepareStack(stack);
  return publishImage(sandbox, image, stack);
}

/** Forgets the simulated account and its stacks; the engine itself is kept. */
function reset(): number {
  for (const name of ["account", "backend", "base", "home", "project"]) {
    fs.rmSync(`${SANDBOX_FOLDER}/${name}`, { recursive: true, force: true });
  }
  console.error("The simulated account and its stacks are forgotten.");
  return 0;
}
