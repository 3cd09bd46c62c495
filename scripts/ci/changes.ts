/** What a run changes, for people who review it: what is lost first. Pure. */
import type { RunEvents, StepEvent } from "../../audit/events";
import { code, folded, table } from "../../audit/formats/markdown";
import { count, escapeMarkdown } from "../../audit/text";

/** Kinds of change, what is lost first; `folded` ones are shown on demand. */
const KINDS = [
  { ops: ["replace"], heading: "Replaced", isFolded: false },
  { ops: ["delete"], heading: "Deleted", isFolded: false },
  { ops: ["update"], heading: "Updated", isFolded: true },
  { ops: ["create", "import"], heading: "Created", isFolded: true },
] as const;

/** The changes as GitHub's Markdown, with errors of the engine. */
export function changesMarkdown({ steps, errors }: RunEvents): string {
  const logical = steps.filter(({ logical, type }) => logical && type !== "pulumi:pulumi:Stack");
  const kinds = KINDS.map(({ ops, ...kind }) => ({
    ...kind,
    steps: logical.filter(({ op }) => (ops as readonly string[]).includes(op)),
  }));
  const some = kinds.filter((kind) => kind.steps.length > 0);
  const said = some.map(({ heading, steps: list }) => `${list.length} ${heading.toLowerCase()}`);
  return [
    `**Changes:** ${said.length > 0 ? said.join(", ") : "none"}.`,
    ...errors.map((error) => `**Error:** ${escapeMarkdown(error)}`),
    ...some.flatMap(({ heading, isFolded, steps: list }) =>
      isFolded
        ? folded(`${heading}: ${count(list.length, "resource")}`, list, changeTable)
        : [`### ${heading}`, changeTable(list)],
    ),
  ].join("\n\n");
}

function changeTable(steps: readonly StepEvent[]): string {
  return table(
    ["Resource", "Type", "Properties"],
    steps.map(({ urn, type, changed, replacing }) => [
      code(urn.split("::").at(-1) ?? urn),
      code(type),
      changed
        .map((name) => (replacing.includes(name) ? `${code(name)} (replaces)` : code(name)))
        .join(", "),
    ]),
  );
}
