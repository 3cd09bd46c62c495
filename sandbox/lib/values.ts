/**
 * Pulumi's property values on the wire (JSON with signatures for what JSON has no word for)
 * and as the simulators see them: plain values, with {@link UNKNOWN} and {@link Marks} beside them.
 */
export type Bag = Record<string, unknown>;

/** A value that the engine cannot know yet (preview). */
export const UNKNOWN: unique symbol = Symbol("unknown");

/** Which parts of a value are secret: all of it, or some properties or elements. */
export type Marks = true | { readonly [key: string]: Marks };

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
/** The engine sends one sentinel per kind of unknown value; sdk/go/common/resource/plugin/rpc.go. */
const UNKNOWNS: ReadonlySet<unknown> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);
const UNKNOWN_ON_THE_WIRE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function isObject(value: unknown): value is Bag {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value off the wire, and what of it was secret. Assets and archives stay as they are. */
export function decode(wire: unknown): { value: unknown; marks: Marks | undefined } {
  if (UNKNOWNS.has(wire)) return { value: UNKNOWN, marks: undefined };
  if (Array.isArray(wire)) {
    const parts = wire.map(decode);
    return { value: parts.map((part) => part.value), marks: gather(parts.entries()) };
  }
  if (!isObject(wire)) return { value: wire ?? undefined, marks: undefined };
  switch (wire[SIGNATURE]) {
    case SECRET:
      return { value: decode(wire["value"]).value, marks: true };
    case OUTPUT: {
      const value = "value" in wire ? decode(wire["value"]).value : UNKNOWN;
      return { value, marks: wire["secret"] === true ? true : undefined };
    }
    case RESOURCE:
      return { value: wire["id"] ?? wire["urn"], marks: undefined };
    default: {
      const parts = Object.entries(wire).map(([key, value]) => [key, decode(value)] as const);
      const known = parts.filter(([, part]) => part.value !== undefined);
      return {
        value: Object.fromEntries(known.map(([key, part]) => [key, part.value])),
        marks: gather(known),
      };
    }
  }
}

function gather(
  parts: Iterable<readonly [string | number, { marks: Marks | undefined }]>,
): Marks | undefined {
  const marked = [...parts].flatMap(([key, { marks }]) => (marks ? [[key, marks] as const] : []));
  return marked.length === 0 ? undefined : Object.fromEntries(marked);
}

/** A value as the engine reads it; undefined properties are left out. */
export function encode(value: unknown, marks?: Marks): unknown {
  if (marks === true) return { [SIGNATURE]: SECRET, value: encode(value) };
  if (value === UNKNOWN) return UNKNOWN_ON_THE_WIRE;
  if (Array.isArray(value)) return value.map((item, index) => encode(item, marks?.[index]));
  if (!isObject(value)) return value ?? null;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, encode(item, own(marks, key))]),
  );
}

/** Not `marks[key]`: a property may be called `constructor`. */
function own(marks: Marks | undefined, key: string): Marks | undefined {
  return isObject(marks) && Object.hasOwn(marks, key) ? marks[key] : undefined;
}

/** Both: what either marks is secret. */
export function mergeMarks(a: Marks | undefined, b: Marks | undefined): Marks | undefined {
  if (a === undefined || b === true) return b;
  if (b === undefined || a === true) return a;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries(
    [...keys].flatMap((key) => {
      const merged = mergeMarks(own(a, key), own(b, key));
      return merged ? [[key, merged]] : [];
    }),
  );
}

/** A secret of this many characters is recognised inside a longer text; a shorter one only as a whole. */
const RECOGNISABLE = 8;

/** Whether a text is or contains one of the secrets. */
export function reveals(text: string, secrets: Iterable<string>): boolean {
  for (const secret of secrets) {
    if (text === secret || (secret.length >= RECOGNISABLE && text.includes(secret))) return true;
  }
  return false;
}

/** Every secret text in a value: what must not reappear in the open under another name. */
export function secretTexts(value: unknown, marks: Marks | undefined): readonly string[] {
  if (marks === undefined) return [];
  if (marks === true) return texts(value);
  const parts = Array.isArray(value)
    ? value.map((v, i) => [String(i), v] as const)
    : entries(value);
  return parts.flatMap(([key, item]) => secretTexts(item, own(marks, key)));
}

function texts(value: unknown): readonly string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  return entries(value).flatMap(([, item]) => texts(item));
}

function entries(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

/**
 * The marks that `value` needs: `marks` where its shape still has the place (else the nearest thing around it),
 * and every text that is or contains one of `secrets`.
 */
export function markSecrets(
  value: unknown,
  marks: Marks | undefined,
  secrets: readonly string[],
): Marks | undefined {
  if (marks === true) return true;
  if (typeof value === "string") {
    // A mark below a value that became text (a document built from an object): the text is the secret.
    return marks !== undefined || reveals(value, secrets) ? true : undefined;
  }
  const found = entries(value).flatMap(([key, item]) => {
    const inner = markSecrets(item, own(marks, key), secrets);
    return inner ? [[key, inner] as const] : [];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

export function containsUnknown(value: unknown): boolean {
  return value === UNKNOWN || entries(value).some(([, item]) => containsUnknown(item));
}

/** The value without what is unknown: properties are left out; a list with an unknown element is left out whole. */
export function withoutUnknowns(value: unknown): unknown {
  if (value === UNKNOWN) return undefined;
  if (Array.isArray(value)) {
    return value.includes(UNKNOWN) ? undefined : value.map(withoutUnknowns);
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, withoutUnknowns(item)] as const)
      .filter(([, item]) => item !== undefined),
  );
}
