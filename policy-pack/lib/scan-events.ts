import { admits, type Event } from "./event-patterns";
import { patternOf } from "./event-rules";
import type { Reader } from "./reader";

const INSPECTOR = { source: "aws.inspector2", "detail-type": "Inspector2 Finding" };

/** Events that carry findings of image scans, by service; each of a service's must pass. */
const EVENTS: readonly (readonly Event[])[] = [
  ["HIGH", "CRITICAL"].map((severity) => ({ ...INSPECTOR, detail: { severity } })),
  [{ source: "aws.securityhub", "detail-type": "Security Hub Findings - Imported" }],
  [{ source: "aws.ecr", "detail-type": "ECR Image Scan" }],
];

/** True if the rule is on and lets HIGH and CRITICAL findings of image scans through. */
export function routesScanFindings(rule: Reader): boolean {
  const pattern = patternOf(rule);
  if (pattern === undefined) return false;
  return EVENTS.some((events) => events.every((event) => admits(pattern, event)));
}
