/** The graphs of an environment's dashboard: what users notice first, then why. */
import type { Graph } from "./dashboard";
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
import type { WatchedEnvironment } from "./watched";

/** Graphs of the parts that there are. */
export function environmentGraphs(watched: WatchedEnvironment): Graph[] {
  return [
    ...requestGraphs(watched),
    ...serviceGraphs(watched),
    ...databaseGraphs(watched),
    ...tableGraphs(watched),
    ...natGraphs(watched),
  ];
}

function requestGraphs({ loadBalancer, targets = {} }: WatchedEnvironment): Graph[] {
  if (!loadBalancer) return [];
  const { arnSuffix } = loadBalancer;
  const ofTargets = (metric: string, statistic: string, what: string) =>
    Object.fromEntries(
      Object.entries(targets).flatMap(([name, { arnSuffixes }]) =>
        arnSuffixes.map((group, index): [string, Metric] => [
          `${name}${arnSuffixes.length > 1 ? ` ${index + 1}` : ""} ${what}`,
          targetMetric(metric, statistic, arnSuffix, group),
        ]),
      ),
    );
  return [
    {
      title: "Requests",
      unit: "a minute",
      lines: {
        all: loadBalancerMetric("RequestCount", "Sum", arnSuffix),
        ...ofTargets("RequestCount", "Sum", "requests"),
      },
    },
    {
      title: "Errors (5xx)",
      unit: "a minute",
      lines: {
        "load balancer": loadBalancerMetric("HTTPCode_ELB_5XX_Count", "Sum", arnSuffix),
        ...ofTargets("HTTPCode_Target_5XX_Count", "Sum", "errors"),
      },
    },
    {
      title: "Time to answer",
      unit: "seconds",
      lines: {
        ...ofTargets("TargetResponseTime", "p50", "p50"),
        ...ofTargets("TargetResponseTime", "p95", "p95"),
      },
    },
    {
      title: "Tasks behind the load balancer",
      unit: "tasks",
      lines: {
        ...ofTargets("HealthyHostCount", "Minimum", "healthy"),
        ...ofTargets("UnHealthyHostCount", "Maximum", "unhealthy"),
      },
    },
  ];
}

function serviceGraphs({ cluster, services = {} }: WatchedEnvironment): Graph[] {
  const lines = (of: (name: string, service: (typeof services)[string]) => Graph["lines"]) =>
    Object.assign(
      {},
      ...Object.entries(services).map(([name, service]) => of(name, service)),
    ) as Graph["lines"];
  const share = (metric: string) =>
    lines((name, { serviceName }) => ({
      [name]: serviceMetric(metric, "Average", cluster.name, serviceName),
    }));
  if (Object.keys(services).length === 0) return [];
  return [
    { title: "CPU of the services", unit: "%", lines: share("CPUUtilization") },
    { title: "Memory of the services", unit: "%", lines: share("MemoryUtilization") },
    {
      title: "Tasks",
      unit: "tasks",
      lines: lines((name, { serviceName }) => ({
        [`${name} running`]: insightMetric(
          "RunningTaskCount",
          "Average",
          cluster.name,
          serviceName,
        ),
        [`${name} desired`]: insightMetric(
          "DesiredTaskCount",
          "Average",
          cluster.name,
          serviceName,
        ),
      })),
    },
  ];
}

function databaseGraphs({ databases = {} }: WatchedEnvironment): Graph[] {
  return Object.entries(databases).flatMap(([name, { identifier }]): Graph[] => [
    {
      title: `Load of ${name}`,
      unit: "% and connections",
      lines: {
        "CPU %": databaseMetric("CPUUtilization", "Average", identifier),
        connections: databaseMetric("DatabaseConnections", "Maximum", identifier),
      },
    },
    {
      title: `Free storage of ${name}`,
      unit: "bytes",
      lines: { free: databaseMetric("FreeStorageSpace", "Minimum", identifier) },
    },
  ]);
}

function tableGraphs({ tables = {} }: WatchedEnvironment): Graph[] {
  return Object.entries(tables).map(([title, { name }]) => ({
    title: `Table ${title}`,
    unit: "a minute",
    lines: {
      "read units": tableMetric("ConsumedReadCapacityUnits", "Sum", name),
      "write units": tableMetric("ConsumedWriteCapacityUnits", "Sum", name),
      "throttled reads": tableMetric("ReadThrottleEvents", "Sum", name),
      "throttled writes": tableMetric("WriteThrottleEvents", "Sum", name),
    },
  }));
}

function natGraphs({ natGatewayIds = [] }: WatchedEnvironment): Graph[] {
  if (natGatewayIds.length === 0) return [];
  const ofEach = (metric: string, statistic: string, what: string) =>
    Object.fromEntries(
      natGatewayIds.map((id, index) => [`${what} ${index + 1}`, natMetric(metric, statistic, id)]),
    );
  return [
    {
      title: "NAT gateways",
      unit: "bytes a minute",
      lines: ofEach("BytesOutToDestination", "Sum", "out"),
    },
    {
      title: "Connections of the NAT gateways",
      unit: "connections",
      lines: {
        ...ofEach("ActiveConnectionCount", "Maximum", "active"),
        ...ofEach("ErrorPortAllocation", "Sum", "no port"),
      },
    },
  ];
}
