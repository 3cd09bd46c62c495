import type { Audit, Judged } from "../audit";
import { resourceLabel, type Finding } from "../judgement";
import { unusedLine, waitReason, waiverLine } from "../phrases";
import type { Scorecard } from "../scorecard";
import { count, printable } from "../text";
import { badge } from "./html-badge";
import { details, html, table, type Html } from "./html-parts";
import { scorecardHtml } from "./html-scorecard";
import { STYLE } from "./html-style";
import { summaryLine } from "./text";

/** Nothing is loaded, and nothing runs, whatever the page may hold. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The audit as one page without scripts; with the scorecard where there is one. */
export function htmlReport(audit: Audit, scorecard: Scorecard | undefined): string {
  const { judged, failed, pack, at } = audit;
  const title = scorecard === undefined ? "Security audit" : "Security scorecard";
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${{ html: STYLE }}
        </style>
      </head>
      <body>
        <h1>${title}</h1>
        <p>${summaryLine(judged, failed.length)}</p>
        <p class="dim">${pack.name} ${pack.version}, ${at.slice(0, 16).replace("T", " ")} UTC</p>
        ${failed.map((each) => html`<p class="failed"><strong>Not judged:</strong> ${each.title}: ${each.reason}</p>`)}
        ${scorecard === undefined ? html`` : scorecardHtml(scorecard)}
        ${judged.map((each, index) => stackSection(each, index, scorecard === undefined))}
      </body>
    </html> `.html;
}

function stackSection(judged: Judged, index: number, isOpen: boolean): Html {
  const { title, resources, findings, waived, undetermined, unused, hasEncrypted } = judged;
  const mandatory = findings.filter(({ level }) => level === "mandatory");
  const advisory = findings.filter(({ level }) => level === "advisory");
  return html`<section id="stack-${index}">
    <h2>${title}</h2>
    <p class="dim">
      ${count(resources, "resource")}${hasEncrypted ? "; secrets could not be decrypted here" : ""}
    </p>
    ${findings.length === 0 ? html`<p class="good">No findings.</p>` : html``}
    ${folded(count(mandatory.length, "mandatory finding"), mandatory, findingTable, true)}
    ${folded(count(advisory.length, "advisory finding"), advisory, findingTable, isOpen && mandatory.length === 0)}
    ${folded(`${waived.length} waived`, waived, (list) =>
      table(
        [{ head: "Rule" }, { head: "Resource" }, { head: "Finding" }, { head: "Waiver" }],
        list.map((each) => [
          ruleLink(each),
          resource(each),
          each.text,
          each.waiver === undefined ? "" : waiverLine(each.waiver),
        ]),
      ),
    )}
    ${folded(`${undetermined.length} undetermined`, undetermined, (list) =>
      table(
        [{ head: "Resource" }, { head: "Value" }, { head: "Rules that wait for it" }],
        list.map(({ urn, path, reason, rules }) => [
          resource({ urn }),
          html`<code>${path}</code> ${waitReason(reason)}`,
          rules.join(", "),
        ]),
      ),
    )}
    ${unused.map((waiver) => html`<p class="dim">Not needed: ${unusedLine(waiver)}.</p>`)}
  </section> `;
}

function folded<T>(
  summary: string,
  list: readonly T[],
  render: (list: readonly T[]) => Html,
  open = false,
): Html {
  return list.length === 0 ? html`` : details(summary, render(list), open);
}

function findingTable(findings: readonly Finding[]): Html {
  return table(
    [{ head: "Severity" }, { head: "Rule" }, { head: "Resource" }, { head: "Finding" }],
    findings.map((finding) => [
      badge(finding.severity),
      ruleLink(finding),
      resource(finding),
      html`${finding.text}${finding.expired === undefined ? html`` : html`<div>${waiverLine(finding.expired)}</div>`}${
        finding.fix === "" ? html`` : html`<div class="fix">Fix: ${finding.fix}</div>`
      }`,
    ]),
  );
}

function resource(finding: Pick<Finding, "urn" | "container">): Html {
  return html`<span title="${printable(finding.urn)}">${resourceLabel(finding)}</span>`;
}

function ruleLink({ rule, url }: Finding): Html {
  return /^https:\/\/[^\s"'<>]+$/.test(url) ? html`<a href="${url}">${rule}</a>` : html`${rule}`;
}
