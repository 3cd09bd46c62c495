import { spawn } from "node:child_process";
import { once } from "node:events";
import * as path from "node:path";
import { createInterface } from "node:readline";

/** A running simulated `awsx` provider. */
export interface AwsxServer {
  /** Port on the loopback interface. */
  readonly port: number;
  /** Ends the provider's process; resolves when it has ended. */
  close(): Promise<void>;
}

/**
 * Starts the simulated `awsx` provider, for `PULUMI_DEBUG_PROVIDERS=awsx:<port>`. It runs in a process of its own
 * because the SDK's provider server keeps its engine and its failures per process.
 * @param options.env environment of that process (default: this one's); nothing in it is needed.
 * @throws Error with what the process printed, when it ends before it serves.
 */
export async function serveAwsx(
  options: { readonly env?: NodeJS.ProcessEnv } = {},
): Promise<AwsxServer> {
  const child = spawn(
    process.execPath,
    ["--require", "ts-node/register/transpile-only", path.join(__dirname, "main.ts")],
    { cwd: __dirname, env: options.env ?? process.env, stdio: ["pipe", "pipe", "pipe"] },
  );
  let printed = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (printed += text));
  const ended = once(child, "close");
  const firstLine = new Promise<number>((resolve) => {
    createInterface(child.stdout).once("line", (line) => {
      resolve(Number(line));
    });
  });
  const port = await Promise.race([firstLine, ended.then(() => undefined)]);
  if (port === undefined || !Number.isInteger(port)) {
    child.kill();
    throw new Error(`The simulated awsx provider did not start: ${printed.trim()}`);
  }
  return {
    port,
    close: async () => {
      child.kill();
      await ended;
    },
  };
}
