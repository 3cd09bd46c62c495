/**
 * What CreateService and UpdateService refuse.
 * Facts: AWS's API model (ecs 2014-11-13) and "Amazon ECS service definition parameters" (Developer
 * Guide). Sentences: AWS's answers as quoted in public issue trackers, in the retry lists of
 * hashicorp/terraform-provider-aws (internal/service/ecs/service.go), in getmoto/moto and measured by
 * badmintoncryer/cdk-preflight; except where a comment says that the wording is ours.
 */
import type { Call, Properties } from "../../resource-type";
import { requireStrategy } from "./capacity";
import { ECS_NAME } from "./cluster";
import type { ContainerDefinition } from "./container";
import {
  defaultStrategyOf,
  ecsError,
  findRevision,
  items,
  providersOf,
  text,
  type Revision,
} from "./records";
import { requireConnect } from "./service-connect-rules";
import { requireNetwork } from "./service-network-rules";
import { taskOf } from "./task-definition";
import { requireTraffic } from "./traffic-rules";

/** A service as CreateService looks at it. */
export interface ServiceRequest {
  readonly service: Properties;
  readonly cluster: Properties;
  readonly revision: Revision;
  readonly containers: readonly ContainerDefinition[];
  readonly networkMode: string;
  /** Given, or the cluster's default where the service names neither strategy nor launch type. */
  readonly strategy: readonly Properties[];
  /** Its tasks run on Fargate, by launch type or by capacity provider. */
  readonly fargate: boolean;
  readonly operation: string;
  readonly refuse: (message: string) => Error;
}

/**
 * Finds what a service refers to and refuses as AWS does; returns what it found.
 * @param current task definition that the service has: an update that keeps it does not name it, so it may be inactive.
 */
export function requireService(
  service: Properties,
  cluster: Properties,
  operation: string,
  call: Call,
  current?: string,
): ServiceRequest {
  const refuse = (message: string) => ecsError(operation, "InvalidParameterException", message);
  const name = text(service["name"]) ?? "";
  if (!ECS_NAME.test(name)) {
    // Our wording.
    throw refuse(
      `Invalid service name '${name}'. Up to 255 letters, numbers, underscores and hyphens are allowed.`,
    );
  }
  const given = items(service["capacityProviderStrategies"]);
  const launchType = text(service["launchType"]);
  if (launchType !== undefined && given.length > 0) {
    throw refuse(
      "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
    );
  }
  const reference = text(service["taskDefinition"]);
  const revision = requireRevision(reference, operation, call, reference === current);
  const task = taskOf(revision.properties);
  const strategy =
    given.length > 0 || launchType !== undefined
      ? given
      : defaultStrategyOf(call.account, cluster["name"] as string);
  const providers = strategy.map((item) => text(item["capacityProvider"]) ?? "");
  const request: ServiceRequest = {
    service,
    cluster,
    revision,
    containers: task.containers,
    networkMode: task.networkMode,
    strategy,
    fargate: launchType === "FARGATE" || providers.some((item) => item.startsWith("FARGATE")),
    operation,
    refuse,
  };
  requireStrategy(given, providersOf(call.account, cluster["name"] as string), operation);
  requireLaunch(request, task.fargate);
  requireCounts(request);
  requireNetwork(request, call);
  requireLoadBalancers(request, call);
  requireTraffic(request, call);
  requireConnect(request, call);
  requireExec(request);
  return request;
}

function requireRevision(
  reference: string | undefined,
  operation: string,
  call: Call,
  isKept: boolean,
): Revision {
  const refuse = (message: string) => ecsError(operation, "ClientException", message);
  if (reference === undefined) throw refuse("TaskDefinition can not be blank.");
  const revision = findRevision(call.account, reference);
  if (revision === undefined) throw refuse("TaskDefinition not found.");
  if (revision.status === "INACTIVE" && !isKept) throw refuse("TaskDefinition is inactive");
  return revision;
}

function requireLaunch(request: ServiceRequest, compatible: boolean): void {
  const { service, refuse, fargate, strategy } = request;
  const launchType = text(service["launchType"]);
  if (fargate && !compatible) {
    throw refuse("Task definition does not support launch_type FARGATE.");
  }
  const onInstances = launchType === "EC2" || (strategy.length > 0 && !fargate);
  if (onInstances && text(service["platformVersion"]) !== undefined) {
    throw refuse("The platform version must be null when specifying an EC2 launch type.");
  }
  if (!fargate) return;
  if (items(service["placementConstraints"]).length > 0) {
    throw refuse("Placement constraints are not supported with FARGATE launch type.");
  }
  if (items(service["orderedPlacementStrategies"]).length > 0) {
    throw refuse("Placement strategies are not supported with FARGATE launch type.");
  }
  if (service["schedulingStrategy"] === "DAEMON") {
    throw refuse("The daemon scheduling strategy does not support the FARGATE launch type.");
  }
  const version = text(service["platformVersion"]) ?? "LATEST";
  if (!/^(LATEST|1\.[0-4]\.0)$/.test(version)) {
    throw ecsError(
      "CreateService",
      "PlatformUnknownException",
      "The specified platform version doesn't exist.",
    );
  }
}

function requireCounts({ service, refuse }: ServiceRequest): void {
  const desired = Number(service["desiredCount"] ?? 0);
  const min = Number(service["deploymentMinimumHealthyPercent"] ?? 100);
  const max = Number(service["deploymentMaximumPercent"] ?? 200);
  const daemon = service["schedulingStrategy"] === "DAEMON";
  // Our wording.
  if (desired < 0) throw refuse(`desiredCount must be at least 0, got ${desired}.`);
  if (min > 100) throw refuse("minimumHealthyPercent must be at most 100.");
  // Our wording.
  if (min < 0) throw refuse("minimumHealthyPercent must be at least 0.");
  if (service["availabilityZoneRebalancing"] === "ENABLED" && !rebalances(service)) {
    // Our wording.
    throw refuse(
      "Availability Zone rebalancing is not supported for services with a maximumPercent of 100 or less or with the DAEMON scheduling strategy.",
    );
  }
  if (daemon) return;
  if (max < 100) throw refuse("maximumPercent must be at least 100.");
  if (min === 100 && max === 100) {
    throw refuse(
      "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.",
    );
  }
}

/** Whether tasks can be moved between zones ("Balancing an Amazon ECS service across Availability Zones", Developer Guide). */
export function rebalances(service: Properties): boolean {
  return (
    service["schedulingStrategy"] !== "DAEMON" &&
    Number(service["deploymentMaximumPercent"] ?? 200) > 100
  );
}

const TARGET_GROUPS = /^aws:(lb|alb|elasticloadbalancingv2|applicationloadbalancing)\/targetGroup:/;
const LISTENERS = /^aws:(lb|alb|elasticloadbalancingv2|applicationloadbalancing)\/listener(Rule)?:/;

function requireLoadBalancers(request: ServiceRequest, call: Call): void {
  const { service, refuse, containers, networkMode, fargate } = request;
  for (const entry of items(service["loadBalancers"])) {
    const group = text(entry["targetGroupArn"]);
    const classic = text(entry["elbName"]);
    if (group !== undefined && classic !== undefined) {
      throw refuse("loadBalancerName and targetGroupArn cannot both be specified.");
    }
    if (classic !== undefined && fargate) {
      throw refuse("Classic Load Balancers are not supported with Fargate.");
    }
    const name = text(entry["containerName"]) ?? "";
    const port = entry["containerPort"];
    const container = containers.find((item) => item.name === name);
    if (container === undefined) {
      throw refuse(`The container ${name} does not exist in the task definition.`);
    }
    if (!(container.portMappings ?? []).some((item) => item.containerPort === port)) {
      throw refuse(`The container ${name} did not have a container port ${Number(port)} defined.`);
    }
    if (group !== undefined) requireTargetGroup(group, networkMode, refuse, call);
  }
}

function requireTargetGroup(
  arn: string,
  networkMode: string,
  refuse: ServiceRequest["refuse"],
  call: Call,
): void {
  const all = call.account.all();
  const group = all.find(({ token, id }) => TARGET_GROUPS.test(token) && id === arn)?.properties;
  if (group === undefined) {
    throw refuse(
      "Unable to assume role and validate the specified targetGroupArn. Please verify that the ECS service role being passed has the proper permissions.",
    );
  }
  const listened = all.some(
    ({ token, properties }) => LISTENERS.test(token) && JSON.stringify(properties).includes(arn),
  );
  if (!listened) {
    throw refuse(
      `The target group with targetGroupArn ${arn} does not have an associated load balancer.`,
    );
  }
  const type = text(group["targetType"]) ?? "instance";
  if (networkMode === "awsvpc" && type !== "ip") {
    throw refuse(
      `The provided target group ${arn} has target type ${type}, which is incompatible with the awsvpc network mode specified in the task definition.`,
    );
  }
}

function requireExec({ service, revision, operation, refuse }: ServiceRequest): void {
  if (service["enableExecuteCommand"] !== true) return;
  if (text(revision.properties["taskRoleArn"]) !== undefined) return;
  const done = operation === "CreateService" ? "created" : "updated";
  throw refuse(
    `The service couldn't be ${done} because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.`,
  );
}
