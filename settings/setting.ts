/** What a configuration key is, and the kinds that there are. */
import type { Check } from "../components/lib/checks";

/** One key of the table. */
export interface Setting<T = unknown> {
  /** With its namespace, as the stack file has it. */
  readonly key: string;
  /** What it decides, in a sentence. */
  readonly description: string;
  /** What may be given, as the error and the documentation say it. */
  readonly allowed: string;
  readonly unit?: string;
  /** The default as text; without one the key is required, unless it is optional. */
  readonly default?: string;
  readonly optional: boolean;
  /** Kept encrypted in the stack file. */
  readonly secret: boolean;
  /** The value; `undefined` when it is not allowed. */
  readonly parse: (text: string) => T | undefined;
  /** Of a value with parts: what is wrong with each, instead of one sentence about the whole. */
  readonly faults?: (text: string) => readonly string[];
  /** Why it may not be kept encrypted, where its parts end up in plain text. */
  readonly plainBecause?: string;
}

type Facts = Pick<Setting, "description" | "unit" | "default"> & { readonly key: string };
/** What a key's text becomes. */
export type Value<S> = S extends Setting<infer T> ? T : never;

/** The namespace of our keys: the project's name. */
export const NAMESPACE = "cruddur";
export const own = (name: string) => `${NAMESPACE}:${name}`;

export const make = <T>(facts: Facts, allowed: string, parse: Setting<T>["parse"]): Setting<T> => ({
  ...facts,
  allowed,
  parse,
  optional: false,
  secret: false,
});
export const integer = (from: number, to: number, facts: Facts) =>
  make(facts, `a whole number from ${from} to ${to}`, (text) =>
    /^(0|[1-9]\d{0,9})$/.test(text) && Number(text) >= from && Number(text) <= to
      ? Number(text)
      : undefined,
  );
export const choice = <const T extends string>(values: readonly T[], facts: Facts) =>
  make(facts, values.join(", "), (text) => values.find((value) => value === text));
export const flag = (facts: Facts) =>
  make(facts, "true, false", (text) =>
    ["true", "false"].includes(text) ? text === "true" : undefined,
  );
export const text = (pattern: RegExp, allowed: string, facts: Facts) =>
  make(facts, allowed, (given) => (pattern.test(given) ? given : undefined));
/** A text that a component's check allows. */
export const checked = (check: Check, allowed: string, facts: Facts) =>
  make(facts, allowed, (given) => (check("", given).length === 0 ? given : undefined));
/** Values separated by commas, each once. */
export const list = (pattern: RegExp, allowed: string, facts: Facts) =>
  make<readonly string[]>(facts, `${allowed}; several separated by commas`, (given) => {
    const values = given.split(",").map((value) => value.trim());
    const isFine = values.every((value) => pattern.test(value));
    return isFine && new Set(values).size === values.length ? values : undefined;
  });
export const optional = <T>(setting: Setting<T>): Setting<T | undefined> => ({
  ...setting,
  optional: true,
});
export const secret = (
  pattern: RegExp,
  allowed: string,
  facts: Facts,
): Setting<string | undefined> => ({
  ...text(pattern, allowed, facts),
  optional: true,
  secret: true,
});
