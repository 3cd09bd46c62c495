import type { CheckFailure, Properties } from "../resource-type";

/**
 * Small checks of one input each, worded as the provider's schema validation words them.
 * An input that is not given is never a fault: required ones are named in the type.
 */
export type InputCheck = (inputs: Properties) => readonly CheckFailure[];

/** All faults that the checks find. */
export function checks(...all: readonly InputCheck[]): InputCheck {
  return (inputs) => all.flatMap((check) => check(inputs));
}

export function oneOf(property: string, allowed: readonly (string | number)[]): InputCheck {
  return given(property, (value) =>
    allowed.includes(value as string | number)
      ? undefined
      : `expected ${property} to be one of [${allowed.map((each) => JSON.stringify(each)).join(", ")}], got ${show(value)}`,
  );
}

/** @param meaning what the pattern says in words. */
export function matches(property: string, pattern: RegExp, meaning: string): InputCheck {
  return given(property, (value) =>
    typeof value === "string" && pattern.test(value)
      ? undefined
      : `${property} must be ${meaning}, got ${show(value)}`,
  );
}

export function lengthBetween(property: string, least: number, most: number): InputCheck {
  return given(property, (value) =>
    typeof value === "string" && value.length >= least && value.length <= most
      ? undefined
      : `expected length of ${property} to be in the range (${least} - ${most}), got ${typeof value === "string" ? value.length : show(value)}`,
  );
}

export function wholeNumberBetween(property: string, least: number, most: number): InputCheck {
  return given(property, (value) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most
      ? undefined
      : `expected ${property} to be in the range (${least} - ${most}), got ${show(value)}`,
  );
}

/** Any whole number, also as text, which the provider reads: what is out of range is for AWS to refuse. */
export function wholeNumber(property: string): InputCheck {
  return given(property, (value) =>
    Number.isInteger(value) || (typeof value === "string" && /^-?\d+$/.test(value))
      ? undefined
      : `a number is required, got ${show(value)}`,
  );
}

export function isJson(property: string): InputCheck {
  return given(property, (value) => {
    try {
      if (typeof value !== "string") return undefined; // the SDK takes a document as an object, too
      JSON.parse(value);
      return undefined;
    } catch (error) {
      return `"${property}" contains an invalid JSON: ${(error as Error).message.replace(/".*"/s, "…")}`;
    }
  });
}

export function conflicts(property: string, other: string): InputCheck {
  return (inputs) =>
    inputs[property] !== undefined && inputs[other] !== undefined
      ? [{ property, reason: `"${property}": conflicts with ${other}` }]
      : [];
}

function given(property: string, fault: (value: unknown) => string | undefined): InputCheck {
  return (inputs) => {
    const value = inputs[property];
    const reason = value === undefined ? undefined : fault(value);
    return reason === undefined ? [] : [{ property, reason }];
  };
}

function show(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
