import type { ReportViolation } from "@pulumi/policy";
import { safe, type FindingData } from "./data";
import type { Finding, Outcome, Undetermined } from "./finding";
import type { Inspection } from "./inspection";
import { report, reportAtOnce, reportLines, type Violation } from "./report";
import type { Facts } from "./rule";
import type { Session, Standing } from "./session";
import { expiredText, waiverData, waiverText } from "./waivers";
import type { Reason } from "./unknown";
import { waitData, waitLine } from "./waits";

/** Where a rule is judged. */
export interface Bench {
  readonly session: Session;
  /** Of the resource, or of the stack. */
  readonly inspection: Inspection;
  readonly standing: Standing;
  /** The resource, or the root of the stack: what a finding without a URN is about. */
  readonly urn: string;
  readonly reportViolation: ReportViolation;
}

/**
 * Runs a rule's check and reports what it finds: violations, excused ones and values that it waits
 * for. A crash of the rule is a violation of that rule and stops nothing else.
 */
export function judge(facts: Facts, bench: Bench, check: () => Iterable<Outcome>): void {
  const { inspection, reportViolation } = bench;
  const { findings, waiting, crash } = inspection.judge(facts.name, check);
  for (const finding of findings) pass(facts, bench, finding, violationOf(facts, finding));
  for (const wait of waiting) hold(facts, bench, wait);
  if (crash !== undefined) {
    const about = { urn: "", container: undefined, text: "The rule itself failed." };
    pass(facts, bench, about, { message: crashMessage(facts.name, crash) });
  }
  // Without `pack-settings` no policy of the pack gathers what the rules leave behind.
  if (!inspection.isLed) reportAtOnce(inspection, reportViolation);
}

/** Reports a violation, unless a waiver excuses it; says so if one did until it expired. */
function pass(
  { name }: Facts,
  { session, inspection, standing, urn, reportViolation }: Bench,
  about: Pick<Finding, "urn" | "container" | "text">,
  violation: Violation,
): void {
  const owner = about.urn === "" ? urn : about.urn;
  const found = session.waivers.find({ rule: name, urn: owner, container: about.container });
  if (found !== undefined && !found.expired) {
    const data = { rule: name, text: about.text, ...violation.data?.finding };
    const line = `${name}: ${about.text} Waived ${waiverText(found.waiver)}.`;
    inspection.waive(owner, line, { ...data, waiver: waiverData(found.waiver, false) });
    return;
  }
  const [head = "", ...rest] = violation.message.split("\n");
  const note = found === undefined ? [] : [expiredText(found.waiver)];
  const enforcementLevel = violation.enforcementLevel ?? standing.level;
  report(reportViolation, {
    ...violation,
    message: [head, ...note, ...rest].join("\n"),
    data: {
      ...violation.data,
      ...(found !== undefined && { expired: waiverData(found.waiver, true) }),
    },
    enforcementLevel,
  });
}

/** What is said, under `strict`, of a value that cannot be judged. */
const STRICT: Readonly<Record<Reason, { readonly why: string; readonly fix: string }>> = {
  unknown: {
    why: "cannot be known before the update",
    fix: "Build it from values that are known at preview: plain names and configuration, not outputs.",
  },
  encrypted: {
    why: "is encrypted",
    fix: "Judge the stack where its secrets can be decrypted.",
  },
  elsewhere: {
    why: "names something that is not in this stack",
    fix: "Declare it in this stack, or waive the rule for this resource; some rules have an option for what other stacks hold.",
  },
};

function hold(facts: Facts, bench: Bench, wait: Undetermined): void {
  const { session, inspection } = bench;
  const { urn, path, reason } = wait;
  if (session.settings.strict) {
    const { why, fix } = STRICT[reason];
    const text = `${path} ${why}, and with \`strict\` nothing may wait.`;
    const message = `${text}\nFix: ${fix}`;
    const data = { finding: { rule: facts.name, text, path, fix } };
    pass(facts, bench, { urn, container: undefined, text }, { urn, message, data });
    return;
  }
  // Waiting for what it would excuse, a waiver is in use.
  session.waivers.find({ rule: facts.name, urn, container: undefined });
  if (inspection.isLed) session.waits.add(facts.name, wait);
  else {
    const lines = [waitLine(wait, [facts.name])];
    const data = { undetermined: [waitData(wait, [facts.name])] };
    reportLines(bench.reportViolation, "undetermined", { urn, lines, data });
  }
}

/** A finding as the SDK takes it: what was found, then how to mend it, then where to read on. */
function violationOf(facts: Facts, finding: Finding): Violation {
  return {
    message: `${finding.text}\nFix: ${facts.remediationSteps}\nDocs: ${facts.url}`,
    data: { finding: findingData(facts, finding) },
    urn: finding.urn,
    severity: finding.severity,
    enforcementLevel: finding.advisory ? "advisory" : undefined,
  };
}

function findingData({ name }: Facts, finding: Finding): FindingData {
  const { text, container, path, found, expected } = finding;
  const named = container === undefined ? undefined : safe(container);
  return { rule: name, text, container: named, path, found, expected };
}

/** Names the kind of error only: its message may quote a property's value. */
function crashMessage(rule: string, crash: unknown): string {
  const kind = crash instanceof Error ? crash.name : typeof crash;
  return (
    `The rule itself failed (${kind}), so this resource is not judged by it; all other rules were run.\n` +
    `Fix: Report the resource's properties to the maintainers of the pack; to go on meanwhile, ` +
    `waive ${rule} for this resource in the pack's configuration.`
  );
}
