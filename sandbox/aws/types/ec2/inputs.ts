import type { CheckFailure, Properties } from "../../resource-type";
import { ipv4Fault, ipv6Fault } from "./cidr";

/** Reading and checking of input values: one place for what the tables of this folder need. */

export function text(bag: Properties, name: string): string | undefined {
  const value = bag[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A text that other checks have made sure of, or that may be empty. */
export function textOf(bag: Properties, name: string): string {
  return text(bag, name) ?? "";
}

export function texts(bag: Properties, name: string): string[] {
  const value = bag[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

export function number(bag: Properties, name: string): number | undefined {
  const value = bag[name];
  return typeof value === "number" ? value : undefined;
}

export function flag(bag: Properties, name: string): boolean {
  return bag[name] === true;
}

export function bags(bag: Properties, name: string): Properties[] {
  const value = bag[name];
  return Array.isArray(value)
    ? value.filter((item): item is Properties => typeof item === "object" && item !== null)
    : [];
}

type Unknown = ReadonlySet<string>;
export type Check = (inputs: Properties, unknown: Unknown) => readonly CheckFailure[];

/** Runs all checks and gives all their failures. */
export function allOf(...checks: readonly Check[]): Check {
  return (inputs, unknown) => checks.flatMap((check) => check(inputs, unknown));
}

/** The input is one of these texts. */
export function oneOf(name: string, allowed: readonly (string | number)[]): Check {
  return (inputs) => {
    const value = inputs[name];
    return value === undefined || allowed.includes(value as string)
      ? []
      : [{ property: name, reason: `expected one of ${allowed.join(", ")}, got ${shown(value)}` }];
  };
}

/** The input is a whole number within bounds. */
export function between(name: string, low: number, high: number): Check {
  return (inputs) => {
    const value = inputs[name];
    return value === undefined || isWithin(value, low, high)
      ? []
      : [
          {
            property: name,
            reason: `expected a whole number from ${low} to ${high}, got ${shown(value)}`,
          },
        ];
  };
}

export function isWithin(value: unknown, low: number, high: number): boolean {
  return Number.isInteger(value) && (value as number) >= low && (value as number) <= high;
}

/** Exactly one of these inputs is given. */
export function exactlyOne(...names: readonly string[]): Check {
  return (inputs, unknown) => {
    const given = names.filter((name) => text(inputs, name) !== undefined);
    const open = names.some((name) => unknown.has(name));
    if (given.length === 1 || (given.length === 0 && open)) return [];
    const found = given.length === 0 ? "none is given" : `given: ${given.join(", ")}`;
    return [
      {
        property: given[1] ?? names[0] ?? "",
        reason: `exactly one of ${names.join(", ")} is needed; ${found}`,
      },
    ];
  };
}

/** Not both of these inputs are given. */
export function notBoth(one: string, other: string): Check {
  return (inputs) =>
    isGiven(inputs[one]) && isGiven(inputs[other])
      ? [{ property: one, reason: `conflicts with ${other}` }]
      : [];
}

/** The input, or each element of the list, is an IPv4 network. */
export function ipv4(name: string): Check {
  return (inputs) => networkFaults(name, inputs[name], ipv4Fault);
}

/** The input, or each element of the list, is an IPv6 network. */
export function ipv6(name: string): Check {
  return (inputs) => networkFaults(name, inputs[name], ipv6Fault);
}

function networkFaults(
  property: string,
  value: unknown,
  faultOf: (text: string) => string | undefined,
): CheckFailure[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => networkFaults(`${property}[${index}]`, item, faultOf));
  }
  if (typeof value !== "string" || value === "") return [];
  const reason = faultOf(value);
  return reason === undefined ? [] : [{ property, reason }];
}

/** The input is an ARN. */
export function isArn(name: string): Check {
  return (inputs) => {
    const value = inputs[name];
    return value === undefined || (typeof value === "string" && /^arn:[\w-]+:[\w-]+:/.test(value))
      ? []
      : [{ property: name, reason: `expected an ARN ("arn:aws:…"), got ${shown(value)}` }];
  };
}

/** The input matches a pattern; `allowed` says in words what it allows. */
export function matching(name: string, pattern: RegExp, allowed: string): Check {
  return (inputs) => {
    const value = inputs[name];
    return value === undefined || (typeof value === "string" && pattern.test(value))
      ? []
      : [{ property: name, reason: `expected ${allowed}, got ${shown(value)}` }];
  };
}

/** Any input may be unknown: what is missing inside a list with unknown parts is no fault yet. */
const ANYTHING: Unknown = new (class extends Set<string> {
  override has(): boolean {
    return true;
  }
})();
const NOTHING: Unknown = new Set();

/** The same check for the elements of a list of objects. */
export function each(name: string, check: Check): Check {
  return (inputs, unknown) =>
    bags(inputs, name).flatMap((item, index) =>
      check(item, unknown.has(name) ? ANYTHING : NOTHING).map((failure) => ({
        ...failure,
        property: `${name}[${index}].${failure.property}`,
      })),
    );
}

export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== "" && value !== false;
}

function shown(value: unknown): string {
  return JSON.stringify(value);
}
