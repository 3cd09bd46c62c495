import type { Change, ChangeKind } from "../changes";
import type { CostChange } from "../costs";
import { resourceLabel, type Finding } from "../judgement";
import { unusedLine, waitReason, waiverLine } from "../phrases";
import type { ChangeReport } from "../report";
import { count, escapeMarkdown } from "../text";
import { changeTable, countLine, errorNotes } from "./changes";
import { code, findingTable, folded, table } from "./markdown";

/** GitHub takes comments of up to 65,536 characters. */
const LONGEST = 60_000;

/** Rows of a folded table; the rest is counted. */
const MOST_ROWS = 100;

/** Changes after which the object that is there now is not. */
const GONE: ReadonlySet<ChangeKind> = new Set(["replaced", "deleted", "released"]);

/** What the events do not tell. */
export interface Told {
  /** What was run, as Markdown; otherwise `Preview of <stack>` or `Update of <stack>`. */
  readonly title?: string;
  /** True where the engine's exit status says that the run failed. */
  readonly hasFailed?: boolean;
}

/** What a reviewer reads: the plan in one line, what is lost and replaced, what must be mended; the rest folded. */
export function commentOf(report: ChangeReport, told: Told = {}): string {
  const { findings, waived, undetermined, unused, changes, costs, errors } = report;
  const mandatory = findings.filter(({ level }) => level === "mandatory");
  const advisory = findings.filter(({ level }) => level === "advisory");
  const changed = new Set(changes.map(({ urn }) => urn));
  const [near, far] = [true, false].map((is) =>
    advisory.filter(({ urn }) => changed.has(urn) === is),
  );
  const losses = changes.filter(({ loses }) => loses !== undefined);
  const gone = changes.filter(({ kind }) => GONE.has(kind));
  const open = [
    `## ${told.title ?? titleOf(report)}: ${headline(report)}`,
    ...(told.hasFailed === true ? ["**It failed.**"] : []),
    ...errorNotes(errors),
    ...(report.isIncomplete
      ? ["The engine stopped before the end: more may change than is listed."]
      : []),
    ...(report.isJudged ? [] : ["**No policy pack took part, so nothing was judged.**"]),
    ...lossParts(losses, report.isPreview),
    ...(gone.length > 0 ? ["### Replaced and deleted", rows(gone, changeTable)] : []),
    ...(mandatory.length > 0 ? ["### Must be mended", rows(mandatory, findingTable)] : []),
  ];
  const hidden = [
    advisories("on what changes here", near),
    advisories("on what stays as it is", far),
    folded(`${count(costs.length, "change")} that the bill will show`, costs, (list) =>
      rows(list, costTable),
    ),
    folded(`${count(waived.length, "finding")} waived`, waived, (list) =>
      rows(list, (part) =>
        table(
          ["Rule", "Resource", "Finding", "Waiver"],
          part.map((each) => [
            escapeMarkdown(each.rule),
            code(resourceLabel(each)),
            escapeMarkdown(each.text),
            each.waiver === undefined ? "" : escapeMarkdown(waiverLine(each.waiver)),
          ]),
        ),
      ),
    ),
    folded(`${count(unused.length, "waiver")} not needed`, unused, (list) =>
      list.map((waiver) => `- ${escapeMarkdown(unusedLine(waiver))}`).join("\n"),
    ),
    folded(`${count(undetermined.length, "value")} not judged yet`, undetermined, (list) =>
      rows(list, (part) =>
        table(
          ["Resource", "Value", "Rules"],
          part.map(({ urn, path, reason, rules }) => [
            code(resourceLabel({ urn })),
            `${code(path)} ${waitReason(reason)}`,
            escapeMarkdown(rules.join(", ")),
          ]),
        ),
      ),
    ),
    folded(count(changes.length, "changed resource"), changes, (list) => rows(list, changeTable)),
  ];
  return fitted([open, ...hidden].map((part) => part.join("\n\n")).filter((part) => part !== ""));
}

function titleOf({ isPreview, stack }: ChangeReport): string {
  const what = isPreview ? "Preview" : "Update";
  return stack === "" ? what : `${what} of ${escapeMarkdown(stack)}`;
}

function advisories(where: string, list: readonly Finding[] = []): string[] {
  return folded(`${count(list.length, "advisory finding")} ${where}`, list, (part) =>
    rows(part, findingTable),
  );
}

/** `1 replaced, 2 deleted, 3 created; 1 mandatory and 4 advisory findings`. */
function headline({ counts, findings }: ChangeReport): string {
  const mandatory = findings.filter(({ level }) => level === "mandatory").length;
  const found =
    findings.length === 0
      ? "no findings"
      : `${mandatory} mandatory and ${findings.length - mandatory} advisory findings`;
  return `${countLine(counts)}; ${found}`;
}

function lossParts(losses: readonly Change[], isPreview: boolean): string[] {
  if (losses.length === 0) return [];
  const lines = losses.slice(0, MOST_ROWS).map((change) => {
    const { kind, properties, loses } = change;
    const why =
      kind === "replaced" && properties.length > 0
        ? ` because of ${properties.map(code).join(", ")}`
        : "";
    const verb = isPreview ? `will be ${kind}` : `was ${kind}`;
    return `> - ${code(resourceLabel(change))} **${verb}**${why}: ${loses ?? ""} ${isPreview ? "will be lost" : "is lost"}`;
  });
  return [["> [!WARNING]", "> **Data will not survive this:**", ...lines].join("\n")];
}

function costTable(costs: readonly CostChange[]): string {
  return table(
    ["Change", "Resource", "What"],
    costs.map(({ kind, noun, urn, details }) => [
      `${{ more: "new", less: "gone", changed: "changed" }[kind]}: ${noun}`,
      code(resourceLabel({ urn })),
      details.map(escapeMarkdown).join("<br>"),
    ]),
  );
}

function rows<T>(list: readonly T[], render: (list: readonly T[]) => string): string {
  const rest = list.length - MOST_ROWS;
  return `${render(list.slice(0, MOST_ROWS))}${rest > 0 ? `\n\n${rest} more are not shown.` : ""}`;
}

/** As many parts as fit, the important ones first; says so if some do not. */
function fitted(parts: readonly string[]): string {
  const kept: string[] = [];
  let length = 0;
  for (const part of parts) {
    length += part.length + 2;
    if (length <= LONGEST || kept.length === 0) kept.push(part);
  }
  const [first = "", ...others] = kept;
  const note =
    kept.length < parts.length || first.length > LONGEST
      ? ["Parts were left out because the comment would be too long."]
      : [];
  const open = first.length <= LONGEST ? first : first.slice(0, first.lastIndexOf("\n", LONGEST));
  return `${[open, ...others, ...note].join("\n\n")}\n`;
}
