/** Where the tasks of a cluster run. */
import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type Check, type Checks, fields, input, isRecord, optional, text, whole } from "./checks";
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

/** Whether tasks run on instances: of what was given for a capacity, of whatever kind it is. */
export function onInstances(capacity: unknown): capacity is InstanceCapacity {
  return isRecord(capacity) && "capacityProviderName" in capacity;
}

/** What the tasks' definitions have to be compatible with. */
export function launchTypeOf(capacity: unknown): LaunchType {
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

const SHARE = whole(0, 1000);
const SHARES: Checks<FargateCapacity> = {
  onDemandBase: optional(whole(0, 100_000)),
  onDemandWeight: SHARE,
  spotWeight: SHARE,
};
// Source: ECS API reference, CreateCapacityProvider.
const PROVIDER = fields<InstanceCapacity>({
  capacityProviderName: input(
    text(
      /^(?!aws|ecs|fargate)[A-Za-z0-9_-]{1,255}$/i,
      "1 to 255 of letters, digits, - and _, not beginning with aws, ecs or fargate",
    ),
  ),
});

/** Fargate by shares. Ranges: ECS API reference, CapacityProviderStrategyItem. */
export const FARGATE_CAPACITY: Check = (what, value) =>
  fields(SHARES, ({ onDemandWeight, spotWeight }) =>
    onDemandWeight === 0 && spotWeight === 0
      ? [`${what} has no share above 0; give ${anyOf(["onDemandWeight", "spotWeight"])} one`]
      : [],
  )(what, value);

/** Fargate by shares, or instances. */
export const CAPACITY: Check = (what, value) =>
  (onInstances(value) ? PROVIDER : FARGATE_CAPACITY)(what, value);
