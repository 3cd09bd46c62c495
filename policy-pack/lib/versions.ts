import type { Option } from "./options";

const VERSION = /^\d{1,9}(?:\.\d{1,9}){0,3}$/;

/** True for numbers joined by dots, such as `1.4.0`. */
export function isVersion(text: string): boolean {
  return VERSION.test(text);
}

/** True if the first version is older; parts that are missing count as 0. */
export function isBefore(first: string, second: string): boolean {
  const [left, right] = [first.split(".").map(Number), second.split(".").map(Number)];
  for (let part = 0; part < Math.max(left.length, right.length); part++) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** An option that is a version. */
export function version(fallback: string, description: string): Option<string> {
  return {
    schema: { type: "string", pattern: VERSION.source, default: fallback, description },
    default: fallback,
    allowed: `a version such as ${JSON.stringify(fallback)}`,
    accepts: (value): value is string => typeof value === "string" && isVersion(value),
  };
}
