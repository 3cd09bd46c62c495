import { countOf, type Audit, type Judged } from "../audit";
import { resourceLabel, type Finding } from "../judgement";
import { unusedLine, waitReason, waiverLine } from "../phrases";
import { count, escapeMarkdown } from "../text";

/** The audit as GitHub's Markdown: what must be mended first, the rest folded. */
export function markdownReport({ judged, failed }: Audit): string {
  const parts = [
    "## Security audit",
    ...(judged.length > 0 ? [overview(judged)] : []),
    ...failed.map(
      ({ title, reason }) => `**Not judged:** ${code(title)}: ${escapeMarkdown(reason)}`,
    ),
    ...judged.flatMap(stackParts),
  ];
  return `${parts.join("\n\n")}\n`;
}

function overview(judged: readonly Judged[]): string {
  return table(
    ["Stack", "Resources", "Mandatory", "Advisory", "Waived", "Undetermined"],
    judged.map(({ title, resources, findings, waived, undetermined }) => [
      code(title),
      `${resources}`,
      `${countOf(findings, "mandatory")}`,
      `${countOf(findings, "advisory")}`,
      `${waived.length}`,
      `${undetermined.length}`,
    ]),
  );
}

function stackParts({ title, findings, waived, undetermined, unused }: Judged): string[] {
  const mandatory = findings.filter(({ level }) => level === "mandatory");
  const advisory = findings.filter(({ level }) => level === "advisory");
  return [
    ...(mandatory.length > 0
      ? [`### Must be mended in ${code(title)}`, findingTable(mandatory)]
      : []),
    ...folded(
      `${count(advisory.length, "advisory finding")} in ${code(title)}`,
      advisory,
      findingTable,
    ),
    ...folded(`${count(waived.length, "waived finding")} in ${code(title)}`, waived, (list) =>
      table(
        ["Rule", "Resource", "Finding", "Waiver"],
        list.map((each) => [
          ruleLink(each),
          code(resourceLabel(each)),
          escapeMarkdown(each.text),
          each.waiver === undefined ? "" : escapeMarkdown(waiverLine(each.waiver)),
        ]),
      ),
    ),
    ...folded(
      `${count(undetermined.length, "value")} in ${code(title)} could not be judged`,
      undetermined,
      (list) =>
        table(
          ["Resource", "Value", "Rules"],
          list.map(({ urn, path, reason, rules }) => [
            code(resourceLabel({ urn })),
            `${code(path)} ${waitReason(reason)}`,
            escapeMarkdown(rules.join(", ")),
          ]),
        ),
    ),
    ...unused.map((waiver) => `Not needed: ${escapeMarkdown(unusedLine(waiver))}.`),
  ];
}

/** Findings as a table with their fixes. */
export function findingTable(findings: readonly Finding[]): string {
  return table(
    ["Severity", "Rule", "Resource", "Finding", "Fix"],
    findings.map((finding) => [
      finding.severity,
      ruleLink(finding),
      code(resourceLabel(finding)),
      [finding.text, finding.expired && waiverLine(finding.expired)]
        .filter((text) => text !== undefined)
        .map(escapeMarkdown)
        .join("<br>"),
      escapeMarkdown(finding.fix),
    ]),
  );
}

/** A list behind a line that opens it; nothing where the list is empty. */
export function folded<T>(
  summary: string,
  list: readonly T[],
  render: (list: readonly T[]) => string,
): string[] {
  if (list.length === 0) return [];
  return [`<details><summary>${summary}</summary>`, render(list), "</details>"];
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A text as code; unlike backticks, this holds whatever the text is. */
export function code(text: string): string {
  return `<code>${escapeMarkdown(text)}</code>`;
}

function ruleLink({ rule, url }: Finding): string {
  const name = escapeMarkdown(rule);
  return /^https:\/\/[\w./#?=&%-]+$/.test(url) ? `[${name}](${url})` : name;
}
