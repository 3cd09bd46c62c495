const keyIndexes = new WeakMap<object, ReadonlyMap<string, readonly string[]>>();

/** Lower-case name → the names as written; two that differ only by case cannot be judged. */
export function keyIndex(owner: object): ReadonlyMap<string, readonly string[]> {
  const cached = keyIndexes.get(owner);
  if (cached !== undefined) return cached;
  const index = new Map<string, string[]>();
  for (const key of Object.keys(owner)) {
    const lower = key.toLowerCase();
    index.set(lower, [...(index.get(lower) ?? []), key]);
  }
  keyIndexes.set(owner, index);
  return index;
}

/** The entry of a table under a name that the program chose: never what every object inherits. */
export function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Some provider versions wrap a single object in a list. */
export function single(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.length > 1 ? value : (value[0] as unknown);
}

/** True for an object that is no list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A path with one more name. */
export function join(path: string, key: string): string {
  return path === "" ? key : key === "" ? path : `${path}.${key}`;
}

/** Where the JSON parser stopped. Its own message quotes the text, which may hold a secret. */
export function parserPosition(error: unknown): string {
  const at = /position (\d+)/.exec(error instanceof Error ? error.message : "");
  return at?.[1] === undefined ? "" : ` (the parser stops at character ${at[1]})`;
}
