import type { Statement } from "./policy-document";
import type { Reader } from "./reader";

/** IAM's wildcards: `*` for any characters, `?` for one. In time proportional to both lengths. */
export function globMatches(pattern: string, text: string): boolean {
  let [p, t, star, mark] = [0, 0, -1, 0];
  while (t < text.length) {
    if (pattern[p] === "*") [star, mark, p] = [p, t, p + 1];
    else if (pattern[p] === "?" || pattern[p] === text[t]) [p, t] = [p + 1, t + 1];
    else if (star >= 0) [p, t, mark] = [star + 1, mark + 1, mark + 1];
    else return false;
  }
  while (pattern[p] === "*") p++;
  return p === pattern.length;
}

/** True if an action pattern such as `iam:Pass*` takes in this action. IAM does not look at the case. */
export function matchesAction(pattern: string, action: string): boolean {
  return globMatches(pattern.toLowerCase(), action.toLowerCase());
}

/** True if one pattern takes in all that another does: its wildcards are compared as characters. */
export function covers(wider: string, narrower: string): boolean {
  return globMatches(wider.toLowerCase(), narrower.toLowerCase());
}

/** True if the pattern takes in every action of every service. */
export function isEveryAction(pattern: string): boolean {
  return /^[*?]*\*[*?]*(?::[*?]*)?$/.test(pattern);
}

/** The service of a pattern that takes in all of its actions, as `s3:*` does; undefined otherwise. */
export function wholeService(pattern: string): string | undefined {
  return /^([^:]*[^:*?][^:]*):[*?]*\*[*?]*$/.exec(pattern)?.[1]?.toLowerCase();
}

/** True if the statement's Action or NotAction takes in this action; its effect is not looked at. */
export function includesAction(statement: Statement, action: string): boolean {
  const { notActions } = statement;
  if (notActions.length > 0) return !notActions.some((pattern) => matchesAction(pattern, action));
  return statement.actions.some((pattern) => matchesAction(pattern, action));
}

/** The first string that passes the test. An unknown one matters only if no known one passes: then it throws. */
export function firstText(
  items: readonly Reader[],
  test: (text: string) => boolean,
): Reader | undefined {
  let unread: { error: unknown } | undefined;
  for (const item of items) {
    try {
      const text = item.text();
      if (text !== undefined && test(text)) return item;
    } catch (error) {
      unread ??= { error };
    }
  }
  if (unread !== undefined) throw unread.error;
  return undefined;
}
