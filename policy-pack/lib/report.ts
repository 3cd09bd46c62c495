import type { ReportViolation } from "@pulumi/policy";
import { withData, type MessageData } from "./data";
import type { Severity } from "./finding";
import type { Inspection, Lines } from "./inspection";

/**
 * What `reportViolation` takes in @pulumi/policy 1.21 (server.js, makeReportViolationFun) although its
 * types only tell of a string. In this form the message stands alone, without the description.
 */
export interface Violation {
  readonly message: string;
  /** What the message says, for programs. */
  readonly data?: MessageData | undefined;
  /** In place of the policy's own name. */
  readonly name?: string;
  readonly urn?: string | undefined;
  readonly severity?: Severity | undefined;
  /** In place of the level that is configured. */
  readonly enforcementLevel?: "advisory" | "mandatory" | undefined;
}

/** Hands a violation to the SDK. */
export function report(reportViolation: ReportViolation, violation: Violation): void {
  const { data, message, ...rest } = violation;
  const complete = { ...rest, message: withData(message, data) };
  (reportViolation as unknown as (violation: Violation) => void)(complete);
}

/** Policies of the pack that report what its rules leave behind, with the headlines of their lists. */
export const GATHERED = {
  waived: { name: "pack-waived", headline: "Found, and accepted:" },
  undetermined: {
    name: "pack-undetermined",
    headline: "Not judged yet, for these values cannot be known now:",
  },
} as const;

/** The policy that reports what no rule can read; it can be waived and given a level as rules can. */
export const READABLE = "pack-readable-input";

/** Lines about one resource, as an advisory. */
export function reportLines(
  reportViolation: ReportViolation,
  kind: keyof typeof GATHERED,
  { urn, lines, data }: Lines,
): void {
  const { name, headline } = GATHERED[kind];
  const message = [headline, ...lines].join("\n");
  report(reportViolation, { name, urn, message, data, enforcementLevel: "advisory" });
}

/** What no rule can read of one resource, as a violation. */
export function unreadableViolation({ urn, lines }: Lines): Violation {
  const fix = "Fix: Correct the value; what the rules cannot read, they cannot pass.";
  return { name: READABLE, urn, message: [...lines, fix].join("\n") };
}

/** Reports what is gathered so far, by the rule that just ran: for want of the policies that do it. */
export function reportAtOnce(inspection: Inspection, reportViolation: ReportViolation): void {
  const { waived, unreadable } = inspection.take();
  for (const lines of waived) reportLines(reportViolation, "waived", lines);
  for (const lines of unreadable) report(reportViolation, unreadableViolation(lines));
}
