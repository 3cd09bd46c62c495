import { waiverLine, unusedLine, waitReason } from "../phrases";
import { countOf, type Audit, type Judged } from "../audit";
import { resourceLabel, type Finding } from "../judgement";
import { count, printable } from "../text";

/** The audit for a terminal: findings worst first, each with its fix. */
export function textReport({ judged, failed }: Audit): string {
  const parts = [
    ...judged.map(stackText),
    ...failed.map(({ title, reason }) => `${title}\n  not judged: ${reason}`),
    summaryLine(judged, failed.length),
  ];
  return `${parts.map((part) => part.split("\n").map(printable).join("\n")).join("\n\n")}\n`;
}

/** `3 stacks: 2 mandatory, 14 advisory, 1 waived, 0 undetermined`. */
export function summaryLine(judged: readonly Judged[], failed: number): string {
  const total = (number: (each: Judged) => number): number =>
    judged.reduce((sum, each) => sum + number(each), 0);
  return [
    `${count(judged.length, "stack")} judged: ${total((each) => countOf(each.findings, "mandatory"))} mandatory`,
    `${total((each) => countOf(each.findings, "advisory"))} advisory`,
    `${total((each) => each.waived.length)} waived`,
    `${total((each) => each.undetermined.length)} undetermined${failed > 0 ? `; ${count(failed, "stack")} not judged` : ""}`,
  ].join(", ");
}

function stackText(judged: Judged): string {
  const { title, resources, findings, waived, undetermined, unused, hasEncrypted } = judged;
  const notes = hasEncrypted
    ? ["  Secrets could not be decrypted here; what needs them is undetermined."]
    : [];
  const lines = [
    `${title}: ${count(resources, "resource")}, ${count(findings.length, "finding")}`,
    ...notes,
    ...grouped(findings).flatMap(ruleLines),
    ...waived.map(
      (each) =>
        `  waived ${each.rule} ${resourceLabel(each)}\n      ${each.text}${each.waiver === undefined ? "" : ` ${waiverLine(each.waiver)}`}`,
    ),
    ...undetermined.map(
      ({ urn, path, reason, rules }) =>
        `  undetermined ${resourceLabel({ urn })}\n      ${path} ${waitReason(reason)}: ${rules.join(", ")}`,
    ),
    ...unused.map((waiver) => `  not needed: ${unusedLine(waiver)}`),
  ];
  return lines.join("\n");
}

/** Findings of the same rule in a row: the fix stands once. */
function grouped(findings: readonly Finding[]): Finding[][] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { level, severity, rule, fix } = finding;
    const key = JSON.stringify([level, severity, rule, fix]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()];
}

function ruleLines(findings: readonly Finding[]): string[] {
  const [first] = findings;
  if (first === undefined) return [];
  const { level, severity, rule, fix, url } = first;
  return [
    `  ${level} ${severity} ${rule}`,
    ...findings.flatMap((finding) => [
      `    ${resourceLabel(finding)}: ${finding.text}`,
      ...(finding.expired === undefined ? [] : [`      ${waiverLine(finding.expired)}`]),
    ]),
    ...(fix === "" ? [] : [`    Fix: ${fix}`]),
    ...(url === "" ? [] : [`    Docs: ${url}`]),
  ];
}
