import { type ChildProcess, spawn, type SpawnOptions } from "node:child_process";

/** A program that serves until it is stopped. */
export class ServerProcess {
  /** Everything that it printed so far, standard output and standard error together. */
  output = "";
  private readonly ended: Promise<number>;

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => (this.output += text));
    this.ended = new Promise((resolve) => {
      child.on("error", (error) => {
        this.output += error.message;
        resolve(127);
      });
      child.on("close", (code) => {
        resolve(code ?? 1);
      });
    });
  }

  /** Starts it and waits until it prints what says that it is ready; throws with its output when it ends before. */
  static async start(
    ready: RegExp,
    command: string,
    args: readonly string[],
    options: SpawnOptions = {},
  ): Promise<ServerProcess> {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    const server = new ServerProcess(child);
    const isReady = new Promise<true>((resolve) => {
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", () => {
          if (ready.test(server.output)) resolve(true);
        });
    });
    const first = await Promise.race([isReady, server.ended]);
    if (first === true) return server;
    throw new Error(`${command} ended with ${first} before it was ready:\n${server.output}`);
  }

  /** Asks it to end and answers its exit code. */
  stop(signal: NodeJS.Signals = "SIGTERM"): Promise<number> {
    this.child.kill(signal);
    return this.ended;
  }
}
