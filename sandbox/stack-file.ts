import { isDeepStrictEqual } from "node:util";

/** What a `Pulumi.<stack>.yaml` holds, as far as it concerns us. */
export interface StackFile {
  readonly config?: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

/**
 * The sandbox's stack file after the committed one has changed: what was set in the sandbox stays (digests, secrets,
 * `config set`, `config rm`), everything else follows the committed file.
 * @param committed the file in the repository now
 * @param base the committed file when this was last done
 * @param current the sandbox's own file, with its encryption salt
 */
export function mergeStackFile(
  committed: StackFile,
  base: StackFile,
  current: StackFile,
): StackFile {
  const [then, own] = [base.config ?? {}, current.config ?? {}];
  const changed = Object.keys({ ...then, ...own }).filter(
    (key) => !isDeepStrictEqual(then[key], own[key]),
  );
  const config: Record<string, unknown> = { ...committed.config };
  for (const key of changed) {
    if (key in own) config[key] = own[key];
    else Reflect.deleteProperty(config, key);
  }
  return { ...committed, ...current, config };
}
