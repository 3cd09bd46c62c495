import type { ResourceType } from "../../resource-type";
import { logGroup } from "./log-group";
import { logMetricFilter } from "./log-metric-filter";
import { metricAlarm } from "./metric-alarm";

/** Amazon CloudWatch and CloudWatch Logs. */
export const types: readonly ResourceType[] = [logGroup, logMetricFilter, metricAlarm];
