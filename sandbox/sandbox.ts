import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { ZONE_NAME } from "./aws/empty-account";
import { isolatedEnvironment } from "./environment";
import type { Finished } from "./lib/process";
import { UserError } from "./lib/user-error";
import { SandboxProject } from "./project";
import { serveProviders } from "./providers";

/** The stack that is meant, and selected, when none is named. */
export const DEFAULT_STACK = "dev";

/** The account that the simulator holds. */
const SANDBOX_ACCOUNT_ID = "123456789012";

/** Where a sandbox lives and what it runs. */
export interface SandboxOptions {
  /** Its working files: project, state, account. */
  readonly folder: string;
  /** Folder of the Pulumi program. */
  readonly program: string;
  /** Folder of the `pulumi` program. */
  readonly enginePath: string;
  /** Variables on top of the isolated environment. */
  readonly env?: NodeJS.ProcessEnv;
  /** Is waited for before the account creates something, by URN; for tests that interrupt a creation. */
  readonly beforeCreate?: (urn: string) => Promise<void>;
}

/** How a command of the engine is run. */
export interface RunOptions {
  /** Show the output as it comes (`inherit`), or keep it. */
  readonly output: "inherit" | "capture";
  /** Variables on top of the isolated environment. */
  readonly env?: NodeJS.ProcessEnv;
  /** Is told the engine's process id. */
  readonly onStart?: (pid: number) => void;
}

/** The real engine over a simulated account, with a home, a backend and a project of its own. */
export class Sandbox {
  readonly project: SandboxProject;
  #providers: Awaited<ReturnType<typeof serveProviders>> | undefined;

  constructor(readonly options: SandboxOptions) {
    this.project = new SandboxProject(options.program, options.folder);
    fs.mkdirSync(path.join(options.folder, "backend"), { recursive: true });
    this.project.synchronise();
  }

  /** Folder of the simulated account. */
  get accountFolder(): string {
    return path.join(this.options.folder, "account");
  }

  /** Starts the simulated providers; commands from now on are attached to them. */
  async startProviders(): Promise<void> {
    const { folder, beforeCreate } = this.options;
    this.#providers ??= await serveProviders(folder, this.#environment(), beforeCreate);
  }

  async stopProviders(): Promise<void> {
    await this.#providers?.close();
    this.#providers = undefined;
  }

  /** Throws a UserError where there is no such stack, neither committed nor made here. */
  requireStack(stack: string): void {
    const made = path.join(this.options.folder, "backend", ".pulumi", "stacks", "cruddur");
    const committed = this.project.committedStacks();
    if (committed.includes(stack) || fs.existsSync(path.join(made, `${stack}.json`))) return;
    throw new UserError(
      `The sandbox has no stack ${JSON.stringify(stack)}; choose ${committed.join(", ")}, or make it: npm run sandbox -- stack init ${stack}`,
    );
  }

  /** Creates a stack and gives it the values that are not committed: account and secrets, all made up. */
  async prepareStack(stack: string): Promise<void> {
    if (this.project.hasSecretsProvider(stack)) return;
    const selection = stack === DEFAULT_STACK ? [] : ["--no-select"];
    await this.must(["stack", "init", stack, ...selection]);
    await this.must([
      ...["config", "set-all", "--stack", stack],
      ...["--plaintext", `cruddur:accountId=${SANDBOX_ACCOUNT_ID}`],
      ...this.#ofEnvironment(stack),
    ]);
  }

  /** What only an environment needs; other stacks refuse its keys. */
  #ofEnvironment(stack: string): string[] {
    const value = (key: string) => this.project.configValue(stack, `cruddur:${key}`);
    if ((value("scope") ?? "environment") !== "environment") return [];
    const domain = `${value("environment") as string}.${ZONE_NAME}`;
    const token = `sandbox-${randomBytes(9).toString("hex")}`;
    return [
      ...["--plaintext", `cruddur:domain=${domain}`],
      ...["--plaintext", `cruddur:hostedZone=${ZONE_NAME}`],
      ...["--secret", `cruddur:rollbarAccessToken=${token}`],
    ];
  }

  /** Runs `pulumi` with these arguments; signals to this process become one request to cancel each. */
  run(args: readonly string[], { output, env = {}, onStart }: RunOptions): Promise<Finished> {
    // In a terminal the engine shares our process group: it asks questions there and gets Ctrl-C itself. Elsewhere it
    // gets a group of its own, so that a signal to ours reaches it exactly once.
    const isTerminal = output === "inherit" && process.stdin.isTTY;
    const child = spawn("pulumi", args, {
      cwd: this.project.folder,
      env: { ...this.#environment(), ...env },
      stdio: output === "inherit" ? "inherit" : ["ignore", "pipe", "pipe"],
      detached: !isTerminal,
    });
    if (child.pid !== undefined) onStart?.(child.pid);
    const finished = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream]?.setEncoding("utf8").on("data", (text: string) => (finished[stream] += text));
    }
    const cancel = (signal: NodeJS.Signals): void => {
      if (!(isTerminal && signal === "SIGINT")) child.kill("SIGINT");
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, cancel);
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => {
        for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.off(signal, cancel);
        resolve({ code: code ?? 1, ...finished });
      });
    });
  }

  /** Runs `pulumi` quietly and answers what it printed; its failure is the user's to see. */
  async must(args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(args, { output: "capture" });
    if (code === 0) return stdout;
    const firstFlag = args.findIndex((argument) => argument.startsWith("-"));
    const command = firstFlag < 0 ? args : args.slice(0, firstFlag);
    throw new UserError(`pulumi ${command.join(" ")} failed:\n${stdout}${stderr}`);
  }

  #environment(): NodeJS.ProcessEnv {
    const { enginePath, folder, env } = this.options;
    const providers = this.#providers?.ports ?? {};
    return { ...isolatedEnvironment(process.env, { enginePath, folder, providers }), ...env };
  }
}
