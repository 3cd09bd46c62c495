/** Who watches an environment: alarms, ECS's own events, a page to look at, money. */
import type * as pulumi from "@pulumi/pulumi";
import {
  type Account,
  AlertTopic,
  Budget,
  type Cluster,
  ContainerEventAlerts,
  EnvironmentAlarms,
  EnvironmentDashboard,
  type FargateService,
  maxConnectionsOf,
  MESSAGE_GROUP_INDEX,
  type Network,
  TraceSampling,
} from "../components";
import type { WatchedEnvironment } from "../components/lib/watched";
import type { Environment } from "../config";
import { type ServiceDefinition, SERVICE_NAMES, SERVICES } from "../services";
import type { DataStores } from "./data";
import type { Edge } from "./edge";

/**
 * Refused connections of five minutes that are still normal: what scanners of the internet knock in vain on the addresses
 * of load balancer and NAT gateways. A choice, not measured.
 */
const REFUSED_CONNECTIONS = 2000;

/** What is watched, and how it is named. */
export interface ObservabilitySurroundings {
  readonly account: Account;
  readonly prefix: string;
  readonly topic: AlertTopic;
  readonly network: Network;
  readonly cluster: Cluster;
  readonly data: DataStores;
  readonly edge: Edge | undefined;
  /** Services whose image is known. */
  readonly running: Readonly<Record<string, FargateService>>;
  readonly opts: pulumi.ComponentResourceOptions;
}

/** Where an environment's alerts go; made first, because flow logs already have an alarm. */
export function alertTopic(
  environment: Environment,
  { account, prefix, opts }: Pick<ObservabilitySurroundings, "account" | "prefix" | "opts">,
): AlertTopic {
  const { alarmEmail, keyDeletionDays } = environment;
  return new AlertTopic(
    "alerts",
    {
      account,
      topicName: `${prefix}-alerts`,
      emails: alarmEmail === undefined ? [] : [alarmEmail],
      keyDeletionDays,
      protect: environment.protected,
    },
    opts,
  );
}

/** The alarm on what security groups and network ACLs refuse. */
export function rejectAlarm(topic: AlertTopic) {
  return { threshold: REFUSED_CONNECTIONS, topicArns: [topic.arn] };
}

/** Watches requests and their answers; before the services are, whose deployments these alarms roll back. */
export function watchRequests({
  prefix,
  topic,
  cluster,
  edge,
  opts,
}: Pick<ObservabilitySurroundings, "prefix" | "topic" | "cluster" | "edge" | "opts">):
  EnvironmentAlarms | undefined {
  if (edge === undefined) return undefined;
  const watched = { cluster, loadBalancer: edge.loadBalancer, targets: edge.targets };
  return new EnvironmentAlarms("requests", { subject: prefix, watched, topic }, opts);
}

/** By service: the alarm on what it answers with 5xx. */
export function deploymentAlarms(
  requests: EnvironmentAlarms | undefined,
): Record<string, readonly pulumi.Output<string>[]> {
  return Object.fromEntries(
    SERVICE_NAMES.map((name) => {
      const alarm = requests?.alarms[`target-${name}-errors`];
      return [name, alarm ? [alarm.name] : []];
    }),
  );
}

/**
 * Watches everything that has been made; answers with the page to look at.
 *
 * @param requests The alarms that are there already.
 */
export function observe(
  environment: Environment,
  of: ObservabilitySurroundings,
  requests: EnvironmentAlarms | undefined,
): EnvironmentDashboard {
  const { account, prefix, topic, cluster, edge, opts } = of;
  const watched = watchedParts(environment, of);
  const { alarms } = new EnvironmentAlarms("alarms", { subject: prefix, watched, topic }, opts);
  new ContainerEventAlerts("events", { account, cluster, topic }, opts);
  const dashboard = new EnvironmentDashboard(
    "dashboard",
    {
      account,
      dashboardName: prefix,
      watched: {
        ...watched,
        ...(edge && { loadBalancer: edge.loadBalancer, targets: edge.targets }),
      },
      alarmArns: Object.values({ ...requests?.alarms, ...alarms }).map(({ arn }) => arn),
    },
    opts,
  );
  if (environment.budgetUsd !== undefined)
    new Budget(
      "budget",
      {
        budgetName: `${prefix}-monthly`,
        monthlyUsd: environment.budgetUsd,
        environment: environment.environment,
        topic,
      },
      opts,
    );
  if (environment.tracing !== "none") sampleTraces(environment, opts);
  return dashboard;
}

/** All but requests. */
function watchedParts(
  environment: Environment,
  { network, cluster, data, running }: ObservabilitySurroundings,
): WatchedEnvironment {
  const { instance } = data.database;
  return {
    cluster,
    services: running,
    databases: {
      postgres: {
        identifier: instance.identifier,
        allocatedStorageGiB: instance.allocatedStorage,
        maxConnections: maxConnectionsOf(environment.databaseClass),
      },
    },
    tables: { messages: { name: data.messages.name, indexes: [MESSAGE_GROUP_INDEX] } },
    natGatewayIds: network.natGatewayIds,
  };
}

/** For each service that sends traces; the rule's name is short, because X-Ray allows 32 characters. */
function sampleTraces(environment: Environment, opts: pulumi.ComponentResourceOptions): void {
  for (const serviceName of SERVICE_NAMES) {
    const { grants }: ServiceDefinition = SERVICES[serviceName];
    if (!grants.includes("traces")) continue;
    const ruleName = `${environment.environment}-${serviceName}`;
    const rate = environment.tracingSamplePercent / 100;
    new TraceSampling(serviceName, { ruleName, serviceName, rate }, opts);
  }
}
