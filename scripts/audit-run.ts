import * as path from "node:path";
import { ENGINE_VARIABLES, pulumiOf, type RunPulumi } from "../audit/engine";
import { audit, type Surroundings } from "../audit/run";
import { UserError } from "../sandbox/lib/user-error";
import { Sandbox } from "../sandbox/sandbox";
import { buildPolicyPack, prepareEngine, ROOT, SANDBOX_FOLDER } from "../sandbox/tools";

const PACK = path.join(ROOT, "policy-pack");

/** Entry of `npm run audit`. */
export async function main(args: readonly string[]): Promise<void> {
  try {
    process.exitCode = await audit(args, surroundings());
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

function surroundings(): Surroundings {
  return {
    // npm runs scripts in the package's folder; the user may be elsewhere.
    folder: process.env["INIT_CWD"] ?? process.cwd(),
    openEngine: async (project) => pulumiOf(await enginePath(), project),
    openSandbox,
    pack: async () => {
      await buildPolicyPack();
      return PACK;
    },
    print: (text) => {
      process.stdout.write(text);
    },
    say: (line) => {
      console.error(line);
    },
    now: () => new Date(),
  };
}

async function enginePath(): Promise<string> {
  return process.env["CRUDDUR_ENGINE_PATH"] ?? (await prepareEngine());
}

async function openSandbox(): Promise<RunPulumi> {
  const options = { folder: SANDBOX_FOLDER, program: ROOT, enginePath: await enginePath() };
  const sandbox = new Sandbox(options);
  return (args) =>
    sandbox.run([...args, "--non-interactive"], { output: "capture", env: ENGINE_VARIABLES });
}
