/** Wrong arguments, made from right ones. */
import * as pulumi from "@pulumi/pulumi";

/** The keys that lead to a value inside arguments. */
export type Path = readonly (string | number)[];

/** A place in arguments, and a value of a kind that does not belong there. */
export interface Leaf {
  readonly path: Path;
  readonly wrong: unknown;
}

/** Every value in arguments: fields, items of lists, and the objects and lists themselves. */
export function leaves(args: object, path: Path = []): Leaf[] {
  return Object.entries(args as Record<string, unknown>)
    .filter(([, value]) => value !== undefined)
    .flatMap(([key, value]) => {
      const here = [...path, Array.isArray(args) ? Number(key) : key];
      const leaf = { path: here, wrong: ofAnotherKind(value) };
      return isPlain(value) ? [leaf, ...leaves(value, here)] : [leaf];
    });
}

/** The same arguments, with another value in one place. */
export function replaced(args: object, [key, ...rest]: Path, value: unknown): object {
  if (key === undefined) throw new Error("the path is empty");
  const copy = (Array.isArray(args) ? [...(args as unknown[])] : { ...args }) as Record<
    string | number,
    unknown
  >;
  copy[key] = rest.length === 0 ? value : replaced(copy[key] as object, rest, value);
  return copy;
}

/** A place in arguments, and what to put there. */
export interface Place {
  readonly path: Path;
  readonly value: unknown;
}

/** As few groups as may be in which no place is part of another. */
export function apart(places: readonly Place[]): Place[][] {
  const groups: Place[][] = [];
  for (const place of places) {
    const group = groups.find((others) => others.every((other) => !overlap(other, place)));
    if (group) group.push(place);
    else groups.push([place]);
  }
  return groups;
}

function overlap({ path: a }: Place, { path: b }: Place): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.every((key, index) => long[index] === key);
}

/** The same arguments; they tell what was looked for in them and is not there. */
export function recording(args: object): {
  readonly watched: object;
  readonly untried: () => string[];
} {
  const found = new Set<string>();
  const missed = new Map<string, string>();
  const watch = <Of extends object>(of: Of, path: Path): Of =>
    new Proxy(of, {
      get: (target, key, receiver) => {
        const value: unknown = Reflect.get(target, key, receiver);
        // Others than names of fields are the language's, or the SDK's, which asks what a value is.
        if (typeof key !== "string" || /^(__|toJSON$)/.test(key)) return value;
        const here = [...path, key];
        // What one peer does not say, another one may: they differ in their names only.
        const anyOf = JSON.stringify([...path.slice(0, -1), "*", key]);
        if (value !== undefined) found.add(anyOf);
        else if (!Array.isArray(target)) missed.set(here.join("."), anyOf);
        return isPlain(value) ? watch(value, here) : value;
      },
    });
  return {
    watched: watch(args, []),
    untried: () => [...missed].filter(([, anyOf]) => !found.has(anyOf)).map(([path]) => path),
  };
}

/** The first half and the second. */
export function halves<T>(items: readonly T[]): T[][] {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)];
}

/** The same arguments, all of a wrong kind. */
export function faulty(args: object): object {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => [key, ofAnotherKind(value)]),
  );
}

function ofAnotherKind(value: unknown): unknown {
  return typeof value === "number" || typeof value === "boolean" ? "yes" : 7;
}

function isPlain(value: unknown): value is object {
  return (
    typeof value === "object" &&
    value !== null &&
    !pulumi.Output.isInstance(value) &&
    !pulumi.Resource.isInstance(value)
  );
}
