import { Secret } from "@pulumi/policy";
import type { Finding, Fix } from "./finding";
import { reasonUnjudgeable } from "./unknown";

type Properties = Record<string, unknown>;

/**
 * The properties with a finding's fix at its path; the given ones are left as they are. Undefined if
 * something on the way is a secret, unknown or of another shape, or if the path has to be made in a
 * type other than those of the `aws` provider, whose names the paths are in.
 */
export function mended(
  props: Properties,
  { path, fix }: Pick<Finding, "path" | "fix">,
  type: string,
): Properties | undefined {
  const segments = segmentsOf(path);
  if (fix === undefined || segments === undefined) return undefined;
  const changed = put(props, segments, fix, type.startsWith("aws:"));
  if (changed === REFUSED) return undefined;
  const mirror = "also" in fix ? fix.also : undefined;
  const mirrored = mirror === undefined ? REFUSED : put(changed, [mirror], fix, false);
  return (mirrored === REFUSED ? changed : mirrored) as Properties;
}

const REFUSED = Symbol("refused");

/** `settings[0].value` as `settings`, `0`, `value`. */
function segmentsOf(path: string): (string | number)[] | undefined {
  if (!/^\w+(?:\.\w+|\[\d+\])*$/.test(path)) return undefined;
  return [...path.matchAll(/(\w+)|\[(\d+)\]/g)].map(([, key, index]) => key ?? Number(index));
}

function put(
  owner: unknown,
  segments: readonly (string | number)[],
  fix: Fix,
  mayAdd: boolean,
): unknown {
  if (isUntouchable(owner)) return REFUSED;
  const [first, ...rest] = segments;
  if (first === undefined) return applied(owner, fix);
  if (owner === undefined && !mayAdd) return REFUSED;
  if (typeof first === "number") {
    return Array.isArray(owner) ? putAt(owner, first, rest, fix, mayAdd) : REFUSED;
  }
  // Some provider versions wrap a single object in a list.
  if (Array.isArray(owner)) {
    return owner.length === 1 ? putAt(owner, 0, segments, fix, mayAdd) : REFUSED;
  }
  if (owner !== undefined && owner !== null && typeof owner !== "object") return REFUSED;
  return putUnder((owner ?? {}) as Properties, first, rest, fix, mayAdd);
}

function putAt(
  list: readonly unknown[],
  index: number,
  rest: readonly (string | number)[],
  fix: Fix,
  mayAdd: boolean,
): unknown {
  const item = put(list[index], rest, fix, mayAdd);
  return item === REFUSED ? REFUSED : list.map((each, at) => (at === index ? item : each));
}

/** Sets a property, which from then on is no default of the provider's. */
function putUnder(
  owner: Properties,
  key: string,
  rest: readonly (string | number)[],
  fix: Fix,
  mayAdd: boolean,
): unknown {
  const exists = Object.hasOwn(owner, key);
  if (!exists && !mayAdd) return REFUSED;
  const value = put(exists ? owner[key] : undefined, rest, fix, mayAdd);
  if (value === REFUSED) return REFUSED;
  const { __defaults: defaults } = owner;
  return {
    ...owner,
    ...(Array.isArray(defaults) && { __defaults: defaults.filter((name) => name !== key) }),
    [key]: value,
  };
}

function applied(value: unknown, fix: Fix): unknown {
  const isAbsent = value === undefined || value === null;
  if ("merge" in fix) {
    if (isAbsent) return fix.merge;
    const isMap = typeof value === "object" && !Array.isArray(value);
    return isMap ? { ...value, ...fix.merge } : REFUSED;
  }
  if (!isAbsent && hasUntouchable(value)) return REFUSED;
  if ("set" in fix) return fix.set;
  if (isAbsent) return [...fix.append];
  return Array.isArray(value) ? [...(value as unknown[]), ...fix.append] : REFUSED;
}

function isUntouchable(value: unknown): boolean {
  return value instanceof Secret || reasonUnjudgeable(value) !== undefined;
}

function hasUntouchable(value: unknown): boolean {
  if (isUntouchable(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(hasUntouchable);
}
