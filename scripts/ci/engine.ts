import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { DATA_VARIABLE } from "../../policy-pack/lib/data";
import type { Finished } from "../../sandbox/lib/process";
import { UserError } from "../../sandbox/lib/user-error";
import { Sandbox } from "../../sandbox/sandbox";
import { checkSources, prepareEngine, ROOT } from "../../sandbox/tools";

/** Names a folder: then the steps run against a simulated account that lives there. */
export const SANDBOX_VARIABLE = "CRUDDUR_SANDBOX";

/** The pack by its own path: the sandbox has it by a link, and may lie where its packages are not found. */
export const POLICY_PACK = path.join(ROOT, "policy-pack");

/** The engine that a step runs: over the account and the backend that the environment leads to, or over a simulated one. */
export interface Engine {
  /** Folder of Pulumi.yaml and the stack files. */
  readonly project: string;
  /** The simulated account, if that is what it is. */
  readonly sandbox?: Sandbox;
  run(args: readonly string[], options: RunOptions): Promise<Finished>;
}

/** How an engine's command is run. */
export interface RunOptions {
  /** Show the output as it comes, or keep it. */
  readonly output: "inherit" | "capture";
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs `work` with an engine for a stack; the program's types are checked and the pack is built first. */
export async function withEngine<T>(
  stack: string,
  work: (engine: Engine) => Promise<T>,
): Promise<T> {
  await checkSources();
  const enginePath = process.env["CRUDDUR_ENGINE_PATH"] ?? (await prepareEngine());
  const folder = process.env[SANDBOX_VARIABLE];
  if (folder === undefined || folder === "") return work(ofTheEnvironment(enginePath));
  const sandbox = new Sandbox({ folder: path.resolve(folder), program: ROOT, enginePath });
  try {
    if (!sandbox.project.committedStacks().includes(stack)) {
      const known = sandbox.project.committedStacks().join(", ");
      throw new UserError(`There is no stack "${stack}" in the repository; choose ${known}.`);
    }
    await sandbox.startProviders();
    await sandbox.prepareStack(stack);
    return await work({
      project: sandbox.project.folder,
      sandbox,
      run: (args, options) => sandbox.run(args, options),
    });
  } finally {
    await sandbox.stopProviders();
  }
}

/** The user's own login and credentials. */
function ofTheEnvironment(enginePath: string): Engine {
  return {
    project: ROOT,
    run: (args, { output, env = {} }) =>
      new Promise((resolve, reject) => {
        const child = spawn("pulumi", args, {
          cwd: ROOT,
          env: {
            ...process.env,
            PATH: [enginePath, process.env["PATH"]].join(path.delimiter),
            PULUMI_SKIP_UPDATE_CHECK: "true",
            ...env,
          },
          stdio: [
            "ignore",
            ...(output === "inherit"
              ? (["inherit", "inherit"] as const)
              : (["pipe", "pipe"] as const)),
          ],
        });
        const finished = { stdout: "", stderr: "" };
        for (const stream of ["stdout", "stderr"] as const)
          child[stream]
            ?.setEncoding("utf8")
            .on("data", (text: string) => (finished[stream] += text));
        child.on("error", reject);
        child.on("close", (code) => {
          resolve({ code: code ?? 1, ...finished });
        });
      }),
  };
}

/** Runs a command whose output is wanted; when it fails, what it printed is the message. */
export async function must(engine: Engine, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await engine.run([...args, "--non-interactive"], {
    output: "capture",
  });
  if (code === 0) return stdout;
  const command = args.slice(
    0,
    Math.max(
      1,
      args.findIndex((argument) => argument.startsWith("-")),
    ),
  );
  throw new UserError(`pulumi ${command.join(" ")} failed:\n${stdout}${stderr}`);
}

/**
 * Runs `up`, `preview` or `refresh`, shows what it prints, and keeps the engine's events, one JSON object a line; findings carry
 * what they say as data, too.
 * The variable makes the engine take `--event-log`, as Pulumi's Automation API does.
 */
export async function runWithEvents(
  engine: Engine,
  args: readonly string[],
  eventsFile: string,
): Promise<number> {
  fs.mkdirSync(path.dirname(eventsFile), { recursive: true });
  fs.rmSync(eventsFile, { force: true });
  const { code } = await engine.run(
    [...args, "--non-interactive", "--color", "never", "--event-log", path.resolve(eventsFile)],
    { output: "inherit", env: { PULUMI_DEBUG_COMMANDS: "true", [DATA_VARIABLE]: "json" } },
  );
  return code;
}
