import { scopeLine } from "../phrases";
import type { RuleScore, Scorecard, StackScore, WaiverScore } from "../scorecard";
import { count } from "../text";
import { badge } from "./html-badge";
import { html, table, type Html } from "./html-parts";

/** The page's upper part: stacks, rules and waivers at a glance. */
export function scorecardHtml({ stacks, rules, waivers, since }: Scorecard): Html {
  return html`<h2>Stacks</h2>
    ${since === undefined ? html`` : html`<p class="dim">Compared with the run of ${since.slice(0, 16).replace("T", " ")} UTC.</p>`}
    ${table(
      [
        { head: "Stack" },
        { head: "Resources", number: true },
        { head: "Mandatory", number: true },
        { head: "Advisory", number: true },
        { head: "Waived", number: true },
        { head: "Undetermined", number: true },
        ...(since === undefined ? [] : [{ head: "Since then", number: true }]),
      ],
      stacks.map((stack) => stackRow(stack, since !== undefined)),
    )}
    <h2>Rules that are broken</h2>
    ${rules.length === 0 ? html`<p class="good">None.</p>` : ruleTable(rules)}
    <h2>Waivers</h2>
    ${waivers.length === 0 ? html`<p class="dim">None.</p>` : waiverTable(waivers)} `;
}

function stackRow(stack: StackScore, hasTrend: boolean): (string | number | Html)[] {
  const { title, resources, mandatory, advisory, waived, undetermined } = stack;
  return [
    title,
    resources,
    mandatory > 0
      ? html`<strong class="critical">${mandatory}</strong>`
      : html`<span class="good">0</span>`,
    advisory,
    waived,
    undetermined,
    ...(hasTrend ? [trendText(stack)] : []),
  ];
}

/** `2 new, 1 gone`, for a stack that the last run judged, too. */
export function trendText({ appeared, resolved }: StackScore): string {
  if (appeared === undefined || resolved === undefined) return "first time";
  if (appeared === 0 && resolved === 0) return "unchanged";
  return [appeared > 0 ? `${appeared} new` : "", resolved > 0 ? `${resolved} gone` : ""]
    .filter((text) => text !== "")
    .join(", ");
}

function ruleTable(rules: readonly RuleScore[]): Html {
  return table(
    [
      { head: "Level" },
      { head: "Severity" },
      { head: "Rule" },
      { head: "Findings", number: true },
      { head: "Stacks" },
    ],
    rules.map(({ level, severity, rule, total, stacks }) => [
      level,
      badge(severity),
      rule,
      total,
      stacksText(stacks),
    ]),
  );
}

function waiverTable(waivers: readonly WaiverScore[]): Html {
  return table(
    [
      { head: "Until" },
      { head: "Rule" },
      { head: "For" },
      { head: "Reason" },
      { head: "Approved by" },
      { head: "Excuses in" },
    ],
    waivers.map(({ waiver, daysLeft, stacks }) => [
      html`${waiver.expires}
        <span class="${daysLeft < 0 ? "critical" : "dim"}">(${daysText(daysLeft)})</span>`,
      waiver.rule,
      scopeLine(waiver),
      waiver.reason,
      waiver.approver,
      stacks.size === 0 ? "nothing: remove it" : stacksText(stacks),
    ]),
  );
}

/** `expired`, `last day`, `in 12 days`. */
export function daysText(daysLeft: number): string {
  if (daysLeft < 0) return "expired";
  return daysLeft === 0 ? "last day" : `in ${count(daysLeft, "day")}`;
}

const MOST_NAMED = 8;

/** `dev 2, prod 1`; of many stacks, the first ones. */
export function stacksText(stacks: ReadonlyMap<string, number>): string {
  const named = [...stacks].slice(0, MOST_NAMED).map(([title, number]) => `${title} ${number}`);
  const rest = stacks.size - named.length;
  return [...named, ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
}
