import { each, type Check } from "./finding";
import { admits } from "./event-patterns";
import { EVENT_RULES, EVENT_TARGETS, hasTarget, patternOf } from "./event-rules";
import { filterMatches } from "./filter-patterns";
import type { Graph, Node } from "./graph";
import type { Reader } from "./reader";

const FILTERS = [
  "aws:cloudwatch/logMetricFilter:LogMetricFilter",
  "aws-native:logs:MetricFilter",
] as const;
const ALARMS = ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws-native:cloudwatch:Alarm"] as const;

/** What can tell somebody of calls that a trail records. */
export const CALL_ALARMS: readonly string[] = [
  ...EVENT_RULES,
  ...EVENT_TARGETS,
  ...FILTERS,
  ...ALARMS,
];

/** Takes from `calls`, such as `ecs:RunTask`, those that somebody is told of; yields what cannot be known. */
export function* takeAlarmed(graph: Graph, calls: Set<string>): Check {
  yield* each(
    graph.ofType(EVENT_RULES).filter((node) => hasTarget(graph, node)),
    ({ resource }) => {
      const pattern = patternOf(resource);
      if (pattern !== undefined) take(calls, (call) => admits(pattern, eventOf(call)));
      return [];
    },
  );
  yield* each(graph.ofType(FILTERS), (node) => {
    const pattern = filterOf(node).text("pattern") ?? "";
    const isTaken = (call: string): boolean => filterMatches(pattern, recordOf(call));
    if ([...calls].some(isTaken) && hasAlarm(graph, node)) take(calls, isTaken);
    return [];
  });
}

function take(calls: Set<string>, isTaken: (call: string) => boolean): void {
  for (const call of [...calls].filter(isTaken)) calls.delete(call);
}

/** The record that CloudTrail writes of a call that succeeds. */
function recordOf(call: string): Readonly<Record<string, string | null>> {
  const [service = "", eventName = ""] = call.split(":");
  return {
    eventSource: `${service}.amazonaws.com`,
    eventName,
    eventType: "AwsApiCall",
    errorCode: null,
    errorMessage: null,
  };
}

/** The event that EventBridge makes of it. */
function eventOf(call: string): Parameters<typeof admits>[1] {
  const [service = ""] = call.split(":");
  return {
    source: `aws.${service}`,
    "detail-type": "AWS API Call via CloudTrail",
    detail: recordOf(call),
  };
}

function filterOf({ resource }: Node): Reader {
  return resource.as({
    aliases: {
      pattern: ["filterPattern"],
      metricTransformation: ["metricTransformations"],
      name: ["metricName"],
      namespace: ["metricNamespace"],
    },
  });
}

/** True if an alarm on one of the filter's metrics does something. */
function hasAlarm(graph: Graph, filter: Node): boolean {
  const metrics = filterOf(filter).list("metricTransformation");
  return graph.ofType(ALARMS).some((alarm) => {
    const { resource } = alarm;
    if (resource.flag("actionsEnabled") === false) return false;
    if (resource.known("alarmActions") && resource.list("alarmActions").length === 0) return false;
    if (isFrom(graph, alarm, filter)) return true;
    return seenBy(resource).some((seen) =>
      metrics.some(
        (metric) =>
          metric.text("name") === seen.text("metricName") &&
          metric.text("namespace") === seen.text("namespace"),
      ),
    );
  });
}

/** True if the alarm's metric waits, and the program takes it from the filter. */
function isFrom(graph: Graph, alarm: Node, filter: Node): boolean {
  return ["metricName", "metricQueries", "metrics"].some(
    (property) =>
      !alarm.resource.known(property) && graph.sources(alarm, property).includes(filter),
  );
}

/** The metrics that an alarm looks at: its own, or those of its expressions. */
function seenBy(alarm: Reader): Reader[] {
  const queries = [...alarm.list("metricQueries"), ...alarm.list("metrics")];
  const inner = queries.flatMap(
    (query) => query.object("metric") ?? query.object("metricStat.metric") ?? [],
  );
  return alarm.given("metricName") ? [alarm, ...inner] : inner;
}
