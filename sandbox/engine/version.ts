/** The engine that this repository is tested with; `go.mod` beside this file pins the same version (a test compares them). */
export const ENGINE_VERSION = "3.255.0";

/** The oldest engine that is accepted on PATH: the version of the SDK that the program is written against. */
export const MINIMUM_ENGINE_VERSION = "3.248.0";

/** Reads `v3.255.0` or `3.255.0-dev.1` as numbers; undefined when it is no version. */
export function parseVersion(text: string): readonly number[] | undefined {
  const match = /^v?(\d+)\.(\d+)\.(\d+)/.exec(text.trim());
  return match?.slice(1).map(Number);
}

/** Whether `version` is `minimum` or newer. */
export function isAtLeast(version: string, minimum: string): boolean {
  const [left, right] = [parseVersion(version), parseVersion(minimum)];
  if (left === undefined || right === undefined) return false;
  const difference = left
    .map((part, index) => part - (right[index] ?? 0))
    .find((part) => part !== 0);
  return (difference ?? 0) >= 0;
}
