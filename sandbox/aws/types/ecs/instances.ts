/**
 * Whether the instances of a service's capacity providers take its tasks.
 * Sentences: "Amazon ECS service event messages" (Developer Guide) and events as quoted in public issue trackers.
 */
import type { Account } from "../../account";
import type { Call, Properties } from "../../resource-type";
import { GROUP } from "../autoscaling/group";
import { LAUNCH_TEMPLATE } from "../ec2/tokens";
import { parseCpu, parseMemory } from "./fargate-size";
import { lacking, type Room, roomOf } from "./instance-room";
import {
  CAPACITY_PROVIDER,
  findRevision,
  items,
  object,
  type Rollout,
  rolloutOf,
  SERVICE,
  text,
} from "./records";
import { strategyOf } from "./strategy";

const NO_INSTANCES = "No Container Instances were found in your cluster.";
const closest = (why: string) => `The closest matching container-instance ${why}.`;
const LACKS: Readonly<Record<keyof Room, string>> = {
  cpu: closest("has insufficient CPU units available"),
  memory: closest("has insufficient memory available"),
  interfaces: closest('encountered error "RESOURCE:ENI"'),
};

/** What is to be placed: a service's tasks of one revision. */
export interface Placement {
  readonly revision: Properties;
  readonly service: Properties;
  /** What runs until a deployment has replaced it; none where the number of tasks alone changes. */
  readonly before: Rollout | undefined;
}

/** Why no provider of the service's strategy takes its tasks; undefined: one does, or its instances are unknown here. */
export function instancesFault(placement: Placement, call: Call): string | undefined {
  const faults = providersIn(placement.service).map((name) => providerFault(name, placement, call));
  return faults.includes(undefined) ? undefined : faults[0];
}

/** Names of the providers that have a share. */
function providersIn(service: Properties): readonly string[] {
  return items(service["capacityProviderStrategies"])
    .filter((item) => Number(item["base"] ?? 0) + Number(item["weight"] ?? 0) > 0)
    .map((item) => text(item["capacityProvider"]) ?? "");
}

function providerFault(name: string, placement: Placement, call: Call): string | undefined {
  const provider = call.account.find(CAPACITY_PROVIDER, (item) => item["name"] === name);
  const settings = object(provider?.properties["autoScalingGroupProvider"]);
  // Managed instances are chosen by ECS to fit.
  if (settings === undefined) return undefined;
  const arn = text(settings["autoScalingGroupArn"]);
  const group = call.account.find(GROUP, (item) => item["arn"] === arn)?.properties;
  const scales = object(settings["managedScaling"])?.["status"] === "ENABLED";
  const instances = Number(group?.[scales ? "maxSize" : "desiredCapacity"] ?? 0);
  if (group === undefined || instances === 0) return NO_INSTANCES;
  const templateId = object(group["launchTemplate"])?.["id"];
  const template = call.account.get(LAUNCH_TEMPLATE, String(templateId));
  const instanceType = text(template?.["instanceType"]) ?? "";
  const room = roomOf(instanceType);
  if (room === undefined) return undefined;
  const wanted = text(object(placement.revision["runtimePlatform"])?.["cpuArchitecture"]);
  const has = /^[a-z]+\d+g/.test(instanceType) ? "ARM64" : "X86_64";
  if (wanted !== undefined && wanted !== has)
    return closest("is missing an attribute required by your task");
  for (const tasks of stagesOf(name, placement, call)) {
    const what = lacking(tasks, room, instances);
    if (what !== undefined) return LACKS[what];
  }
  return undefined;
}

/** All tasks on a provider's instances: while a deployment begins, and when it is done. */
function stagesOf(
  name: string,
  { revision, service, before }: Placement,
  call: Call,
): readonly (readonly Room[])[] {
  const others = call.account
    .list(SERVICE)
    .filter(({ properties }) => properties["arn"] !== service["arn"])
    .flatMap(({ id }) => runningOn(name, rolloutOf(call.account, id), call));
  // ECS starts one on each instance that there is.
  const isDaemon = service["schedulingStrategy"] === "DAEMON";
  const desired = isDaemon ? 1 : Number(service["desiredCount"] ?? 0);
  const one = roomFor(revision);
  const all = Array.from({ length: desired }, () => one);
  const kept = Math.ceil((desired * minimumHealthy(service)) / 100);
  const old = runningOn(name, before, call).slice(0, kept);
  const first = strategyOf(service) === "ROLLING" ? all.slice(0, 1) : all;
  return [
    [...others, ...old, ...first],
    [...others, ...all],
  ];
}

const minimumHealthy = (service: Properties) =>
  Number(service["deploymentMinimumHealthyPercent"] ?? 100);

/** The tasks of a service that run on a provider's instances. */
function runningOn(name: string, rollout: Rollout | undefined, call: Call): readonly Room[] {
  if (rollout === undefined || !providersIn(rollout.effective).includes(name)) return [];
  const revision = findRevision(call.account, text(rollout.effective["taskDefinition"]) ?? "");
  if (revision === undefined) return [];
  const room = roomFor(revision.properties);
  return Array.from({ length: rollout.runningCount }, () => room);
}

/** What a task of this revision takes. */
function roomFor(revision: Properties): Room {
  const containers = items(JSON.parse(text(revision["containerDefinitions"]) ?? "[]"));
  const sum = (of: (container: Properties) => unknown) =>
    containers.reduce((total, container) => total + Number(of(container) ?? 0), 0);
  return {
    cpu: parseCpu(text(revision["cpu"]) ?? "") ?? sum(({ cpu }) => cpu),
    memory:
      parseMemory(text(revision["memory"]) ?? "") ??
      sum(({ memoryReservation, memory }) => memoryReservation ?? memory),
    interfaces: revision["networkMode"] === "awsvpc" ? 1 : 0,
  };
}

/** Whether an Auto Scaling group runs instances that join the cluster: their user data names it to the agent. */
export function hasInstances(account: Account, clusterName: string): boolean {
  return account.list(GROUP).some(({ properties: group }) => {
    const template = account.get(LAUNCH_TEMPLATE, String(object(group["launchTemplate"])?.["id"]));
    const script = Buffer.from(text(template?.["userData"]) ?? "", "base64").toString();
    const joins = /ECS_CLUSTER=["']?([\w-]+)/.exec(script)?.[1] === clusterName;
    return joins && Number(group["desiredCapacity"]) > 0;
  });
}
