import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { lock } from "../lib/lock";
import { AccountFile, frozen, keyOf, type Contents } from "./account-file";
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

/** What may be said of a transaction beside its work. */
export interface TransactionOptions {
  /** Whether what was written stays although the work ended with this error (default: nothing stays). */
  readonly keeps?: (error: unknown) => boolean;
  /** Texts that are secret: not in the open on disk. */
  readonly secrets?: readonly string[];
}

/** The simulated account in a folder. Safe for parallel use, in one process and from several. */
export class AccountStore {
  private readonly contents: AccountFile;
  private readonly lockFile: string;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.contents = new AccountFile(join(folder, "account.json"), join(folder, "account.key"));
    this.lockFile = join(folder, "account.lock");
  }

  /** Where it is kept. */
  get file(): string {
    return this.contents.path;
  }

  /**
   * Runs `work` alone: no other transaction, of this or another process, sees or changes the account meanwhile.
   * @param region that look-ups mean which name none.
   */
  transaction<T>(
    region: string,
    work: (account: Account) => T,
    options: TransactionOptions = {},
  ): Promise<T> {
    const result = this.queue.then(() => this.run(region, work, options));
    this.queue = result.catch(() => undefined);
    return result;
  }

  private async run<T>(
    region: string,
    work: (account: Account) => T,
    { keeps, secrets = [] }: TransactionOptions,
  ): Promise<T> {
    const held = await lock(this.lockFile);
    try {
      const view = new View(this.contents.load(), region);
      const save = () => {
        if (!view.changed) return;
        if (!held.held())
          throw new Error(`The lock on the simulated account was lost: ${this.file}`);
        this.contents.save(view.result(), secrets);
      };
      try {
        const value = work(view);
        save();
        return value;
      } catch (error) {
        if (keeps?.(error)) save();
        throw error;
      }
    } finally {
      held.release();
    }
  }
}

/** Opens the simulated account kept in `folder`; one that was never used is an empty account. */
export function openAccount(folder: string): AccountStore {
  return new AccountStore(folder);
}

class View implements Account {
  private readonly objects: Map<string, StoredObject>;
  private created: Record<string, number>;
  changed = false;

  constructor(
    contents: Contents,
    private readonly region: string,
  ) {
    this.objects = new Map(contents.objects);
    this.created = { ...contents.created };
  }

  get(token: string, id: string, region?: string): Properties | undefined {
    return this.objects.get(this.key(token, id, region))?.properties;
  }

  put(token: string, id: string, properties: Properties, region?: string): void {
    const object = frozen({ token, region: this.regionOf(token, region), id, properties });
    const key = keyOf(object);
    if (isDeepStrictEqual(this.objects.get(key), object)) return;
    this.objects.set(key, object);
    this.changed = true;
  }

  remove(token: string, id: string, region?: string): boolean {
    const existed = this.objects.delete(this.key(token, id, region));
    this.changed ||= existed;
    return existed;
  }

  list(token: string, region?: string): readonly StoredObject[] {
    const where = this.regionOf(token, region);
    const found = [...this.objects.values()].filter(
      (object) => object.token === token && object.region === where,
    );
    return found.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  find(
    token: string,
    matches: (properties: Properties, id: string) => boolean,
    region?: string,
  ): StoredObject | undefined {
    return this.list(token, region).find((object) => matches(object.properties, object.id));
  }

  byArn(arn: string): StoredObject | undefined {
    for (const object of this.objects.values()) {
      if (object.properties["arn"] === arn) return object;
    }
    return undefined;
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
    return { created: this.created, objects: this.objects };
  }

  private key(token: string, id: string, region: string | undefined): string {
    return keyOf({ token, region: this.regionOf(token, region), id });
  }

  private regionOf(token: string, region: string | undefined): string {
    return isRegional(token) ? (region ?? this.region) : GLOBAL;
  }
}
