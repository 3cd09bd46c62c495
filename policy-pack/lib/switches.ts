import type { Reader } from "./reader";

const ON = new Set(["true", "enabled"]);
const OFF = new Set(["false", "disabled"]);

/**
 * On, off or not said: a boolean, or AWS's words for one (`ENABLED`, `DISABLED`). Throws
 * `Unreadable` for any other word.
 */
export function switchOf(owner: Reader, path: string): boolean | undefined {
  const value = owner.pick(path);
  const word = value?.text()?.trim().toLowerCase() ?? "";
  if (value === undefined || word === "") return undefined;
  if (ON.has(word)) return true;
  if (OFF.has(word)) return false;
  throw owner.unreadable({ path: value.path, value: value.raw() }, "true or false");
}

/** Off, in the form in which the property is written. */
export function offLike(owner: Reader, path: string): "DISABLED" | false {
  return /enabled/i.test(owner.text(path) ?? "") ? "DISABLED" : false;
}
