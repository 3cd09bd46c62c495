/**
 * Checks of arguments. A check says what a value may be and, where it is something else, what was given: also values that
 * TypeScript would not let through, because programs in JavaScript and casts do.
 */
import * as pulumi from "@pulumi/pulumi";
import { anyOf, quote, refuse } from "./faults";

/** What is wrong with a value that errors call `what`; nothing, if it is allowed. */
export type Check = (what: string, value: unknown) => readonly string[];

/** A check for each argument: an argument without one does not compile. */
export type Checks<Args> = { readonly [Key in keyof Args]-?: Check };

/** What is wrong between arguments. What was `given` may be of any type. */
export type Between<Args> = (sound: Partial<Args>, given: Args) => readonly string[];

/**
 * What is wrong with arguments, each looked at by its check.
 *
 * @param between What is wrong between them: of those that are right by themselves, and of all as they were given.
 * @param prefix What errors put before the arguments' names, such as `scaling.`.
 */
export function faultsOf<Args extends object>(
  args: Args,
  checks: Checks<Args>,
  between: Between<Args> = () => [],
  prefix = "",
): string[] {
  if (!isRecord(args)) return [`the arguments are ${shown(args)}, not an object`];
  const judged = Object.entries<Check>(checks).map(
    ([key, check]) => [key, check(`${prefix}${key}`, args[key])] as const,
  );
  const sound = judged.filter(([, faults]) => faults.length === 0).map(([key]) => [key, args[key]]);
  return [
    ...judged.flatMap(([, faults]) => faults),
    ...between(Object.fromEntries(sound) as Partial<Args>, args),
  ];
}

/** May be left out; `undefined` is as if it were. */
export function optional(check: Check): Check {
  return (what, value) => (value === undefined ? [] : check(what, value));
}

/**
 * Must be left out.
 *
 * @param why Completes the sentence, such as `does not go with strategy ROLLING`.
 */
export function absent(why: string): Check {
  return (what, value) => (value === undefined ? [] : [`${what} ${why}`]);
}

/**
 * A text.
 *
 * @param allowed Completes "is not", such as `an e-mail address`.
 */
export function text(pattern: RegExp, allowed: string): Check {
  return such(allowed, (value) => typeof value === "string" && pattern.test(value));
}

/** A text of which a function decides. */
export function textSuch(allowed: string, holds: (value: string) => boolean): Check {
  return such(allowed, (value) => typeof value === "string" && holds(value));
}

/**
 * A text that no error may show: only what kind of value it is, or how many bytes.
 *
 * @param holds Decides by the number of bytes, and by the text.
 */
export function hidden(allowed: string, holds: (bytes: number, value: string) => boolean): Check {
  return (what, value) => {
    if (value === undefined) return [`${what} is missing; give ${allowed}`];
    if (typeof value !== "string") return [`${what} is ${kindOf(value)}, not a text`];
    const bytes = Buffer.byteLength(value);
    return holds(bytes, value) ? [] : [`${what} has ${bytes} bytes; choose ${allowed}`];
  };
}

/** A whole number in a range. */
export function whole(from: number, to = Number.MAX_SAFE_INTEGER): Check {
  return inRange(from, to, (value) => Number.isInteger(value));
}

/** A number in a range, with a fraction or without. */
export function number(from: number, to = Number.MAX_VALUE): Check {
  return inRange(from, to, (value) => Number.isFinite(value));
}

/** `true` or `false`. */
export const flag: Check = such("true or false", (value) => typeof value === "boolean");

/** One of a few values. */
export function oneOf(values: readonly (string | number)[]): Check {
  return (what, value) => {
    if (value === undefined) return [`${what} is missing; choose ${anyOf(values)}`];
    return values.some((each) => each === value)
      ? []
      : [`${what} ${shown(value)} is unknown; choose ${anyOf(values)}`];
  };
}

/** How long a list may be, what an empty one would mean, and whether it may say the same again. */
export interface Length {
  readonly least?: number;
  readonly most?: number;
  readonly empty?: string;
  readonly repeats?: boolean;
}

/** A list whose items pass a check, each plain one once; errors count objects from 0, as programs do. */
export function list(
  item: Check,
  { least = 0, most = Number.MAX_SAFE_INTEGER, empty, repeats = false }: Length = {},
): Check {
  return (what, value) => {
    if (!Array.isArray(value)) return notSuch(what, value, "a list");
    const items = [...(value as unknown[])];
    const faults = items.flatMap((each, index) =>
      item(isRecord(each) ? `${what}[${index}]` : what, each),
    );
    if (items.length === 0 && least > 0)
      faults.push(`${what} is empty${empty === undefined ? "" : `: ${empty}`}`);
    else if (items.length < least)
      faults.push(`${what} has ${items.length}; give ${least} or more`);
    if (items.length > most)
      faults.push(`${what} has ${items.length}, at most ${most} are allowed`);
    if (repeats) return faults;
    const plain = items.filter((each) => typeof each === "string" || typeof each === "number");
    const twice = new Set(plain.filter((each, index) => plain.indexOf(each) !== index));
    return [...faults, ...[...twice].map((each) => `${what} has ${shown(each)} twice`)];
  };
}

/** A value, or a list of one or more. */
export function oneOrMore(item: Check): Check {
  const several = list(item, { least: 1 });
  return (what, value) => (Array.isArray(value) ? several : item)(what, value);
}

/**
 * Values by name. They may be secret: a text that was given for all of them is not shown.
 *
 * @param called What errors call a name.
 */
export function named(name: Check, item: Check, called = "the name"): Check {
  return (what, value) => {
    if (value === undefined) return notSuch(what, value, "values by name");
    if (!isRecord(value)) return [`${what} is ${kindOf(value)}, not values by name`];
    return Object.entries(value).flatMap(([key, each]) => [
      ...name(`${what}: ${called}`, key),
      ...item(`${what} ${quote(key)}`, each),
    ]);
  };
}

/** An object with a check for each of its fields, and what is wrong between them. */
export function fields<Fields extends object>(
  checks: Checks<Fields>,
  between?: Between<Fields>,
): Check {
  return (what, value) =>
    isRecord(value)
      ? faultsOf(value as Fields, checks, between, `${what}.`)
      : notSuch(what, value, "an object");
}

/** What may also be known later: then {@link onceKnown} looks at it. */
export function input(check: Check): Check {
  return (what, value) => (isLater(value) ? [] : check(what, value));
}

/** A resource of Pulumi's. */
export const resource: Check = such("a resource", (value) => pulumi.Resource.isInstance(value));

/** A function, which only a call can judge. */
export const callback: Check = such("a function", (value) => typeof value === "function");

/** An object that another check looks into. */
export const object: Check = such("an object", isRecord);

/** Several checks of one value; those that follow a fault are left out. */
export function every(...checks: readonly Check[]): Check {
  return (what, value) => {
    for (const check of checks) {
      const faults = check(what, value);
      if (faults.length > 0) return faults;
    }
    return [];
  };
}

/**
 * An input whose output is checked once it is known: during the update, or in a preview that knows it already; not where
 * a preview does not. A plain value comes back as it is: the constructor has looked at it.
 *
 * @throws pulumi.RunError from the output, with all faults.
 */
export function onceKnown<T>(
  who: string,
  what: string,
  value: pulumi.Input<T>,
  check: Check,
): pulumi.Input<T> {
  if (!isLater(value)) return value;
  return pulumi.output(value).apply((known) => {
    refuse(who, check(what, known));
    return known as T;
  });
}

/** A value as an error shows it. */
export function shown(value: unknown): string {
  if (typeof value === "string") return quote(value);
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint")
    return String(value);
  return kindOf(value);
}

/** What kind of value it is, for errors that must not show it. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (isLater(value)) return "an output, which is known too late";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "string") return "a text";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** Whether errors can speak of fields: a list, an output and a resource have none that were given. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isLater(value);
}

function isLater(value: unknown): value is pulumi.Output<unknown> | Promise<unknown> {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

function such(allowed: string, holds: (value: unknown) => boolean): Check {
  return (what, value) => (holds(value) ? [] : notSuch(what, value, allowed));
}

function notSuch(what: string, value: unknown, allowed: string): string[] {
  if (value === undefined) return [`${what} is missing; give ${allowed}`];
  return [`${what} ${shown(value)} is not ${allowed}`];
}

function inRange(from: number, to: number, holds: (value: number) => boolean): Check {
  const kind = holds(0.5) ? "a number" : "a whole number";
  const open = to === Number.MAX_SAFE_INTEGER || to === Number.MAX_VALUE;
  const choice = open ? `${from} or more` : `${from} to ${to}`;
  return (what, value) => {
    if (value === undefined) return [`${what} is missing; choose ${choice}`];
    if (typeof value !== "number" || !holds(value))
      return [`${what} ${shown(value)} is not ${kind}; choose ${choice}`];
    return value < from || value > to ? [`${what} ${value} is out of range; choose ${choice}`] : [];
  };
}
