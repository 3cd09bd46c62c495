import {
  Undetermined,
  Unreadable,
  show,
  shown,
  showKey,
  type Finding,
  type Fix,
  type Severity,
} from "./finding";
import { isTooDeep, TOO_DEEP } from "./depth";
import { isObject, join, keyIndex, parserPosition, single } from "./properties";
import { reasonUnjudgeable } from "./unknown";

/** Other spellings of a property: `environment` is `environments` in some types. */
export type Aliases = Readonly<Record<string, readonly string[]>>;

/** Where a reader stands: shared by all readers of one resource, or of one container in it. */
export interface Place {
  readonly urn: string;
  readonly subject?: string | undefined;
  readonly container?: string | undefined;
  readonly aliases?: Aliases | undefined;
}

/** What a finding says beyond the property and its value. */
export interface FindingDetails {
  /** What would pass: `expected <this>`. */
  expected: string;
  /** Predicate in place of `is <value>`, for values that must not be printed or need words. */
  found?: string;
  severity?: Severity;
  /** This finding only advises, whatever the rule's level. */
  advisory?: boolean;
  /** The smallest change at this path that passes; done at the level `remediate` only. */
  fix?: Fix;
}

interface Found {
  readonly value: unknown;
  readonly path: string;
}

/**
 * Reads properties of a resource, tolerantly and in three answers. A dotted path that is not there
 * reads as undefined; one that preview cannot know throws `Undetermined`; one of a shape that cannot
 * be read throws `Unreadable`. The framework collects both. Property names match regardless of case,
 * as the provider's own JSON decoder does.
 */
export class Reader {
  constructor(
    private readonly value: unknown,
    /** Path of this value from the resource, such as `containerDefinitions[0].linuxParameters`. */
    readonly path: string,
    readonly place: Place,
  ) {}

  /** A resource's properties; if they are nested too deep to be followed, every read of them throws. */
  static of(properties: Readonly<Record<string, unknown>>, urn: string): Reader {
    const fault = isTooDeep(properties)
      ? new Unreadable(urn, "", `The resource ${TOO_DEEP}.`)
      : undefined;
    return new Reader(fault ?? properties, "", { urn });
  }

  /** The same value, read as part of a container or under other names. */
  as(place: Partial<Place>): Reader {
    return new Reader(this.value, this.path, { ...this.place, ...place });
  }

  /** A string; numbers and booleans count as the string they print as. */
  text(path = ""): string | undefined {
    const found = this.find(path);
    const { value } = found;
    if (value === undefined || typeof value === "string") return value;
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    throw this.unreadable(found, "a string");
  }

  /** A boolean; the strings "true" and "false" count. */
  flag(path = ""): boolean | undefined {
    const found = this.find(path);
    if (found.value === undefined || typeof found.value === "boolean") return found.value;
    const text = typeof found.value === "string" ? found.value.trim().toLowerCase() : "";
    if (text === "true" || text === "false") return text === "true";
    throw this.unreadable(found, "true or false");
  }

  /** A number; a string of one counts. */
  number(path = ""): number | undefined {
    const found = this.find(path);
    if (found.value === undefined || found.value === "") return undefined;
    const value = typeof found.value === "string" ? Number(found.value) : found.value;
    if (typeof value === "number" && Number.isFinite(value)) return value;
    throw this.unreadable(found, "a number");
  }

  /** The items of a list; a single value counts as a list of one. Reading an unknown item throws. */
  list(path = ""): Reader[] {
    const { value, path: at } = this.find(path);
    if (value === undefined) return [];
    if (!Array.isArray(value)) return [new Reader(value, at, this.place)];
    return value.map((item, index) => new Reader(item, `${at}[${index}]`, this.place));
  }

  /** The strings of a list. */
  texts(path = ""): string[] {
    return this.list(path).flatMap((item) => item.text() ?? []);
  }

  /** The object at this path. */
  object(path = ""): Reader | undefined {
    const found = this.find(path);
    if (found.value === undefined) return undefined;
    const value: unknown = single(found.value);
    if (value === undefined) return undefined;
    if (!isObject(value)) throw this.unreadable(found, "an object");
    return new Reader(value, found.path, this.place);
  }

  /** The value at this path, whatever it is; throws if it cannot be known. */
  pick(path: string): Reader | undefined {
    const { value, path: at } = this.find(path);
    return value === undefined ? undefined : new Reader(value, at, this.place);
  }

  /** Name and value of each entry of a map. Names keep their case. */
  entries(path = ""): [string, Reader][] {
    const map = this.object(path);
    if (map === undefined) return [];
    return Object.entries(map.value as Record<string, unknown>).map(([key, value]) => [
      key,
      new Reader(value, join(map.path, showKey(key)), this.place),
    ]);
  }

  /** Every leaf below this value, with the name of the property that it stands under. */
  *leaves(name = ""): Generator<[name: string, leaf: Reader]> {
    if (Array.isArray(this.value)) {
      for (const item of this.list()) yield* item.leaves(name);
    } else if (typeof this.value === "object" && this.value !== null) {
      for (const [key, entry] of this.entries()) yield* entry.leaves(key);
    } else yield [name, this];
  }

  /** The value as it stands, parsed where it is a JSON string. */
  json(path = ""): Reader | undefined {
    const found = this.find(path);
    if (found.value === undefined || typeof found.value !== "string") {
      return found.value === undefined
        ? undefined
        : new Reader(found.value, found.path, this.place);
    }
    try {
      const value: unknown = JSON.parse(found.value);
      if (!isTooDeep(value)) return new Reader(value, found.path, this.place);
      throw new Unreadable(this.place.urn, found.path, `${found.path} ${TOO_DEEP}.`);
    } catch (error) {
      if (error instanceof Unreadable) throw error;
      throw new Unreadable(
        this.place.urn,
        found.path,
        `${found.path} is not valid JSON${parserPosition(error)}.`,
      );
    }
  }

  /**
   * True if something is set here, known or not: for rules that only ask whether a reference is
   * given. The engine asks again before the update, when an unknown can turn out to be nothing.
   */
  given(path = ""): boolean {
    try {
      const { value } = this.find(path);
      return value !== undefined && value !== "";
    } catch (error) {
      if (error instanceof Undetermined) return true;
      throw error;
    }
  }

  /** False if preview cannot know this value. */
  known(path = ""): boolean {
    try {
      this.find(path);
      return true;
    } catch (error) {
      if (error instanceof Undetermined) return false;
      throw error;
    }
  }

  /** A violation at this path: `<container>: <path> is <value>; expected <expected>.` */
  finding(path: string, details: FindingDetails): Finding {
    const { urn, subject, container } = this.place;
    const at = this.at(path);
    const found =
      details.found ?? `is ${show(this.known(path) ? this.find(path).value : "unknown")}`;
    return {
      kind: "violation",
      urn,
      subject,
      container,
      path: at,
      text: `${subject === undefined ? "" : `${subject}: `}${at} ${found}; expected ${details.expected}.`,
      found,
      expected: details.expected,
      severity: details.severity,
      fix: details.fix,
      advisory: details.advisory ?? false,
    };
  }

  /** A shape that cannot be read, for readers built on this one. */
  unreadable(found: { path: string; value: unknown }, expected: string): Unreadable {
    const { urn, subject } = this.place;
    const prefix = subject === undefined ? "" : `${subject}: `;
    return new Unreadable(
      urn,
      found.path,
      `${prefix}${found.path} is ${shown(found.path, found.value)}; expected ${expected}.`,
    );
  }

  /** The value itself, for readers built on this one. Throws if it is unknown. */
  raw(path = ""): unknown {
    return this.find(path).value;
  }

  private at(path: string): string {
    try {
      return this.find(path).path;
    } catch {
      return join(this.path, path);
    }
  }

  private find(path: string): Found {
    let found: Found = this.checked({ value: this.value, path: this.path });
    if (path === "") return found;
    for (const key of path.split(".")) found = this.step(found, key);
    return found;
  }

  private step(from: Found, key: string): Found {
    const next = join(from.path, key);
    const owner: unknown = single(from.value);
    if (owner === undefined) return { value: undefined, path: next };
    if (!isObject(owner)) throw this.unreadable(from, "an object");
    const name = this.spelling(owner, key, from.path);
    if (name === undefined) return { value: undefined, path: next };
    return this.checked({ value: owner[name], path: join(from.path, name) });
  }

  private spelling(owner: object, key: string, path: string): string | undefined {
    const index = keyIndex(owner);
    for (const candidate of [key, ...(this.place.aliases?.[key] ?? [])]) {
      const names = index.get(candidate.toLowerCase()) ?? [];
      if (names.length > 1) {
        const { urn, subject } = this.place;
        const both = names.map((name) => show(name)).join(" and ");
        const where = `${subject === undefined ? "" : `${subject}: `}${path === "" ? "the resource" : path}`;
        throw new Unreadable(urn, path, `${where} has both ${both}; expected one spelling.`);
      }
      if (names[0] !== undefined) return names[0];
    }
    return undefined;
  }

  private checked(found: Found): Found {
    if (found.value instanceof Unreadable) throw found.value;
    const reason = reasonUnjudgeable(found.value);
    if (reason !== undefined) throw new Undetermined(this.place.urn, found.path, reason);
    return found.value === null ? { value: undefined, path: found.path } : found;
  }
}
