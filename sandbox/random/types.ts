import { randomBytes, randomInt, randomUUID } from "node:crypto";
import type { Failure } from "../lib/provider";
import type { Bag } from "../lib/values";
import { bcryptHash } from "./bcrypt";
import { classNames, randomText, rulesOf, shuffled } from "./generate";

/** A type of `@pulumi/random`: everything it makes is in the state of the stack and nowhere else. */
export interface RandomType {
  readonly inputs: readonly string[];
  readonly required: readonly string[];
  readonly defaults: Readonly<Bag>;
  /** Outputs that hold what was made. */
  readonly made: readonly string[];
  readonly secrets: readonly string[];
  check(inputs: Bag): readonly Failure[];
  make(inputs: Bag): { readonly id: string; readonly outputs: Bag };
  /** State for an import id; undefined: this type cannot be imported by this id. */
  adopt?(id: string): { readonly id: string; readonly outputs: Bag } | undefined;
}

const TEXT_DEFAULTS = {
  ...{ lower: true, upper: true, numeric: true, special: true },
  ...{ minLower: 0, minUpper: 0, minNumeric: 0, minSpecial: 0 },
};

/** Facts: terraform-provider-random internal/provider/resource_*.go; outputs: the SDK's classes. */
export const types: Readonly<Record<string, RandomType>> = {
  "random:index/randomPassword:RandomPassword": text(["result", "bcryptHash"], (result) => ({
    id: "none",
    outputs: { bcryptHash: bcryptHash(result), result },
  })),
  "random:index/randomString:RandomString": text([], (result) => ({
    id: result,
    outputs: { result },
  })),
  "random:index/randomUuid:RandomUuid": {
    ...simple(["result"]),
    make: () => uuid(randomUUID()),
    adopt: (id) => (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id) ? uuid(id) : undefined),
  },
  "random:index/randomId:RandomId": {
    ...simple(["b64Std", "b64Url", "dec", "hex"], ["byteLength", "prefix"]),
    required: ["byteLength"],
    check: (inputs) => atLeast(inputs, "byteLength", 1),
    make: ({ byteLength, prefix }) => identifier(randomBytes(Number(byteLength)), textOf(prefix)),
    adopt: (id) => {
      const [bytes = "", prefix = ""] = id.split(",").reverse();
      const made = identifier(Buffer.from(bytes, "base64url"), prefix);
      return {
        ...made,
        outputs: { ...made.outputs, byteLength: Buffer.from(bytes, "base64url").length },
      };
    },
  },
  "random:index/randomInteger:RandomInteger": {
    ...simple(["result"], ["min", "max", "seed"]),
    required: ["min", "max"],
    check: ({ min, max }) =>
      typeof min === "number" && typeof max === "number" && min > max
        ? [{ property: "min", reason: `min must not be greater than max, got ${min} and ${max}` }]
        : [],
    make: ({ min, max }) => {
      const result = randomInt(Number(min), Number(max) + 1);
      return { id: String(result), outputs: { result } };
    },
  },
  "random:index/randomShuffle:RandomShuffle": {
    ...simple(["results"], ["inputs", "resultCount", "seed"]),
    required: ["inputs"],
    make: ({ inputs, resultCount }) => {
      const items = inputs as unknown[];
      const count = items.length === 0 ? 0 : Number(resultCount ?? items.length);
      const rounds = Array.from({ length: Math.ceil(count / Math.max(items.length, 1)) }, () =>
        shuffled(items),
      );
      return { id: "-", outputs: { results: rounds.flat().slice(0, count) } };
    },
  },
  "random:index/randomBytes:RandomBytes": {
    ...simple(["base64", "hex"], ["length"]),
    required: ["length"],
    secrets: ["base64", "hex"],
    check: (inputs) => atLeast(inputs, "length", 1),
    make: ({ length }) => bytes(randomBytes(Number(length))),
    adopt: (id) => {
      const decoded = Buffer.from(id, "base64");
      const made = bytes(decoded);
      return { ...made, outputs: { ...made.outputs, length: decoded.length } };
    },
  },
  "random:index/randomPet:RandomPet": {
    ...simple([], ["length", "prefix", "separator"]),
    defaults: { length: 2, separator: "-" },
    check: (inputs) => atLeast(inputs, "length", 1),
    make: ({ length, prefix, separator }) => {
      const words = Array.from({ length: Number(length) }, (_, index) =>
        word(index === Number(length) - 1),
      );
      const parts = typeof prefix === "string" ? [prefix, ...words] : words;
      return { id: parts.join(String(separator)), outputs: {} };
    },
  },
};

function simple(made: readonly string[], inputs: readonly string[] = []): Omit<RandomType, "make"> {
  return {
    inputs: [...inputs, "keepers"],
    required: [],
    defaults: {},
    made,
    secrets: [],
    check: () => [],
  };
}

function text(
  secrets: readonly string[],
  result: (text: string) => { readonly id: string; readonly outputs: Bag },
): RandomType {
  return {
    inputs: [...Object.keys(TEXT_DEFAULTS), "keepers", "length", "number", "overrideSpecial"],
    required: ["length"],
    defaults: TEXT_DEFAULTS,
    made: secrets.length > 0 ? secrets : ["result"],
    secrets,
    check: checkText,
    make: (inputs) => {
      const { id, outputs } = result(randomText(Number(inputs["length"]), rulesOf(inputs)));
      return { id, outputs: { number: inputs["numeric"], ...outputs } };
    },
    adopt: (id) => {
      const made = result(id);
      return {
        id: made.id,
        outputs: { ...TEXT_DEFAULTS, number: true, length: id.length, ...made.outputs },
      };
    },
  };
}

function checkText(inputs: Bag): readonly Failure[] {
  const rules = rulesOf(inputs);
  const { length } = inputs;
  const least = classNames.reduce((sum, name) => sum + rules[name].least, 0);
  const failures = [...atLeast(inputs, "length", 1)];
  if (typeof length === "number" && length < least) {
    const reason = `must be at least the sum of minLower, minUpper, minNumeric and minSpecial (${least}), got ${length}`;
    failures.push({ property: "length", reason });
  }
  if (classNames.every((name) => rules[name].characters === "")) {
    failures.push({
      property: "special",
      reason: "at least one of lower, upper, numeric and special must be true",
    });
  }
  for (const name of classNames) {
    if (rules[name].least > 0 && rules[name].characters === "") {
      failures.push({
        property: name,
        reason: `is false, but at least ${rules[name].least} characters of it are asked for`,
      });
    }
  }
  return failures;
}

function atLeast(inputs: Bag, property: string, least: number): readonly Failure[] {
  const value = inputs[property];
  if (value === undefined || (Number.isInteger(value) && Number(value) >= least)) return [];
  return [
    { property, reason: `must be a whole number from ${least}, got ${JSON.stringify(value)}` },
  ];
}

function uuid(result: string) {
  return { id: result, outputs: { result } };
}

function bytes(made: Buffer) {
  const base64 = made.toString("base64");
  return { id: base64, outputs: { base64, hex: made.toString("hex") } };
}

function identifier(made: Buffer, prefix: string) {
  const hex = made.toString("hex");
  return {
    id: made.toString("base64url"),
    outputs: {
      b64Std: prefix + made.toString("base64"),
      b64Url: prefix + made.toString("base64url"),
      dec: prefix + BigInt(`0x0${hex}`).toString(),
      hex: prefix + hex,
    },
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

const ADJECTIVES = [
  "brave",
  "calm",
  "clever",
  "eager",
  "gentle",
  "happy",
  "kind",
  "lively",
  "proud",
  "quick",
];
const ANIMALS = [
  "badger",
  "crane",
  "dolphin",
  "falcon",
  "heron",
  "lynx",
  "otter",
  "panda",
  "robin",
  "yak",
];

function word(isLast: boolean): string {
  const words = isLast ? ANIMALS : ADJECTIVES;
  return words[randomInt(words.length)] ?? "";
}
