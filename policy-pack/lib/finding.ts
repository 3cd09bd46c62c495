import { looksSecret } from "./secrets";
import type { Reason } from "./unknown";

/** The severities of the SDK. */
export type Severity = "low" | "medium" | "high" | "critical";

/** One violation: what was found, where, and what is expected. Never holds a secret's value. */
export interface Finding {
  readonly kind: "violation";
  /** The resource's URN. */
  readonly urn: string;
  /** The container's label, such as `Container "web"`; undefined where the finding is not a container's. */
  readonly subject: string | undefined;
  /** The container's name, for waivers. */
  readonly container: string | undefined;
  /** Path of the property, as the program wrote it. */
  readonly path: string;
  /** One line: subject, path, value found, value expected. */
  readonly text: string;
  /** The value, or what is wrong with it, as `text` says it: `is true`. */
  readonly found: string;
  readonly expected: string;
  /** Where it differs from the rule's severity. */
  readonly severity: Severity | undefined;
  /** What to put at `path`, for the level `remediate`; undefined where no change is safe. */
  readonly fix: Fix | undefined;
  /** True where this finding only advises although the rule is mandatory. */
  readonly advisory: boolean;
}

/**
 * A value for a property, more items for a list, or more entries for a map. `also` names a property
 * beside it that mirrors the map: the same entries are added there, if it is known.
 */
export type Fix =
  | { readonly set: unknown }
  | { readonly append: readonly unknown[] }
  | { readonly merge: Readonly<Record<string, string>>; readonly also?: string };

/** A value that the rule needs and preview cannot know. Thrown by readers, collected by `attempt`. */
export class Undetermined extends Error {
  readonly kind = "undetermined";
  constructor(
    readonly urn: string,
    readonly path: string,
    readonly reason: Reason,
  ) {
    super(`${path} cannot be known yet`);
  }
}

/** A value whose shape no rule can read: bad JSON, a list where an object belongs. */
export class Unreadable extends Error {
  readonly kind = "unreadable";
  constructor(
    readonly urn: string,
    readonly path: string,
    readonly text: string,
  ) {
    super(text);
  }
}

/** What a rule's check yields. */
export type Outcome = Finding | Undetermined | Unreadable;

/** A rule's check, or a part of one. */
export type Check = Generator<Outcome, void, undefined>;

const LONGEST_SHOWN = 100;

/**
 * A value as a finding may print it: JSON, control characters escaped, cut at 100 characters; what
 * looks like a secret is replaced, and of an object only its kind is said.
 */
export function show(value: unknown): string {
  if (value === undefined || value === null) return "not set";
  if (typeof value === "string") return showString(value);
  if (Array.isArray(value)) {
    const plain = value.every((item) => typeof item !== "object" || item === null);
    return plain
      ? cut(`[${value.map((item) => show(item)).join(", ")}]`)
      : `a list of ${value.length}`;
  }
  if (typeof value === "object") return "an object";
  return cut(JSON.stringify(value));
}

function showString(value: string): string {
  const secret = looksSecret(value);
  return secret === undefined ? cut(quoted(value)) : `(hidden: looks like ${secret})`;
}

/** Characters that move the cursor, turn the direction of writing, or cannot be seen. */
const INVISIBLE = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

function quoted(text: string): string {
  return JSON.stringify(text).replace(
    INVISIBLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Properties whose lists are never shown: the texts in them may be secrets that look like words. */
const PRIVATE =
  /(?:^|\.)(?:\w*(?:password|secret|token)\w*|environments?|value(?:Wo)?|args|buildArgs)$/i;

/** A value of a shape that cannot be read, as a finding may print it. */
export function shown(path: string, value: unknown): string {
  const isPrivate = Array.isArray(value) && PRIVATE.test(path.replace(/\[\d+\]/g, ""));
  return isPrivate ? `a list of ${value.length}` : show(value);
}

/** A key that the program chose, such as a label's, as a path may print it. */
export function showKey(key: string): string {
  const isPlain = /^[\w./:@-]{1,80}$/.test(key) && looksSecret(key) === undefined;
  return isPlain ? key : show(key);
}

function cut(text: string): string {
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}…`;
}

/** Runs a part of a check on its own: what it cannot know or read does not end the rest of the rule. */
export function* attempt(part: () => Iterable<Outcome>): Check {
  try {
    yield* part();
  } catch (error) {
    if (error instanceof Undetermined || error instanceof Unreadable) yield error;
    else throw error;
  }
}

const MOST_NAMED = 5;

/** Several findings as one: the first, which ends with what the others are about. */
export function* asOne(outcomes: Iterable<Outcome>, about: (finding: Finding) => string): Check {
  const findings: Finding[] = [];
  for (const outcome of outcomes) {
    if (outcome.kind === "violation") findings.push(outcome);
    else yield outcome;
  }
  const [first, ...others] = findings;
  if (first === undefined) return;
  const named = others.slice(0, MOST_NAMED).map(about);
  const rest = others.length - named.length;
  const list = [...named, ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
  yield list === "" ? first : { ...first, text: `${first.text} Likewise ${list}.` };
}

/** Judges each item on its own (see `attempt`). */
export function* each<T>(items: Iterable<T>, part: (item: T) => Iterable<Outcome>): Check {
  for (const item of items) yield* attempt(() => part(item));
}
