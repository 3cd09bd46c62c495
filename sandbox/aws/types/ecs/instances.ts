/**
 * Whether the instances of a service's capacity providers can take one of its tasks.
 * Sentences: "Amazon ECS service event messages" (Developer Guide). Sizes: EC2 instance types t3 and t4g (EC2 User Guide).
 */
import type { Call, Properties } from "../../resource-type";
import { GROUP } from "../autoscaling/group";
import { LAUNCH_TEMPLATE } from "../ec2/tokens";
import { parseCpu, parseMemory } from "./fargate-size";
import { CAPACITY_PROVIDER, object, text, items } from "./records";

/** vCPUs and GiB by size. */
const SIZES: Readonly<Record<string, readonly [number, number]>> = {
  nano: [2, 0.5],
  micro: [2, 1],
  small: [2, 2],
  medium: [2, 4],
  large: [2, 8],
  xlarge: [4, 16],
  "2xlarge": [8, 32],
};
/** What the operating system and the agent leave to tasks; about, and ours. */
const LEFT_TO_TASKS = 0.95;

const NO_INSTANCES = "No Container Instances were found in your cluster.";
const closest = (why: string) => `The closest matching container-instance ${why}.`;

/** Why no instance of the strategy's providers takes the task; undefined: one does, or its kind is unknown here. */
export function instancesFault(
  revision: Properties,
  strategy: readonly Properties[],
  call: Call,
): string | undefined {
  const faults = strategy
    .filter((item) => Number(item["base"] ?? 0) + Number(item["weight"] ?? 0) > 0)
    .map((item) => providerFault(text(item["capacityProvider"]) ?? "", revision, call));
  return faults.includes(undefined) ? undefined : faults[0];
}

function providerFault(name: string, revision: Properties, call: Call): string | undefined {
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
  return taskFault(revision, text(template?.["instanceType"]) ?? "");
}

function taskFault(revision: Properties, instanceType: string): string | undefined {
  const [, family, size = ""] = /^(t3|t4g)\.(.+)$/.exec(instanceType) ?? [];
  const capacity = SIZES[size];
  if (family === undefined || capacity === undefined) return undefined;
  const wanted = text(object(revision["runtimePlatform"])?.["cpuArchitecture"]);
  const has = family === "t4g" ? "ARM64" : "X86_64";
  if (wanted !== undefined && wanted !== has)
    return closest("is missing an attribute required by your task");
  const [cpus, gibibytes] = capacity;
  if ((parseCpu(text(revision["cpu"]) ?? "") ?? 0) > cpus * 1024)
    return closest("has insufficient CPU units available");
  const memory = parseMemory(text(revision["memory"]) ?? "") ?? containersMemory(revision);
  return memory > gibibytes * 1024 * LEFT_TO_TASKS
    ? closest("has insufficient memory available")
    : undefined;
}

function containersMemory(revision: Properties): number {
  const containers = JSON.parse(text(revision["containerDefinitions"]) ?? "[]") as unknown;
  return items(containers).reduce(
    (sum, { memoryReservation, memory }) => sum + Number(memoryReservation ?? memory ?? 0),
    0,
  );
}
