import type { Graph, Node } from "./graph";
import { referredTo } from "./links";
import type { Reader } from "./reader";

const NATIVE_RULE = "aws-native:events:Rule";

/** Rules of EventBridge. */
export const EVENT_RULES = ["aws:cloudwatch/eventRule:EventRule", NATIVE_RULE] as const;

/** Targets of rules of EventBridge. */
export const EVENT_TARGETS = ["aws:cloudwatch/eventTarget:EventTarget"] as const;

/** True if the rule hands events to somebody. */
export function hasTarget(graph: Graph, rule: Node): boolean {
  if (rule.type === NATIVE_RULE) {
    const { resource } = rule;
    if (!resource.known("targets") || resource.list("targets").length > 0) return true;
  }
  return graph
    .ofType(EVENT_TARGETS)
    .some((target) => referredTo(graph, target, "rule", EVENT_RULES).includes(rule));
}

/** The pattern of a rule that is on; undefined if it is off or runs by the clock. */
export function patternOf(rule: Reader): Reader | undefined {
  const isOff =
    rule.text("state")?.toUpperCase() === "DISABLED" || rule.flag("isEnabled") === false;
  return isOff ? undefined : rule.json("eventPattern");
}
