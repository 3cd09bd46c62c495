import { spawn, type SpawnOptions } from "node:child_process";

/** What a finished program left behind. */
export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program to its end and keeps what it printed. A program that cannot be started, or does not end within
 * `timeoutSeconds`, answers like one that failed: code 127 or 124, as a shell has it.
 */
export function capture(
  command: string,
  args: readonly string[],
  options: SpawnOptions & { readonly timeoutSeconds?: number } = {},
): Promise<Finished> {
  const { timeoutSeconds, ...settings } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...settings, stdio: ["ignore", "pipe", "pipe"] });
    const output = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (text: string) => (output[stream] += text));
    }
    let late = false;
    const timer =
      timeoutSeconds === undefined
        ? undefined
        : setTimeout(() => {
            late = true;
            child.kill("SIGKILL");
          }, timeoutSeconds * 1000);
    const finish = (code: number): void => {
      clearTimeout(timer);
      resolve({ code, ...output });
    };
    child.on("error", (error) => {
      output.stderr += error.message;
      finish(127);
    });
    child.on("close", (code) => {
      if (late) output.stderr += `gave no answer within ${timeoutSeconds ?? 0} s`;
      finish(late ? 124 : (code ?? 1));
    });
  });
}

/** The last lines of a program's output: where the cause usually stands. */
export function lastLines(text: string, count: number): string {
  return text.trim().split("\n").slice(-count).join("\n");
}
