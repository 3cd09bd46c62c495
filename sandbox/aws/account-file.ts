import { readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { Seal } from "../lib/seal";
import { isObject, reveals } from "../lib/values";
import type { StoredObject } from "./account";
import { emptyAccount } from "./empty-account";
import { sdkClass } from "./sdk";

/** What the account holds. */
export interface Contents {
  /** How often a resource was created under a URN. */
  readonly created: Readonly<Record<string, number>>;
  readonly objects: ReadonlyMap<string, StoredObject>;
}

const FORMAT = 1;

/**
 * The account on disk: JSON with one object per line, so that it can be read, compared and edited. Texts that are secret are
 * sealed (`{"sealed": …}`): the key lies beside the file.
 */
export class AccountFile {
  private readonly seal: Seal;
  /** Secret texts that went into the file: they stay secret wherever they turn up. */
  private readonly secrets = new Set<string>();
  private readonly lines = new WeakMap<StoredObject, string>();
  private cached: { readonly signature: string; readonly contents: Contents } | undefined;

  constructor(
    readonly path: string,
    keyFile: string,
  ) {
    this.seal = new Seal(keyFile);
  }

  /** The account as it is now; an account that nobody used is an empty one. Cheap when nothing changed. */
  load(): Contents {
    const signature = signatureOf(this.path);
    if (signature === undefined) return contents({}, emptyAccount());
    if (this.cached?.signature !== signature) {
      this.cached = { signature, contents: this.parse() };
    }
    return this.cached.contents;
  }

  /**
   * A reader sees the old file or the new one, never a part: written beside it, then renamed.
   * @param secrets texts that the writer knows to be secret.
   */
  save(now: Contents, secrets: readonly string[]): void {
    for (const secret of secrets) this.secrets.add(secret);
    const lines = [...now.objects.keys()]
      .sort()
      .flatMap((key) => now.objects.get(key) ?? [])
      .map((object) => this.lineOf(object));
    const head = `{"format":${FORMAT},"created":${JSON.stringify(now.created)},"objects":[`;
    const temporary = `${this.path}.${process.pid}.tmp`;
    writeFileSync(temporary, `${head}\n${lines.join(",\n")}\n]}\n`, { mode: 0o600 });
    renameSync(temporary, this.path);
    const signature = signatureOf(this.path);
    this.cached = signature === undefined ? undefined : { signature, contents: now };
  }

  private lineOf(object: StoredObject): string {
    const known = this.lines.get(object);
    if (known !== undefined) return known;
    const { token, region, id, properties } = object;
    const always = sdkClass(token)?.secrets ?? new Set<string>();
    const sealed = Object.entries(properties).map(([name, value]) => [
      name,
      this.sealed(value, always.has(name)),
    ]);
    const line = JSON.stringify({
      token,
      region,
      id,
      properties: Object.fromEntries(sealed) as object,
    });
    this.lines.set(object, line);
    return line;
  }

  private sealed(value: unknown, isSecret: boolean): unknown {
    if (typeof value === "string") {
      if (isSecret && value !== "") this.secrets.add(value);
      return (isSecret && value !== "") || reveals(value, this.secrets)
        ? { sealed: this.seal.seal(value) }
        : value;
    }
    if (Array.isArray(value)) return value.map((item) => this.sealed(item, isSecret));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, this.sealed(item, isSecret)]),
    );
  }

  private opened(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.opened(item));
    if (!isObject(value)) return value;
    const { sealed, ...rest } = value;
    if (typeof sealed === "string" && Object.keys(rest).length === 0) {
      const text = this.seal.open(sealed);
      this.secrets.add(text);
      return text;
    }
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, this.opened(item)]),
    );
  }

  private parse(): Contents {
    try {
      const found = JSON.parse(readFileSync(this.path, "utf8")) as Partial<Record<string, unknown>>;
      if (found["format"] !== FORMAT) {
        throw new Error(
          `its format is ${JSON.stringify(found["format"])}, this version reads ${FORMAT}`,
        );
      }
      return contents(
        (found["created"] ?? {}) as Record<string, number>,
        this.opened(found["objects"] ?? []) as StoredObject[],
      );
    } catch (error) {
      throw new Error(
        `The simulated account cannot be read: ${this.path}: ${(error as Error).message}. "npm run sandbox:reset" starts an empty one.`,
        { cause: error },
      );
    }
  }
}

/** Names an object within the account. */
export function keyOf({ token, region, id }: Omit<StoredObject, "properties">): string {
  return `${token} ${region} ${id}`;
}

/** A copy of what JSON can carry, that nobody can change. */
export function frozen(object: StoredObject): StoredObject {
  return deepFreeze(JSON.parse(JSON.stringify(object)) as StoredObject);
}

function contents(
  created: Readonly<Record<string, number>>,
  objects: readonly StoredObject[],
): Contents {
  return {
    created,
    objects: new Map(objects.map((object) => [keyOf(object), deepFreeze(object)])),
  };
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
