import { fails, type Audit, type FailOn, type Failed, type Judged } from "../audit";
import { resourceLabel, type Finding } from "../judgement";
import { waitReason, waiverLine } from "../phrases";
import { escapeMarkup } from "../text";

interface Case {
  readonly name: string;
  readonly kind: "passed" | "failure" | "error" | "skipped";
  readonly message: string;
  readonly body?: string;
}

/**
 * The audit as JUnit's XML: a suite per stack, a case per finding. What makes the audit fail is a
 * failure; other findings pass with their text as output; waived and undetermined ones are skipped.
 */
export function junitReport({ judged, failed, at }: Audit, failOn: FailOn): string {
  const suites = [
    ...judged.map((each) => ({ title: each.title, cases: casesOf(each, failOn) })),
    ...failed.map((each) => ({ title: each.title, cases: [failedCase(each)] })),
  ];
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="cruddur-audit" ${totals(all)}>`,
    ...suites.map(({ title, cases }) =>
      [
        `  <testsuite name="${escapeMarkup(title)}" ${totals(cases)} timestamp="${at.slice(0, 19)}">`,
        ...cases.map((each) => caseXml(title, each)),
        "  </testsuite>",
      ].join("\n"),
    ),
    "</testsuites>",
    "",
  ].join("\n");
}

function casesOf({ findings, waived, undetermined }: Judged, failOn: FailOn): Case[] {
  const cases: Case[] = [
    ...findings.map((finding): Case => {
      const kind = fails(finding.level, failOn) ? "failure" : "passed";
      return { name: nameOf(finding), kind, message: finding.text, body: bodyOf(finding) };
    }),
    ...waived.map((each): Case => {
      const waiver = each.waiver === undefined ? each.text : waiverLine(each.waiver);
      return { name: nameOf(each), kind: "skipped", message: waiver };
    }),
    ...undetermined.map(({ urn, path, reason, rules }): Case => {
      const name = `undetermined: ${resourceLabel({ urn })}: ${path}`;
      const message = `${path} ${waitReason(reason)}; rules that wait: ${rules.join(", ")}`;
      return { name, kind: "skipped", message };
    }),
  ];
  return cases.length > 0 ? cases : [{ name: "no findings", kind: "passed", message: "" }];
}

function failedCase({ reason }: Failed): Case {
  return { name: "is judged", kind: "error", message: reason };
}

function nameOf(finding: Finding): string {
  const property = finding.property === undefined ? "" : `: ${finding.property}`;
  return `${finding.rule}: ${resourceLabel(finding)}${property}`;
}

function bodyOf({ level, severity, text, fix, url, urn, expired }: Finding): string {
  const lines = [`${level}, ${severity}`, urn, text, fix && `Fix: ${fix}`, url];
  if (expired !== undefined) lines.push(waiverLine(expired));
  return lines
    .filter((line) => line !== "")
    .map(escapeMarkup)
    .join("\n");
}

function caseXml(title: string, { name, kind, message, body = "" }: Case): string {
  const open = `    <testcase classname="${escapeMarkup(title)}" name="${escapeMarkup(name)}"`;
  const text = escapeMarkup(message);
  if (kind === "skipped") return `${open}><skipped message="${text}"/></testcase>`;
  if (kind !== "passed") return `${open}><${kind} message="${text}">${body}</${kind}></testcase>`;
  return body === "" ? `${open}/>` : `${open}><system-out>${body}</system-out></testcase>`;
}

function totals(cases: readonly Case[]): string {
  const of = (kind: Case["kind"]): number => cases.filter((each) => each.kind === kind).length;
  return `tests="${cases.length}" failures="${of("failure")}" errors="${of("error")}" skipped="${of("skipped")}"`;
}
