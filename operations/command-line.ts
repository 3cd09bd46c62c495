import { parseArgs, type ParseArgsConfig } from "node:util";
import { UserError } from "../sandbox/lib/user-error";

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

/** Reads a call; throws a UserError with the usage. */
export function parseCommandLine<Options extends OptionTypes>(
  args: readonly string[],
  { usage, words: [least, most], options }: Syntax<Options>,
): Parsed<Options> {
  let parsed: Parsed<Options>;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(". To specify")[0] : String(error);
    throw new UserError(`${reason ?? ""}\nUsage: ${usage}`);
  }
  const { length } = parsed.positionals;
  if (length < least) throw new UserError(`Usage: ${usage}`);
  if (length > most)
    throw new UserError(
      `Too many arguments: ${JSON.stringify(parsed.positionals[most])}.\nUsage: ${usage}`,
    );
  return parsed;
}
