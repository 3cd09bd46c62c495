/**
 * What PutScalingPolicy refuses about the metric of a target-tracking policy.
 * Facts: API model application-autoscaling 2016-02-06, PredefinedMetricSpecification and TargetTrackingMetricDataQuery.
 */
import type { Call, Properties } from "../../resource-type";
import { items, object, rolloutOf, text } from "../ecs/records";
import { balancersOf } from "../lb/actions";

const BY_REQUESTS = "ALBRequestCountPerTarget";
/** Predefined metrics of an ECS service (API model: MetricType). */
const ECS_METRICS = [
  BY_REQUESTS,
  "ECSServiceAverageCPUUtilization",
  "ECSServiceAverageCPUUtilizationHighResolution",
  "ECSServiceAverageMemoryUtilization",
  "ECSServiceAverageMemoryUtilizationHighResolution",
];
/** `app/<load balancer>/<id>/targetgroup/<target group>/<id>` (API model: PredefinedMetricSpecification.ResourceLabel). */
const RESOURCE_LABEL = /^(app\/[^/]+\/[^/]+)\/(targetgroup\/[^/]+\/[^/]+)$/;

/** What is wrong with a metric of AWS's own for an ECS service; undefined: nothing. */
export function predefinedFault(
  metric: Properties,
  resourceId: string,
  call: Call,
): string | undefined {
  const type = text(metric["predefinedMetricType"]) ?? "";
  const label = text(metric["resourceLabel"]);
  if (!ECS_METRICS.includes(type)) {
    // Our wording.
    return `Predefined metric type ${type} is not supported for service namespace ecs`;
  }
  if (type !== BY_REQUESTS) {
    // Our wording.
    return label === undefined
      ? undefined
      : `Resource label '${label}' is only allowed with metric type ${BY_REQUESTS}`;
  }
  const [, balancer = "", group = ""] = RESOURCE_LABEL.exec(label ?? "") ?? [];
  if (group === "") {
    // Our wording.
    return `Resource label '${label ?? ""}' is invalid: ${BY_REQUESTS} needs app/<load balancer>/<id>/targetgroup/<target group>/<id>`;
  }
  const arnOf = (part: string) =>
    `arn:${call.partition}:elasticloadbalancing:${call.region}:${call.accountId}:${part}`;
  const groupArn = arnOf(group);
  if (!balancersOf(groupArn, call).includes(arnOf(`loadbalancer/${balancer}`))) {
    // As quoted in public issue trackers.
    return "The load balancer does not route traffic to the target group.";
  }
  const service = rolloutOf(
    call.account,
    `arn:${call.partition}:ecs:${call.region}:${call.accountId}:${resourceId}`,
  );
  const attached = items(service?.effective["loadBalancers"]).flatMap((item) => [
    item["targetGroupArn"],
    object(item["advancedConfiguration"])?.["alternateTargetGroupArn"],
  ]);
  // Our wording.
  return attached.includes(groupArn)
    ? undefined
    : `Target group ${groupArn} is not attached to ${resourceId}`;
}

/** What is wrong with metric math; undefined: nothing. The sentences are ours. */
export function customizedFault(metric: Properties | undefined): string | undefined {
  const queries = items(metric?.["metrics"]);
  if (queries.length === 0) return undefined;
  const ids = queries.map((query) => text(query["id"]) ?? "");
  const odd = ids.find((id) => !/^[a-z]\w{0,254}$/.test(id));
  if (odd !== undefined) {
    return `Metric id '${odd}' is invalid: a lower-case letter, then letters, digits and _`;
  }
  if (new Set(ids).size < ids.length) return "The ids of the metrics must be unique";
  const both = queries.findIndex(
    (query) =>
      (text(query["expression"]) === undefined) === (object(query["metricStat"]) === undefined),
  );
  if (both >= 0) {
    return `Metric '${ids[both] ?? ""}' needs either an expression or a metricStat, not both`;
  }
  const returned = queries.filter((query) => query["returnData"] !== false);
  return returned.length === 1
    ? undefined
    : `Exactly one metric must return data, ${returned.length} do`;
}
