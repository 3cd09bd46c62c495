/**
 * The strings by which the engine says "not known before the update"; the SDK guards them behind a
 * proxy whose every read throws (`unknownCheckingProxy` in @pulumi/policy 1.21). The pack reads the
 * object behind the proxy, so that one unknown property does not end a whole rule.
 */
const SENTINELS = [
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9", // string
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
] as const;

const SENTINEL_LENGTH = 36;
const ANY_SENTINEL = new RegExp(SENTINELS.join("|"));

/** Stands for a value that preview cannot know; for vectors and tests. */
export const UNKNOWN: string = SENTINELS[2];

/** What `pulumi policy analyze` puts in the place of a secret that it cannot decrypt. */
export const ENCRYPTED = "[secret]";

/** Why a value cannot be judged: it names a resource that is not in this stack, for `elsewhere`. */
export type Reason = "unknown" | "encrypted" | "elsewhere";

/** Why this value cannot be judged, or undefined if it can. A string that contains an unknown is one. */
export function reasonUnjudgeable(value: unknown): "unknown" | "encrypted" | undefined {
  if (typeof value !== "string") return undefined;
  if (value === ENCRYPTED) return "encrypted";
  return value.length >= SENTINEL_LENGTH && ANY_SENTINEL.test(value) ? "unknown" : undefined;
}

/** The object behind the SDK's proxy. A plain object (another SDK version, a test) is returned as it is. */
export function unproxied(props: Record<string, unknown>): Record<string, unknown> {
  const target = props.__getSpecialProxyTarget;
  return typeof target === "object" && target !== null
    ? (target as Record<string, unknown>)
    : props;
}
