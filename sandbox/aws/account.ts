import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lock } from "../lib/lock";
import { emptyAccount } from "./empty-account";
import type { Properties } from "./resource-type";
import { isRegional } from "./sdk";

/** Region of what belongs to the whole account (IAM, Route 53 …). */
export const GLOBAL = "global";

/** Something that exists in the account. Frozen: write it with {@link Account.put}. */
export interface StoredObject {
  readonly token: string;
  /** Region that it lives in, or {@link GLOBAL}. */
  readonly region: string;
  readonly id: string;
  readonly properties: Properties;
}

/**
 * The account as one transaction sees it, from one region: every method without a region means the caller's
 * (or the whole account, for types that have no region). Everything written becomes visible to others at once, at the end;
 * when the transaction throws, nothing was written.
 */
export interface Account {
  get(token: string, id: string, region?: string): Properties | undefined;
  /** Creates or replaces. */
  put(token: string, id: string, properties: Properties, region?: string): void;
  /** @returns whether it existed. */
  remove(token: string, id: string, region?: string): boolean;
  /** All objects of a type, in the order of their ids. */
  list(token: string, region?: string): readonly StoredObject[];
  find(
    token: string,
    matches: (properties: Properties, id: string) => boolean,
    region?: string,
  ): StoredObject | undefined;
  /** The object with this ARN, of any type, in any region. */
  byArn(arn: string): StoredObject | undefined;
  /** Everything, in every region. */
  all(): readonly StoredObject[];
  /** How often a resource was created here under this URN, this time included. */
  countCreation(urn: string): number;
  creations(urn: string): number;
}

interface Contents {
  readonly created: Readonly<Record<string, number>>;
  readonly objects: ReadonlyMap<string, StoredObject>;
  /** The objects as lines of the file, so that a write prints again only what changed. */
  readonly lines: ReadonlyMap<string, string>;
}

const FORMAT = 1;

/** The simulated account in a folder. Safe for parallel use, in one process and from several. */
export class AccountStore {
  readonly file: string;
  private readonly lockFile: string;
  private cached: { readonly signature: string; readonly contents: Contents } | undefined;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.file = join(folder, "account.json");
    this.lockFile = join(folder, "account.lock");
  }

  /**
   * Runs `work` alone: no other transaction, of this or another process, sees or changes the account meanwhile.
   * @param region that unqualified look-ups mean.
   * @param keeps says of an error thrown by `work` whether what was written stays (default: nothing does).
   */
  transaction<T>(
    region: string,
    work: (account: Account) => T,
    keeps: (error: unknown) => boolean = () => false,
  ): Promise<T> {
    const result = this.queue.then(() => this.run(region, work, keeps));
    this.queue = result.catch(() => undefined);
    return result;
  }

  private async run<T>(
    region: string,
    work: (account: Account) => T,
    keeps: (error: unknown) => boolean,
  ): Promise<T> {
    const held = await lock(this.lockFile);
    try {
      const view = new View(this.load(), region);
      const save = () => {
        if (!view.changed) return;
        if (!held.held())
          throw new Error(`The lock on the simulated account was lost: ${this.file}`);
        this.save(view.result());
      };
      try {
        const value = work(view);
        save();
        return value;
      } catch (error) {
        if (keeps(error)) save();
        throw error;
      }
    } finally {
      held.release();
    }
  }

  private load(): Contents {
    const signature = signatureOf(this.file);
    if (signature === undefined) return contentsOf({}, emptyAccount());
    if (this.cached?.signature !== signature) {
      this.cached = { signature, contents: parse(this.file) };
    }
    return this.cached.contents;
  }

  /** A reader sees the old file or the new one, never a part: written beside it, then renamed. */
  private save(contents: Contents): void {
    const lines = [...contents.lines.keys()].sort().map((key) => contents.lines.get(key));
    const text = `{"format":${FORMAT},"created":${JSON.stringify(contents.created)},"objects":[\n${lines.join(",\n")}\n]}\n`;
    const temporary = `${this.file}.${process.pid}.tmp`;
    writeFileSync(temporary, text);
    renameSync(temporary, this.file);
    const signature = signatureOf(this.file);
    this.cached = signature === undefined ? undefined : { signature, contents };
  }
}

/** Opens the simulated account kept in `folder`; one that was never used is an empty account. */
export function openAccount(folder: string): AccountStore {
  return new AccountStore(folder);
}

class View implements Account {
  private readonly objects: Map<string, StoredObject>;
  private readonly lines: Map<string, string>;
  private created: Record<string, number>;
  changed = false;

  constructor(
    contents: Contents,
    private readonly region: string,
  ) {
    this.objects = new Map(contents.objects);
    this.lines = new Map(contents.lines);
    this.created = { ...contents.created };
  }

  get(token: string, id: string, region?: string): Properties | undefined {
    return this.objects.get(this.key(token, id, region))?.properties;
  }

  put(token: string, id: string, properties: Properties, region?: string): void {
    const key = this.key(token, id, region);
    const line = lineOf({ token, region: this.regionOf(token, region), id, properties });
    if (this.lines.get(key) === line) return;
    this.objects.set(key, deepFreeze(JSON.parse(line) as StoredObject));
    this.lines.set(key, line);
    this.changed = true;
  }

  remove(token: string, id: string, region?: string): boolean {
    const key = this.key(token, id, region);
    this.lines.delete(key);
    const existed = this.objects.delete(key);
    this.changed ||= existed;
    return existed;
  }

  list(token: string, region?: string): readonly StoredObject[] {
    const where = this.regionOf(token, region);
    return this.all().filter((object) => object.token === token && object.region === where);
  }

  find(
    token: string,
    matches: (properties: Properties, id: string) => boolean,
    region?: string,
  ): StoredObject | undefined {
    return this.list(token, region).find((object) => matches(object.properties, object.id));
  }

  byArn(arn: string): StoredObject | undefined {
    return this.all().find((object) => object.properties["arn"] === arn);
  }

  all(): readonly StoredObject[] {
    return [...this.objects.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }

  creations(urn: string): number {
    return this.created[urn] ?? 0;
  }

  countCreation(urn: string): number {
    const count = this.creations(urn) + 1;
    this.created = { ...this.created, [urn]: count };
    this.changed = true;
    return count;
  }

  result(): Contents {
    return { created: this.created, objects: this.objects, lines: this.lines };
  }

  private key(token: string, id: string, region: string | undefined): string {
    return keyOf({ token, region: this.regionOf(token, region), id });
  }

  private regionOf(token: string, region: string | undefined): string {
    return isRegional(token) ? (region ?? this.region) : GLOBAL;
  }
}

function keyOf(object: Omit<StoredObject, "properties">): string {
  return `${object.token} ${object.region} ${object.id}`;
}

function lineOf({ token, region, id, properties }: StoredObject): string {
  return JSON.stringify({ token, region, id, properties });
}

function contentsOf(
  created: Readonly<Record<string, number>>,
  objects: readonly StoredObject[],
): Contents {
  return {
    created,
    objects: new Map(objects.map((object) => [keyOf(object), deepFreeze(object)])),
    lines: new Map(objects.map((object) => [keyOf(object), lineOf(object)])),
  };
}

function parse(file: string): Contents {
  const refuse = (reason: string) =>
    new Error(
      `The simulated account cannot be read: ${file}: ${reason}. "npm run sandbox:reset" starts an empty one.`,
    );
  let found: { format?: unknown; created?: Record<string, number>; objects?: StoredObject[] };
  try {
    found = JSON.parse(readFileSync(file, "utf8")) as typeof found;
  } catch (error) {
    throw refuse((error as Error).message);
  }
  if (found.format !== FORMAT) {
    throw refuse(`its format is ${JSON.stringify(found.format)}, this version reads ${FORMAT}`);
  }
  return contentsOf(found.created ?? {}, found.objects ?? []);
}

function signatureOf(file: string): string | undefined {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stat && `${stat.ino}:${stat.mtimeNs}:${stat.size}`;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
