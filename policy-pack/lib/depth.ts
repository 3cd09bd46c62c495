/** Deeper than any property of AWS, and far from where recursion ends. */
const DEEPEST = 64;

/** What is said of a value that is. */
export const TOO_DEEP = `is nested more than ${DEEPEST} levels deep; the rules do not read that`;

/** True if objects and lists are nested deeper than rules may have to follow. */
export function isTooDeep(value: unknown, left = DEEPEST): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (left === 0) return true;
  return Object.values(value).some((each) => isTooDeep(each, left - 1));
}
