/** What the commands for deployed environments share. */
import { setTimeout as after } from "node:timers/promises";

/** Where a command runs; tests give another. */
export interface Context {
  /** Environment variables of the programs that it starts. */
  readonly env: NodeJS.ProcessEnv;
  /** Settings of every AWS client. Default: what the AWS SDK finds in the environment. */
  readonly aws?: AwsSettings;
  /** A line of what was asked for, to standard output. */
  readonly print: (line: string) => void;
  /** A line about how it goes, to standard error. */
  readonly say: (line: string) => void;
  /** Waits; ends early when the user interrupts. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Whether the user pressed Ctrl-C. */
  readonly interrupted: AbortSignal;
}

/** Where AWS is and who asks. */
export interface AwsSettings {
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Settings of a client in a region. The SDK repeats what AWS throttles or cannot answer, with growing pauses. */
export function clientSettings(
  { aws }: Context,
  region: string,
): AwsSettings & { readonly region: string; readonly maxAttempts: number } {
  return { ...aws, region, maxAttempts: 5 };
}

/** The context of a command that a user started; Ctrl-C is handed to the command. */
export function terminalContext(): Context {
  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      interruption.abort();
    });
  return {
    env: process.env,
    print: (line) => {
      console.log(line);
    },
    say: (line) => {
      console.error(line);
    },
    pause: async (milliseconds) => {
      await after(milliseconds, undefined, { signal: interruption.signal }).catch(() => undefined);
    },
    interrupted: interruption.signal,
  };
}

/** Text of others as a terminal may show it: control characters other than tabs are spelled out. */
export function printable(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
