import { show } from "./finding";

type Json = boolean | number | string | readonly unknown[] | Readonly<Record<string, unknown>>;

/** One option of a rule: its JSON schema for the SDK, and how its value is checked. */
export interface Option<T extends Json> {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly default: T;
  /** What is allowed, in words. */
  readonly allowed: string;
  accepts(value: unknown): value is T;
}

/** Options by name. */
export type Options = Readonly<Record<string, Option<Json>>>;

/** The values of options, after defaults. */
export type Values<O extends Options> = {
  readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never;
};

/** A list of strings. */
export function strings(
  fallback: readonly string[],
  description: string,
): Option<readonly string[]> {
  return {
    schema: { type: "array", items: { type: "string" }, default: [...fallback], description },
    default: fallback,
    allowed: "a list of strings",
    accepts: (value): value is readonly string[] =>
      Array.isArray(value) && value.every((item) => typeof item === "string"),
  };
}

/** A list of some of these words. */
export function choices<T extends string>(
  values: readonly T[],
  fallback: readonly T[],
  description: string,
): Option<readonly T[]> {
  return {
    schema: {
      type: "array",
      items: { type: "string", enum: [...values] },
      default: [...fallback],
      description,
    },
    default: fallback,
    allowed: `a list of ${values.map((value) => JSON.stringify(value)).join(", ")}`,
    accepts: (value): value is readonly T[] =>
      Array.isArray(value) && value.every((item) => (values as readonly unknown[]).includes(item)),
  };
}

/** A list or an object of a shape of its own; its content is checked where it is read. */
export function shaped<T extends readonly unknown[] | Readonly<Record<string, unknown>>>(
  fallback: T,
  schema: Readonly<Record<string, unknown>>,
  allowed: string,
  description: string,
): Option<T> {
  return {
    schema: { ...schema, default: fallback, description },
    default: fallback,
    allowed,
    accepts: (value): value is T =>
      typeof value === "object" &&
      value !== null &&
      Array.isArray(value) === Array.isArray(fallback),
  };
}

/** An object of strings by name. */
export function texts(description: string): Option<Readonly<Record<string, string>>> {
  return {
    schema: {
      type: "object",
      additionalProperties: { type: "string" },
      default: {},
      description,
    },
    default: {},
    allowed: "an object of strings",
    accepts: (value): value is Readonly<Record<string, string>> =>
      typeof value === "object" &&
      value !== null &&
      !Array.isArray(value) &&
      Object.values(value).every((item) => typeof item === "string"),
  };
}

/** On or off. */
export function toggle(fallback: boolean, description: string): Option<boolean> {
  return {
    schema: { type: "boolean", default: fallback, description },
    default: fallback,
    allowed: "true or false",
    accepts: (value): value is boolean => typeof value === "boolean",
  };
}

/** One of a few words. */
export function choice<T extends string>(
  values: readonly T[],
  fallback: T,
  description: string,
): Option<T> {
  return {
    schema: { type: "string", enum: [...values], default: fallback, description },
    default: fallback,
    allowed: values.map((value) => JSON.stringify(value)).join(" or "),
    accepts: (value): value is T => (values as readonly unknown[]).includes(value),
  };
}

/** A whole number, not below `minimum`. */
export function whole(fallback: number, minimum: number, description: string): Option<number> {
  return {
    schema: { type: "integer", minimum, default: fallback, description },
    default: fallback,
    allowed: `a whole number of at least ${minimum}`,
    accepts: (value): value is number => Number.isInteger(value) && (value as number) >= minimum,
  };
}

/** Free text; the empty string means "not set". */
export function text(fallback: string, description: string): Option<string> {
  return {
    schema: { type: "string", default: fallback, description },
    default: fallback,
    allowed: "a string",
    accepts: (value): value is string => typeof value === "string",
  };
}

/** Configured values after defaults, and every fault in what was given. A faulty option takes its default. */
export function readOptions<O extends Options>(
  options: O,
  given: Readonly<Record<string, unknown>>,
): { values: Values<O>; faults: string[] } {
  const faults = Object.keys(given)
    .filter((name) => !Object.hasOwn(options, name))
    .map((name) => `There is no option ${show(name)}; ${known(options)}.`);
  const values: Record<string, Json> = {};
  for (const [name, option] of Object.entries(options)) {
    const value = given[name];
    const absent = value === undefined || value === null;
    if (!absent && !option.accepts(value)) {
      faults.push(`Option ${show(name)} is ${show(value)}; allowed is ${option.allowed}.`);
    }
    values[name] = !absent && option.accepts(value) ? value : option.default;
  }
  return { values: values as Values<O>, faults };
}

function known(options: Options): string {
  const names = Object.keys(options);
  return names.length === 0 ? "this rule has none" : `there are: ${names.join(", ")}`;
}
