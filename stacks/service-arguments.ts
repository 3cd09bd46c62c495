/** What a service of `services.ts` becomes in an environment. */
import type * as pulumi from "@pulumi/pulumi";
import { type ClusterArgs, DATABASE_PORT, type FargateService } from "../components";
import type { DeploymentArgs } from "../components/lib/deployment";
import type { Statement } from "../components/lib/iam-documents";
import type { Peer } from "../components/lib/peers";
import { AGENT_ENDPOINT } from "../components/lib/runtime-monitoring";
import type { SidecarArgs } from "../components/lib/task-containers";
import { tracingSidecar, WRITE_TRACES } from "../components/lib/tracing";
import type { Scaling } from "../components/service-scaling";
import type { Environment } from "../config";
import {
  type Grant,
  type ServiceDefinition,
  type ServiceName,
  SERVICES,
  TRACING_REPOSITORY,
} from "../services";
import type { StackProvider } from "./provider";
import type { ServiceSurroundings } from "./service";

const HTTPS_PORT = 443;

/**
 * How new revisions take over. A service that no load balancer knows has no requests to move.
 *
 * @param alarmNames What rolls a deployment back.
 */
export function deploymentOf(
  environment: Environment,
  isPublic: boolean,
  alarmNames: readonly pulumi.Input<string>[],
): DeploymentArgs {
  const { revisionsBy: by, deploymentBakeMinutes: bakeMinutes, deploymentHookArn } = environment;
  const { deploymentStepPercent: stepPercent, deploymentStepMinutes: stepMinutes } = environment;
  if (!isPublic || environment.deployment === "rolling")
    return { strategy: "ROLLING", by, alarmNames };
  const hooks =
    deploymentHookArn === undefined
      ? []
      : [{ lambdaArn: deploymentHookArn, stages: ["POST_SCALE_UP"] as const }];
  const shared = { by, alarmNames, bakeMinutes, hooks };
  if (environment.deployment === "blueGreen") return { ...shared, strategy: "BLUE_GREEN" };
  const strategy = ({ canary: "CANARY", linear: "LINEAR" } as const)[environment.deployment];
  return { ...shared, strategy, stepPercent, stepMinutes };
}

/** How many tasks, and when. */
export function scalingOf(environment: Environment, name: ServiceName): Scaling {
  const { minTasks, maxTasks, requestsPerTask } = environment.services[name];
  const { workingHours, timeZone } = environment;
  return {
    minTasks,
    maxTasks,
    ...(requestsPerTask > 0 && { requestsPerTask }),
    ...(workingHours !== "always" && { workingHours: { ...workingHours, timeZone } }),
  };
}

/** Whether a service sends traces. */
function traces(definition: ServiceDefinition, environment: Environment): boolean {
  return environment.tracing !== "none" && definition.grants.includes("traces");
}

/** The containers beside the service's own. */
export function sidecarsOf(
  definition: ServiceDefinition,
  { environment, repositories, defaultSidecars }: ServiceSurroundings,
): Readonly<Record<string, SidecarArgs>> {
  const { tracing, tracingImageDigest: digest } = environment;
  const repository = repositories[TRACING_REPOSITORY];
  return {
    ...(tracing !== "none" &&
      traces(definition, environment) &&
      tracingSidecar(tracing, { repository, digest })),
    ...defaultSidecars,
  };
}

/** What the program may do in AWS. */
export function statementsOf(
  definition: ServiceDefinition,
  { environment, data }: ServiceSurroundings,
): Statement[] {
  const statements: Readonly<Record<Grant, readonly Statement[]>> = {
    messages: data.messages.statements,
    traces: environment.tracing === "none" ? [] : [WRITE_TRACES],
  };
  return definition.grants.flatMap((grant) => statements[grant]);
}

/** The AWS services that tasks, and instances if there are some, talk with, for interface endpoints. */
export function endpointServices(environment: Environment): string[] {
  if (environment.interfaceEndpoints === "none") return [];
  return [
    "ecr.api",
    "ecr.dkr",
    "logs",
    "ssm",
    ...(environment.customerKeys ? ["kms"] : []),
    ...(environment.allowExec || environment.maxInstances > 0 ? ["ssmmessages"] : []),
    ...(environment.maxInstances > 0 ? ["ecs", "ecs-agent", "ecs-telemetry"] : []),
    ...(environment.tracing === "none" ? [] : ["xray"]),
    ...(environment.runtimeMonitoring ? [AGENT_ENDPOINT] : []),
  ];
}

/** The cluster's instances: they pull the images and deliver the logs of their tasks, so they talk with the same. */
export function instancesOf(
  environment: Environment,
  {
    account,
    network,
    tags,
  }: Pick<ServiceSurroundings, "account" | "network"> & Pick<StackProvider, "tags">,
): ClusterArgs["instances"] {
  const { minInstances, maxInstances, architecture, instanceType, permissionsBoundaryArn } =
    environment;
  if (maxInstances === 0) return undefined;
  return {
    account,
    network,
    minInstances,
    maxInstances,
    architecture,
    instanceType,
    egressTo: commonPeers({ environment, network }),
    tags,
    permissionsBoundaryArn,
  };
}

/** Whom every task talks with: the registry, and the world if there is a way. */
export function commonPeers({
  environment,
  network,
}: Pick<ServiceSurroundings, "environment" | "network">): Record<string, Peer> {
  const { securityGroupId, s3PrefixListId } = network.endpoints;
  return {
    ...(securityGroupId && { endpoints: { securityGroupId, port: HTTPS_PORT } }),
    // Image layers come from S3, by its gateway.
    s3: { prefixListId: s3PrefixListId, port: HTTPS_PORT },
    // Honeycomb, Rollbar and Cognito have no endpoint in the VPC.
    ...(environment.nat !== "none" && { internet: { cidrIpv4: "0.0.0.0/0", port: HTTPS_PORT } }),
  };
}

/** The database as a peer. */
export function databasePeer({ data }: Pick<ServiceSurroundings, "data">): Record<string, Peer> {
  const { securityGroupId } = data.database;
  return { database: { securityGroupId, port: DATABASE_PORT } };
}

/** Whom a service's tasks talk with. */
export function peersOf(
  definition: ServiceDefinition,
  callees: Readonly<Record<string, FargateService>>,
  surroundings: ServiceSurroundings,
): { ingressFrom: Record<string, Peer>; egressTo: Record<string, Peer> } {
  const { dynamodbPrefixListId } = surroundings.network.endpoints;
  const called = Object.entries(callees).map(([name, { securityGroupId }]) => [
    name,
    { securityGroupId, port: SERVICES[name as ServiceName].port },
  ]);
  return {
    ingressFrom: definition.discoverable ? { itself: { securityGroupId: "self" } } : {},
    egressTo: {
      ...commonPeers(surroundings),
      ...(Object.values(definition.secrets).includes("databaseUrl") && databasePeer(surroundings)),
      ...(definition.grants.includes("messages") && {
        dynamodb: { prefixListId: dynamodbPrefixListId, port: HTTPS_PORT },
      }),
      ...(Object.fromEntries(called) as Record<string, Peer>),
    },
  };
}
