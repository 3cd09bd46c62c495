import { scopeLine } from "../phrases";
import type { Scorecard } from "../scorecard";
import { escapeMarkdown, printable } from "../text";
import { daysText, stacksText, trendText } from "./html-scorecard";
import { code, table } from "./markdown";

/** The scorecard as GitHub's Markdown. */
export function scorecardMarkdown({ stacks, rules, waivers, since }: Scorecard): string {
  const trend = since !== undefined;
  const parts = [
    "## Security scorecard",
    ...(trend ? [`Compared with the run of ${minute(since)}.`] : []),
    table(
      [
        "Stack",
        "Resources",
        "Mandatory",
        "Advisory",
        "Waived",
        "Undetermined",
        ...(trend ? ["Since then"] : []),
      ],
      stacks.map((stack) => [
        code(stack.title),
        `${stack.resources}`,
        stack.mandatory > 0 ? `**${stack.mandatory}**` : "0",
        `${stack.advisory}`,
        `${stack.waived}`,
        `${stack.undetermined}`,
        ...(trend ? [trendText(stack)] : []),
      ]),
    ),
    "### Rules that are broken",
    rules.length === 0
      ? "None."
      : table(
          ["Level", "Severity", "Rule", "Findings", "Stacks"],
          rules.map(({ level, severity, rule, total, stacks: where }) => [
            level,
            severity,
            escapeMarkdown(rule),
            `${total}`,
            escapeMarkdown(stacksText(where)),
          ]),
        ),
    "### Waivers",
    waivers.length === 0
      ? "None."
      : table(
          ["Until", "Rule", "For", "Reason", "Approved by", "Excuses in"],
          waivers.map(({ waiver, daysLeft, stacks: where }) => [
            `${waiver.expires} (${daysText(daysLeft)})`,
            escapeMarkdown(waiver.rule),
            escapeMarkdown(scopeLine(waiver)),
            escapeMarkdown(waiver.reason),
            escapeMarkdown(waiver.approver),
            where.size === 0 ? "nothing: remove it" : escapeMarkdown(stacksText(where)),
          ]),
        ),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** The scorecard for a terminal: aligned columns. */
export function scorecardText({ stacks, rules, waivers, since }: Scorecard): string {
  const trend = since !== undefined;
  const parts = [
    aligned([
      [
        "STACK",
        "MANDATORY",
        "ADVISORY",
        "WAIVED",
        "UNDETERMINED",
        ...(trend ? [`SINCE ${minute(since)}`] : []),
      ],
      ...stacks.map((stack) => [
        stack.title,
        `${stack.mandatory}`,
        `${stack.advisory}`,
        `${stack.waived}`,
        `${stack.undetermined}`,
        ...(trend ? [trendText(stack)] : []),
      ]),
    ]),
    aligned([
      ["LEVEL", "SEVERITY", "RULE", "FINDINGS", "STACKS"],
      ...rules.map(({ level, severity, rule, total, stacks: where }) => [
        level,
        severity,
        rule,
        `${total}`,
        stacksText(where),
      ]),
    ]),
    ...(waivers.length === 0
      ? []
      : [
          aligned([
            ["WAIVER OF", "UNTIL", "FOR", "APPROVED BY", "EXCUSES IN"],
            ...waivers.map(({ waiver, daysLeft, stacks: where }) => [
              waiver.rule,
              `${waiver.expires} (${daysText(daysLeft)})`,
              scopeLine(waiver),
              waiver.approver,
              where.size === 0 ? "nothing: remove it" : stacksText(where),
            ]),
          ]),
        ]),
  ];
  return `${parts.join("\n\n")}\n`;
}

function aligned(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map(printable));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => (row[column] ?? "").length)),
  );
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function minute(at: string): string {
  return `${at.slice(0, 16).replace("T", " ")} UTC`;
}
