import type { Graph, Node } from "./graph";
import { globMatches } from "./policy-patterns";
import { referredTo } from "./links";
import type { Reader } from "./reader";

const NATIVE_RULE = "aws-native:events:Rule";

/** Rules of EventBridge. */
export const EVENT_RULES = ["aws:cloudwatch/eventRule:EventRule", NATIVE_RULE] as const;

const TARGET = "aws:cloudwatch/eventTarget:EventTarget";

/** Events that carry findings of image scans: source, detail-type, and severities that must pass. */
const EVENTS = [
  ["aws.inspector2", "Inspector2 Finding", ["HIGH", "CRITICAL"]],
  ["aws.securityhub", "Security Hub Findings - Imported", []],
  ["aws.ecr", "ECR Image Scan", []],
] as const;

/** True if the rule hands events to somebody. */
export function hasTarget(graph: Graph, rule: Node): boolean {
  if (rule.type === NATIVE_RULE && rule.resource.given("targets")) return true;
  return graph
    .ofType([TARGET])
    .some((target) => referredTo(graph, target, "rule", EVENT_RULES).includes(rule));
}

/** True if the rule is on and lets HIGH and CRITICAL findings of image scans through. */
export function routesScanFindings(rule: Reader): boolean {
  const isOff =
    rule.text("state")?.toUpperCase() === "DISABLED" || rule.flag("isEnabled") === false;
  const pattern = isOff ? undefined : rule.json("eventPattern");
  if (pattern === undefined) return false;
  return EVENTS.some(
    ([source, detailType, severities]) =>
      admits(pattern, "source", source) &&
      admits(pattern, "detail-type", detailType) &&
      severities.every((severity) => admits(pattern, "detail.severity", severity)),
  );
}

/** True if a field of the pattern lets this value through; a field that is not there lets all through. */
function admits(pattern: Reader, field: string, value: string): boolean {
  const matchers = pattern.list(field);
  return matchers.length === 0 || matchers.some((matcher) => matchesValue(matcher, value));
}

// The comparisons of text in https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html;
// one that is not among them, or is nested, is taken to let the value through.
function matchesValue(matcher: Reader, value: string): boolean {
  if (typeof matcher.raw() !== "object") return matcher.text() === value;
  return matcher.entries().some(([operator, reader]) => {
    const operand = reader.raw();
    if (operator === "anything-but" && Array.isArray(operand)) return !operand.includes(value);
    if (typeof operand !== "string") return operand !== false;
    switch (operator) {
      case "prefix":
        return value.startsWith(operand);
      case "suffix":
        return value.endsWith(operand);
      case "equals-ignore-case":
        return value.toLowerCase() === operand.toLowerCase();
      case "wildcard":
        return globMatches(operand, value);
      case "anything-but":
        return operand !== value;
      default:
        return true;
    }
  });
}
