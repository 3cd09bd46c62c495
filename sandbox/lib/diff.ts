import type { Change, Diff } from "./provider";
import { UNKNOWN, isObject, type Bag } from "./values";

/** What a comparison of two sets of inputs needs to know about a type. */
export interface DiffRules {
  /** Top-level inputs whose change replaces the resource. */
  readonly forceNew: ReadonlySet<string>;
  /** Inputs that keep their value when the program no longer gives one. */
  readonly sticky: ReadonlySet<string>;
  readonly sets: ReadonlySet<string>;
  readonly json: ReadonlySet<string>;
  /** When two known values of an input mean the same. */
  readonly same: Readonly<Record<string, (a: unknown, b: unknown) => boolean>>;
}

/** Changes from `olds` to `news`, property by property, and which of them replace. */
export function diffInputs(
  olds: Bag,
  news: Bag,
  rules: DiffRules,
): Omit<Diff, "deleteBeforeReplace"> {
  const names = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
    (name) => name !== "__defaults",
  );
  const changes = names.flatMap((name) => {
    const [before, after] = [olds[name], news[name]].map((value) => normalize(name, value, rules));
    if (after === undefined && rules.sticky.has(name)) return [];
    if (isPresent(before) && isPresent(after) && rules.same[name]?.(before, after)) return [];
    const replace = rules.forceNew.has(name) ? "_REPLACE" : "";
    return walk(before, after, name).map(({ path, kind }): Change => ({
      property: name,
      path,
      kind: `${kind}${replace}`,
    }));
  });
  const replaces = [...new Set(changes.map((change) => change.property))].filter((name) =>
    rules.forceNew.has(name),
  );
  return { changes, replaces };
}

/** Whether two values mean the same: `__defaults` and absent properties do not count. */
export function sameValue(a: unknown, b: unknown): boolean {
  return walk(a, b, "").length === 0;
}

type PlainKind = "ADD" | "DELETE" | "UPDATE";

function walk(before: unknown, after: unknown, path: string): { path: string; kind: PlainKind }[] {
  const [had, has] = [isPresent(before), isPresent(after)];
  if (!had && !has) return [];
  if (!had) return isZero(after) ? [] : [{ path, kind: "ADD" }];
  if (!has) return isZero(before) ? [] : [{ path, kind: "DELETE" }];
  if (Array.isArray(before) && Array.isArray(after)) {
    return Array.from({ length: Math.max(before.length, after.length) }, (_, index) =>
      walk(before[index], after[index], `${path}[${index}]`),
    ).flat();
  }
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    keys.delete("__defaults");
    return [...keys].flatMap((key) => walk(before[key], after[key], join(path, key)));
  }
  return before === after && before !== UNKNOWN ? [] : [{ path, kind: "UPDATE" }];
}

/** To the provider's schema a value that is false, 0 or empty is one that was not given. */
function isZero(value: unknown): boolean {
  return value === false || value === 0 || value === "";
}

/** An empty list or map means the same as none. */
function isPresent(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (Array.isArray(value)) return value.length > 0;
  return !isObject(value) || Object.keys(value).some((key) => key !== "__defaults");
}

function join(path: string, key: string): string {
  return /^\w[\w-]*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

function normalize(name: string, value: unknown, rules: DiffRules): unknown {
  if (rules.sets.has(name) && Array.isArray(value)) {
    return value
      .map((item: unknown) => [stableText(item), item] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, item]) => item);
  }
  if (rules.json.has(name) && typeof value === "string") return jsonText(value);
  return value;
}

function jsonText(text: string): string {
  try {
    return stableText(JSON.parse(text));
  } catch {
    return text;
  }
}

/** JSON whose keys are sorted. */
export function stableText(value: unknown): string {
  if (typeof value === "symbol") return "unknown";
  if (Array.isArray(value)) return `[${value.map(stableText).join(",")}]`;
  if (!isObject(value)) return value === undefined ? "null" : JSON.stringify(value);
  const parts = Object.keys(value)
    .filter((key) => value[key] !== undefined && key !== "__defaults")
    .sort()
    .map((key) => `${JSON.stringify(key)}:${stableText(value[key])}`);
  return `{${parts.join(",")}}`;
}
