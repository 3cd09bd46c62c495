import type { ResourceType } from "../../resource-type";
import { compositeAlarm } from "./composite-alarm";
import { dashboard } from "./dashboard";
import { eventRule, eventTarget } from "./event-rule";
import { logGroup } from "./log-group";
import { logMetricFilter } from "./log-metric-filter";
import { metricAlarm } from "./metric-alarm";

/** Amazon CloudWatch, CloudWatch Logs and EventBridge, which the SDK keeps here. */
export const types: readonly ResourceType[] = [
  logGroup,
  logMetricFilter,
  metricAlarm,
  compositeAlarm,
  dashboard,
  eventRule,
  eventTarget,
];
