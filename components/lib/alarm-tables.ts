/**
 * The alarms of an environment, by name. Which metrics: CloudWatch User Guide, "Recommended alarms". The numbers are ours
 * where no other source is named: short of what users notice, for so long that a deployment alone does not alarm; not
 * tried under real load.
 */
import * as pulumi from "@pulumi/pulumi";
import type { AlarmDefinition } from "./alarm";
import {
  databaseMetric,
  insightMetric,
  loadBalancerMetric,
  type Metric,
  natMetric,
  serviceMetric,
  tableMetric,
  targetMetric,
} from "./metrics";
import type {
  WatchedDatabase,
  WatchedEnvironment,
  WatchedService,
  WatchedTable,
  WatchedTarget,
} from "./watched";

type Alarms = Record<string, AlarmDefinition>;

/** Fewer requests in a minute say nothing about a share or a percentile of them. */
const ENOUGH_REQUESTS = 20;
const BYTES_PER_GIB = 2 ** 30;

/** All alarms of what is watched; names are unlike each other, because each begins with its kind. */
export function environmentAlarms(watched: WatchedEnvironment): Alarms {
  const { loadBalancer, targets, cluster, services, databases, tables, natGatewayIds } = watched;
  return {
    ...(loadBalancer && loadBalancerAlarms(loadBalancer.arnSuffix)),
    ...(loadBalancer &&
      each("target", targets, (target, name) =>
        targetAlarms(name, loadBalancer.arnSuffix, target),
      )),
    ...each("service", services, (service, name) => serviceAlarms(name, cluster.name, service)),
    ...each("database", databases, databaseAlarms),
    ...each("table", tables, tableAlarms),
    ...each("nat", numbered(natGatewayIds ?? []), natAlarms),
  };
}

function loadBalancerAlarms(loadBalancer: pulumi.Input<string>): Alarms {
  return {
    "load-balancer-errors": {
      description:
        "The load balancer itself answered more than 10 requests a minute with 5xx: no healthy task, a task that closed the connection, or no answer within 60 seconds. Look at the target groups and at the access logs (field error_reason)",
      metrics: { errors: loadBalancerMetric("HTTPCode_ELB_5XX_Count", "Sum", loadBalancer) },
      is: "above",
      threshold: 10,
      minutes: 5,
      missing: "notBreaching", // counted only when there is one
    },
  };
}

function targetAlarms(
  name: string,
  loadBalancer: pulumi.Input<string>,
  { arnSuffixes }: WatchedTarget,
): Alarms {
  // Two groups while ECS moves requests between them: judged together.
  const group = (prefix: string, metric: string, statistic: string) =>
    Object.fromEntries(
      arnSuffixes.map((suffix, index): [string, Metric] => [
        `${prefix}${index}`,
        targetMetric(metric, statistic, loadBalancer, suffix),
      ]),
    );
  const requests = group("requests", "RequestCount", "Sum");
  const errors = group("errors", "HTTPCode_Target_5XX_Count", "Sum");
  const latencies = group("latency", "TargetResponseTime", "p95");
  const unhealthy = group("unhealthy", "UnHealthyHostCount", "Maximum");
  const busy = `SUM(${list(requests)}) >= ${ENOUGH_REQUESTS}`;
  return {
    errors: {
      description: `${name} answered more than 5 % of its requests with 5xx. Look at its log group`,
      metrics: { ...requests, ...errors },
      expression: `IF(${busy}, 100 * SUM(${list(errors)}) / SUM(${list(requests)}), 0)`,
      is: "above",
      threshold: 5,
      minutes: 5,
      missing: "notBreaching",
    },
    latency: {
      description: `One request in twenty to ${name} takes longer than a second (p95). Look at CPU, database and what it calls`,
      metrics: { ...requests, ...latencies },
      expression: `IF(${busy}, MAX(${list(latencies)}), 0)`,
      is: "above",
      threshold: 1, // seconds
      minutes: 10,
      missing: "notBreaching",
    },
    unhealthy: {
      description: `A task of ${name} does not answer its health check. ECS replaces it; if that does not help, look at the events of the service`,
      metrics: unhealthy,
      expression: `MAX(${list(unhealthy)})`,
      is: "above",
      threshold: 0,
      minutes: 5,
      missing: "notBreaching",
    },
  };
}

function serviceAlarms(
  name: string,
  cluster: pulumi.Input<string>,
  { serviceName }: WatchedService,
): Alarms {
  const share = (metric: string, what: string): AlarmDefinition => ({
    description: `${name} uses more than 90 % of its ${what}: autoscaling has reached its maximum, or the tasks are too small`,
    metrics: { used: serviceMetric(metric, "Average", cluster, serviceName) },
    is: "above",
    threshold: 90,
    minutes: 5,
    missing: "notBreaching", // no tasks, by working hours
  });
  return {
    cpu: share("CPUUtilization", "CPU"),
    memory: share("MemoryUtilization", "memory"),
    tasks: {
      description: `Fewer tasks of ${name} run than should. Look at the events of the service and at why tasks stopped`,
      metrics: {
        desired: insightMetric("DesiredTaskCount", "Average", cluster, serviceName),
        running: insightMetric("RunningTaskCount", "Average", cluster, serviceName),
      },
      expression: "desired - running",
      is: "above",
      threshold: 0,
      minutes: 15, // longer than ECS takes to replace a task
      missing: "notBreaching",
    },
  };
}

function databaseAlarms(
  { identifier, allocatedStorageGiB, maxConnections }: WatchedDatabase,
  name: string,
): Alarms {
  return {
    cpu: {
      description: `Database ${name} uses more than 90 % of its CPU. Look at Performance Insights`,
      metrics: { used: databaseMetric("CPUUtilization", "Average", identifier) },
      is: "above",
      threshold: 90,
      minutes: 5,
      missing: "missing",
    },
    storage: {
      description: `Database ${name} has less than 10 % of its storage free, or reports nothing. RDS enlarges storage at this point, so it may have reached its maximum`,
      metrics: { free: databaseMetric("FreeStorageSpace", "Minimum", identifier) },
      is: "below",
      // A tenth is where storage autoscaling acts, after five minutes. Source: RDS User Guide, "Managing capacity automatically".
      threshold: pulumi.output(allocatedStorageGiB).apply((gib) => (gib * BYTES_PER_GIB) / 10),
      minutes: 15,
      missing: "breaching", // a running database reports every minute
    },
    ...(maxConnections !== undefined && {
      connections: {
        description: `More than 80 % of the ${maxConnections} connections of database ${name} are taken. Look for programs that do not give them back`,
        metrics: { taken: databaseMetric("DatabaseConnections", "Maximum", identifier) },
        is: "above",
        threshold: Math.floor(maxConnections * 0.8),
        minutes: 5,
        missing: "missing",
      },
    }),
  };
}

function tableAlarms({ name, indexes = [] }: WatchedTable, title: string): Alarms {
  const throttles = Object.fromEntries(
    [undefined, ...indexes].flatMap((index, position): [string, Metric][] => [
      [`reads${position}`, tableMetric("ReadThrottleEvents", "Sum", name, index)],
      [`writes${position}`, tableMetric("WriteThrottleEvents", "Sum", name, index)],
    ]),
  );
  return {
    throttles: {
      description: `DynamoDB refuses requests to table ${title}: more than double its last peak within 30 minutes, or one key that gets most of them`,
      metrics: throttles,
      expression: `SUM(${list(throttles)})`,
      is: "above",
      threshold: 0,
      minutes: 3,
      missing: "notBreaching", // counted only when there is one
    },
  };
}

function natAlarms(gateway: pulumi.Input<string>): Alarms {
  return {
    ports: {
      description:
        "A NAT gateway has no port left for another connection to the same destination: connections fail. Look for tasks that open too many, or add gateways",
      metrics: { refused: natMetric("ErrorPortAllocation", "Sum", gateway) },
      is: "above",
      threshold: 0,
      minutes: 15,
      missing: "notBreaching",
    },
  };
}

/** `<kind>-<name>-<alarm>` of everything of a kind. */
function each<T>(
  kind: string,
  all: Readonly<Record<string, T>> | undefined,
  alarmsOf: (one: T, name: string) => Alarms,
): Alarms {
  return Object.fromEntries(
    Object.entries(all ?? {}).flatMap(([name, one]) =>
      Object.entries(alarmsOf(one, name)).map(
        ([alarm, definition]) => [`${kind}-${name}-${alarm}`, definition] as const,
      ),
    ),
  );
}

/** By number, from 1. */
function numbered<T>(all: readonly T[]): Record<string, T> {
  return Object.fromEntries(all.map((one, index) => [String(index + 1), one]));
}

/** The metrics as an expression lists them. */
function list(metrics: Readonly<Record<string, Metric>>): string {
  return `[${Object.keys(metrics).join(", ")}]`;
}
