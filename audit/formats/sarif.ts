import { CATALOGUE } from "../catalogue";
import { countOf, type Audit, type Judged } from "../audit";
import { resourceLabel, type Finding, type Undetermined, type Waived } from "../judgement";
import { unusedLine, waitReason, waiverLine } from "../phrases";
import { parseUrn } from "../../policy-pack/lib/urn";
import { jsonText, printable } from "../text";

const SCHEMA =
  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** GitHub's scale from 0 to 10 of a rule's severity. */
const SECURITY_SEVERITY = { critical: "9.5", high: "8.0", medium: "5.5", low: "3.0" } as const;

type Json = Readonly<Record<string, unknown>>;

/** The audit as SARIF 2.1.0: one run per stack; waived findings are suppressed, undetermined ones open. */
export function sarifReport(audit: Audit): string {
  const runs = audit.judged.map((judged) => runOf(judged, audit));
  const all = audit.failed.length === 0 ? runs : [...runs, failedRun(audit)];
  const complete = all.length === 0 ? [emptyRun(audit)] : all;
  return jsonText({ $schema: SCHEMA, version: "2.1.0", runs: complete });
}

function runOf(judged: Judged, audit: Audit): Json {
  const results = [
    ...judged.findings.map((finding) => ({ finding, result: findingResult(finding, judged) })),
    ...judged.waived.map((finding) => ({ finding, result: waivedResult(finding, judged) })),
    ...judged.undetermined.flatMap((wait) =>
      wait.rules.map((rule) => ({ finding: { rule }, result: openResult(rule, wait, judged) })),
    ),
  ];
  const rules = [...new Set(results.map(({ finding }) => finding.rule))].sort();
  return {
    tool: toolOf(audit, rules),
    automationDetails: { id: `cruddur-audit/${encodeURI(printable(judged.title))}` },
    invocations: [
      {
        executionSuccessful: true,
        endTimeUtc: audit.at,
        toolExecutionNotifications: judged.unused.map((waiver) => ({
          level: "note",
          message: { text: messageOf(`Not needed: ${unusedLine(waiver)}.`) },
        })),
      },
    ],
    columnKind: "utf16CodeUnits",
    results: results.map(({ finding, result }) => ({
      ruleId: finding.rule,
      ruleIndex: rules.indexOf(finding.rule),
      ...result,
    })),
    properties: {
      project: judged.project,
      stack: judged.stack,
      resources: judged.resources,
      mandatory: countOf(judged.findings, "mandatory"),
      advisory: countOf(judged.findings, "advisory"),
    },
  };
}

function toolOf({ pack }: Audit, rules: readonly string[]): Json {
  return {
    driver: {
      name: pack.name,
      ...(pack.version !== "" && { semanticVersion: pack.version }),
      rules: rules.map(ruleOf),
    },
  };
}

function ruleOf(name: string): Json {
  const entry = CATALOGUE.get(name);
  if (entry === undefined) return { id: name };
  const { description, why, fix, url, level, severity, tags } = entry;
  return {
    id: name,
    shortDescription: { text: description },
    fullDescription: { text: `${description} ${why}` },
    help: { text: `${why}\nFix: ${fix}${url === "" ? "" : `\n${url}`}` },
    ...(url !== "" && { helpUri: url }),
    defaultConfiguration: { level: level === "mandatory" ? "error" : "warning" },
    properties: {
      tags: [...new Set(["security", ...tags])],
      "security-severity": SECURITY_SEVERITY[severity],
    },
  };
}

function findingResult(finding: Finding, judged: Judged): Json {
  const { id, level, severity, urn, container, property, found, expected, fix, expired } = finding;
  const lines = [`${resourceLabel(finding)}: ${finding.text}`];
  if (expired !== undefined) lines.push(waiverLine(expired));
  if (fix !== "") lines.push(`Fix: ${fix}`);
  return {
    level: level === "mandatory" ? "error" : "warning",
    message: { text: messageOf(...lines) },
    locations: [locationOf(urn, judged)],
    partialFingerprints: { "ruleResourceProperty/v1": id },
    properties: { severity, container, property, found, expected },
  };
}

function waivedResult(finding: Waived, judged: Judged): Json {
  const justification = finding.waiver === undefined ? "" : printable(waiverLine(finding.waiver));
  const suppression = { kind: "external", status: "accepted" };
  return {
    ...findingResult(finding, judged),
    suppressions: [{ ...suppression, ...(justification !== "" && { justification }) }],
  };
}

/** The rule "concluded that there was insufficient information to decide" (SARIF 3.27.9). */
function openResult(rule: string, { urn, path, reason }: Undetermined, judged: Judged): Json {
  return {
    kind: "open",
    level: "none",
    message: {
      text: messageOf(
        `${resourceLabel({ urn })}: ${path} ${waitReason(reason)}, so ${rule} cannot judge it.`,
      ),
    },
    locations: [locationOf(urn, judged)],
    properties: { property: path, reason },
  };
}

/** Plain text: `[text](target)` would be a link (SARIF 3.11.6). */
function messageOf(...lines: readonly string[]): string {
  return lines.map(printable).join("\n").replaceAll("](", "] (");
}

function locationOf(urn: string, { file, lines }: Judged): Json {
  const { name, type } = parseUrn(urn);
  const logical = {
    fullyQualifiedName: printable(urn === "" ? "stack" : urn),
    ...(name !== "" && { name: printable(name) }),
    kind: type === "" ? "stack" : "resource",
  };
  const line = lines.get(urn);
  return {
    ...(file !== undefined && {
      physicalLocation: {
        artifactLocation: { uri: uriOf(file) },
        region: { startLine: line ?? 1 },
      },
    }),
    logicalLocations: [logical],
  };
}

/** A relative reference for a file as it was named, or an absolute `file:` URI. */
function uriOf(file: string): string {
  const path = Buffer.from(file).toString().split("/").map(encodeURIComponent).join("/");
  if (file.startsWith("/")) return `file://${path}`;
  return path.replace(/^(?:\.\/)+/, "");
}

function failedRun(audit: Audit): Json {
  const notifications = audit.failed.map(({ title, reason }) => ({
    level: "error",
    message: { text: messageOf(`${title}: ${reason}`) },
  }));
  return {
    tool: toolOf(audit, []),
    invocations: [
      {
        executionSuccessful: false,
        endTimeUtc: audit.at,
        toolExecutionNotifications: notifications,
      },
    ],
    results: [],
  };
}

function emptyRun(audit: Audit): Json {
  return { tool: toolOf(audit, []), invocations: [{ executionSuccessful: true }], results: [] };
}
