import type { Change, ChangeKind } from "../changes";
import { resourceLabel } from "../judgement";
import { escapeMarkdown, shorten } from "../text";
import { code, table } from "./markdown";

/** Properties that a row names; the rest is counted. */
const MOST_PROPERTIES = 10;

/** Errors that are shown, and characters of each. */
const MOST_ERRORS = 3;
const LONGEST_ERROR = 600;

/** `1 replaced, 3 created`; `no changes`. */
export function countLine(counts: Readonly<Record<ChangeKind, number>>): string {
  const some = Object.entries(counts).filter(([, number]) => number > 0);
  return some.length === 0
    ? "no changes"
    : some.map(([kind, number]) => `${number} ${kind}`).join(", ");
}

/** Why the engine failed, apart from findings. */
export function errorNotes(errors: readonly string[]): string[] {
  return errors
    .slice(0, MOST_ERRORS)
    .map((error) => `> [!CAUTION]\n> ${escapeMarkdown(shorten(error, LONGEST_ERROR))}`);
}

/** Resources that change, with the properties that differ; for a replacement, those that force it. */
export function changeTable(changes: readonly Change[]): string {
  return table(
    ["Change", "Resource", "Properties"],
    changes.map((change) => [change.kind, code(resourceLabel(change)), propertiesOf(change)]),
  );
}

function propertiesOf({ properties }: Change): string {
  const rest = properties.length - MOST_PROPERTIES;
  const named = properties.slice(0, MOST_PROPERTIES).map(code);
  return [...named, ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
}
