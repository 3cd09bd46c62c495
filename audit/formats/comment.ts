import type { Change } from "../changes";
import type { CostChange } from "../costs";
import { resourceLabel } from "../judgement";
import { unusedLine, waitReason, waiverLine } from "../phrases";
import type { ChangeReport } from "../report";
import { count, escapeMarkdown, shorten } from "../text";
import { code, findingTable, folded, table } from "./markdown";

/** GitHub takes comments of up to 65,536 characters. */
const LONGEST = 60_000;

/** Rows of a folded table; the rest is counted. */
const MOST_ROWS = 100;

/** What a reviewer reads: the plan in one line, what is lost, what must be mended; the rest folded. */
export function commentOf(report: ChangeReport): string {
  const { findings, waived, undetermined, unused, changes, costs, errors } = report;
  const mandatory = findings.filter(({ level }) => level === "mandatory");
  const advisory = findings.filter(({ level }) => level === "advisory");
  const losses = changes.filter(({ loses }) => loses !== undefined);
  const open = [
    `## ${report.isPreview ? "Preview" : "Update"}: ${headline(report)}`,
    ...errors.slice(0, 3).map((error) => `> [!CAUTION]\n> ${escapeMarkdown(shorten(error, 600))}`),
    ...(report.isIncomplete
      ? ["The engine stopped before the end: more may change than is listed."]
      : []),
    ...(report.isJudged ? [] : ["**No policy pack took part, so nothing was judged.**"]),
    ...lossParts(losses, report.isPreview),
    ...(mandatory.length > 0
      ? ["### Must be mended", findingTable(mandatory.slice(0, MOST_ROWS))]
      : []),
  ];
  const hidden = [
    folded(count(advisory.length, "advisory finding"), advisory, (list) =>
      rows(list, findingTable),
    ),
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

/** `1 replaced, 2 deleted, 3 created; 1 mandatory and 4 advisory findings`. */
export function headline({ counts, findings }: ChangeReport): string {
  const changes = Object.entries(counts).flatMap(([kind, number]) =>
    number > 0 ? [`${number} ${kind}`] : [],
  );
  const mandatory = findings.filter(({ level }) => level === "mandatory").length;
  const found =
    findings.length === 0
      ? "no findings"
      : `${mandatory} mandatory and ${findings.length - mandatory} advisory findings`;
  return `${changes.length === 0 ? "no changes" : changes.join(", ")}; ${found}`;
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

function changeTable(changes: readonly Change[]): string {
  return table(
    ["Change", "Resource", "Properties"],
    changes.map((change) => [
      change.kind,
      code(resourceLabel(change)),
      change.properties.slice(0, 10).map(code).join(", "),
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
    kept.length < parts.length
      ? ["Parts were left out because the comment would be too long."]
      : [];
  return `${[first.slice(0, LONGEST), ...others, ...note].join("\n\n")}\n`;
}
