import type { ReportViolation } from "@pulumi/policy";
import type { Finding, Severity } from "./finding";
import type { Facts } from "./rule";

/**
 * What `reportViolation` takes in @pulumi/policy 1.21 (server.js, makeReportViolationFun) although its
 * types only tell of a string. In this form the message stands alone, without the description.
 */
export interface Violation {
  readonly message: string;
  readonly urn?: string | undefined;
  readonly severity?: Severity | undefined;
  readonly enforcementLevel?: "advisory" | undefined;
}

/** Hands a violation to the SDK. */
export function report(reportViolation: ReportViolation, violation: Violation): void {
  (reportViolation as unknown as (violation: Violation) => void)(violation);
}

/** A finding as the SDK takes it: what was found, then how to mend it, then where to read on. */
export function violationOf(facts: Facts, finding: Finding): Violation {
  return {
    message: `${finding.text}\nFix: ${facts.remediationSteps}\nDocs: ${facts.url}`,
    urn: finding.urn,
    severity: finding.severity,
    enforcementLevel: finding.advisory ? "advisory" : undefined,
  };
}
