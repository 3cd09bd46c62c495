import { randomBytes, randomInt } from "node:crypto";

/** Characters of a class: terraform-provider-random internal/random/string.go. */
const CLASSES = {
  lower: "abcdefghijklmnopqrstuvwxyz",
  upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  numeric: "0123456789",
  special: "!@#$%&*()-_=+[]{}<>:?",
} as const;

type ClassName = keyof typeof CLASSES;

/** What a random text is made of: for each class its characters (none: not used) and how many at least. */
export type TextRules = Readonly<
  Record<ClassName, { readonly characters: string; readonly least: number }>
>;

export const classNames = Object.keys(CLASSES) as readonly ClassName[];

/** Rules from the inputs of a RandomPassword or RandomString. */
export function rulesOf(inputs: Readonly<Record<string, unknown>>): TextRules {
  const override = inputs["overrideSpecial"];
  const entries = classNames.map((name) => {
    const own = name === "special" && typeof override === "string" && override !== "";
    const characters = own ? override : CLASSES[name];
    const least = Number(inputs[`min${name.charAt(0).toUpperCase()}${name.slice(1)}`] ?? 0);
    return [name, { characters: inputs[name] === false ? "" : characters, least }] as const;
  });
  return Object.fromEntries(entries) as TextRules;
}

/** A text of `length` characters that follows the rules; every order is equally likely. */
export function randomText(length: number, rules: TextRules): string {
  const all = classNames.map((name) => rules[name].characters).join("");
  const required = classNames.flatMap((name) => pick(rules[name].characters, rules[name].least));
  return shuffled([...required, ...pick(all, length - required.length)]).join("");
}

/** A list in random order. */
export function shuffled<T>(items: readonly T[]): T[] {
  const keyed = items.map((item) => [randomBytes(8).readBigUInt64BE(), item] as const);
  return keyed.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}

function pick(characters: string, count: number): string[] {
  return Array.from({ length: count }, () => characters.charAt(randomInt(characters.length)));
}
