/** Where the tasks of a cluster run. */
import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { anyOf } from "./faults";

/** Fargate and Fargate Spot, by shares. */
export interface FargateCapacity {
  /** So many tasks run on demand before the weights count. Default 0. */
  readonly onDemandBase?: number;
  /** Share of on-demand Fargate, 0 to 1000. */
  readonly onDemandWeight: number;
  /** Share of Fargate Spot, 0 to 1000: about a third of the price, and AWS may take the task away at two minutes' notice. */
  readonly spotWeight: number;
}

/** Instances of one's own, by the capacity provider that scales them: an `Ec2Capacity` is one. */
export interface InstanceCapacity {
  /** The provider's name; the cluster has to know it. */
  readonly capacityProviderName: pulumi.Input<string>;
}

/** Where tasks run: ECS does not mix the two in one strategy. */
export type Capacity = FargateCapacity | InstanceCapacity;

/** What a task definition has to be compatible with; the word that ECS has for it. */
export type LaunchType = "FARGATE" | "EC2";

/** Whether tasks run on instances. */
export function onInstances(capacity: Capacity): capacity is InstanceCapacity {
  return "capacityProviderName" in capacity;
}

/** What the tasks' definitions have to be compatible with. */
export function launchTypeOf(capacity: Capacity): LaunchType {
  return onInstances(capacity) ? "EC2" : "FARGATE";
}

/** The capacity as ECS takes it: providers without a share are left out. */
export function capacityStrategy(
  capacity: Capacity,
): aws.types.input.ecs.ServiceCapacityProviderStrategy[] {
  if (onInstances(capacity))
    return [{ capacityProvider: capacity.capacityProviderName, base: 0, weight: 1 }];
  const base = capacity.onDemandBase ?? 0;
  return [
    { capacityProvider: "FARGATE", base, weight: capacity.onDemandWeight },
    { capacityProvider: "FARGATE_SPOT", base: 0, weight: capacity.spotWeight },
  ].filter((provider) => provider.base > 0 || provider.weight > 0);
}

/** What is wrong with shares. */
export function capacityFaults(capacity: Capacity): string[] {
  if (onInstances(capacity)) return [];
  const faults: string[] = [];
  const base = capacity.onDemandBase ?? 0;
  if (!Number.isInteger(base) || base < 0 || base > 100_000)
    faults.push(`capacity.onDemandBase ${base} is out of range; choose 0 to 100000`);
  for (const key of ["onDemandWeight", "spotWeight"] as const) {
    const weight = capacity[key];
    if (!Number.isInteger(weight) || weight < 0 || weight > 1000)
      faults.push(`capacity.${key} ${weight} is out of range; choose 0 to 1000`);
  }
  if (capacity.onDemandWeight === 0 && capacity.spotWeight === 0)
    faults.push(
      `capacity has no share above 0; give ${anyOf(["onDemandWeight", "spotWeight"])} one`,
    );
  return faults;
}
