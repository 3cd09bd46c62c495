import { parseArgs } from "node:util";
import { nearest } from "../policy-pack/lib/nearest";
import { UserError } from "../sandbox/lib/user-error";
import { printable } from "./text";

/** An option of a command: whether it takes a value, which ones, and whether it may come more than once. */
export interface OptionSpec {
  readonly value?: string;
  readonly allowed?: readonly string[];
  readonly multiple?: boolean;
}

/** What a command was given. */
export interface Given {
  readonly words: readonly string[];
  readonly flags: ReadonlySet<string>;
  /** Every value, in order. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** Reads a command line; all faults at once, each with what is allowed. */
export function readOptions(
  args: readonly string[],
  specs: Readonly<Record<string, OptionSpec>>,
): Given {
  const options = Object.fromEntries(
    Object.entries(specs).map(([name, { value }]) => [
      name,
      { type: value === undefined ? ("boolean" as const) : ("string" as const), multiple: true },
    ]),
  );
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const words: string[] = [];
  const flags = new Set<string>();
  const values = new Map<string, string[]>();
  const faults: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") {
      words.push(token.value);
      if (token.value === "") faults.push(`Argument ${words.length} is empty.`);
    }
    if (token.kind !== "option") continue;
    const { name, rawName, value } = token;
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
    if (spec === undefined) faults.push(unknownOption(rawName, Object.keys(specs)));
    else if (spec.value === undefined) {
      if (value !== undefined) faults.push(`${rawName} takes no value.`);
      flags.add(name);
    } else {
      const fault = valueFault(rawName, value, spec, values.has(name));
      if (fault !== undefined) faults.push(fault);
      values.set(name, [...(values.get(name) ?? []), value ?? ""]);
    }
  }
  if (faults.length > 0) throw new UserError(faults.join("\n"));
  return { words, flags, values };
}

function unknownOption(rawName: string, names: readonly string[]): string {
  const near = nearest(rawName.replace(/^-+/, ""), names);
  const hint =
    near === undefined
      ? ` There are: ${names.map((name) => `--${name}`).join(", ")}.`
      : ` Did you mean --${near}?`;
  return `There is no option ${printable(rawName)}.${hint}`;
}

function valueFault(
  rawName: string,
  value: string | undefined,
  { value: noun = "value", allowed, multiple }: OptionSpec,
  again: boolean,
): string | undefined {
  // `--stack --all`: the parser takes the next option for the value.
  if (value === undefined || value === "" || value.startsWith("--")) {
    return `${rawName} needs a ${noun}.`;
  }
  if (allowed !== undefined && !allowed.includes(value)) {
    return `${rawName} is ${printable(JSON.stringify(value))}; allowed is ${allowed.join(", ")}.`;
  }
  return again && multiple !== true ? `${rawName} is given more than once.` : undefined;
}
