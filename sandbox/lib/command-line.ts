import { parseArgs, type ParseArgsConfig } from "node:util";
import { UserError } from "./user-error";

type OptionTypes = NonNullable<ParseArgsConfig["options"]>;

/** What a command understands. */
export interface Syntax<Options extends OptionTypes> {
  /** How it is called, for the message about a wrong call. */
  readonly usage: string;
  /** How many words it takes beside the options: least and most. */
  readonly words: readonly [number, number];
  readonly options: Options;
}

/** The options and words of a call. */
export type Parsed<Options extends OptionTypes> = ReturnType<
  typeof parseArgs<{ options: Options; allowPositionals: true; strict: true }>
>;

/** The user asked how a command is called. */
export class HelpAsked extends Error {}

/** A stack's name, with its organization and project before it or without; as Pulumi has them. */
const STACK_NAME = /^(?:[\w.-]{1,100}\/){0,2}[\w.-]{1,100}$/;

/**
 * Ends a command of the terminal: `--help` prints the usage and is no fault; what the user can mend is one message
 * without a stack trace.
 *
 * @param failed The exit code of a fault.
 * @param work Answers its exit code.
 */
export async function exitCodeOf(
  work: () => number | Promise<number>,
  failed = 1,
  { print, say }: { print: (line: string) => void; say: (line: string) => void } = {
    print: console.log,
    say: console.error,
  },
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HelpAsked) {
      print(error.message);
      return 0;
    }
    if (!(error instanceof UserError)) throw error;
    say(error.message);
    return failed;
  }
}

/** Reads a call; throws a UserError with the usage, or HelpAsked. */
export function parseCommandLine<Options extends OptionTypes>(
  args: readonly string[],
  { usage, words: [least, most], options }: Syntax<Options>,
): Parsed<Options> {
  if (args.includes("--help")) throw new HelpAsked(`Usage: ${usage}`);
  let parsed: Parsed<Options>;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // Node.js goes on with advice, in a sentence or on lines of their own.
    throw new UserError(`${reason.split(/\n|\. To specify/)[0] ?? ""}\nUsage: ${usage}`);
  }
  const { length } = parsed.positionals;
  if (length < least) throw new UserError(`An argument is missing.\nUsage: ${usage}`);
  const empty = parsed.positionals.indexOf("");
  if (empty >= 0) throw new UserError(`Argument ${empty + 1} is empty.\nUsage: ${usage}`);
  if (length > most)
    throw new UserError(
      `Too many arguments: ${JSON.stringify(parsed.positionals[most])}.\nUsage: ${usage}`,
    );
  const { stack } = parsed.values as { readonly stack?: unknown };
  if (typeof stack === "string" && !STACK_NAME.test(stack))
    throw new UserError(
      `--stack ${JSON.stringify(stack)} is not a stack's name (letters, digits, _ . -).\nUsage: ${usage}`,
    );
  return parsed;
}
