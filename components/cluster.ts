import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { anyOf, quote, refuse } from "./lib/faults";
import type { KeyReference, LogGroupReference } from "./lib/references";
import { WATCHED_CLUSTER } from "./lib/runtime-monitoring";

/** Where tasks run when a service does not say it itself. */
export interface Capacity {
  /** So many tasks run on demand before the weights count. Default 0. */
  readonly onDemandBase?: number;
  /** Share of on-demand Fargate, 0 to 1000. */
  readonly onDemandWeight: number;
  /** Share of Fargate Spot, 0 to 1000: about a third of the price, and AWS may take the task away at two minutes' notice. */
  readonly spotWeight: number;
}

/** Arguments of {@link Cluster}. */
export interface ClusterArgs {
  /** The fixed name; the Service Connect namespace is called the same. */
  readonly clusterName: string;
  /** Default `{ onDemandWeight: 1, spotWeight: 0 }`. */
  readonly capacity?: Capacity;
  /** Container Insights: `enhanced` adds metrics per task and container. Default `enhanced`. */
  readonly containerInsights?: "enabled" | "enhanced";
  /** Where sessions of ECS Exec are recorded. */
  readonly execLogGroup: LogGroupReference;
  /** Encrypts the tasks' storage and exec sessions. Default: AWS's own encryption. */
  readonly key?: KeyReference;
  /** Whether GuardDuty may watch what runs in its tasks, also where it does not watch all clusters. Default false. */
  readonly runtimeMonitoring?: boolean;
}

/** A cluster as services use it. */
export interface ClusterReference {
  /** The plain name. */
  readonly name: string;
  /** The cluster's ARN. */
  readonly arn: pulumi.Output<string>;
  /** The namespace's ARN for Service Connect. */
  readonly namespaceArn: pulumi.Output<string>;
  /** Where tasks run unless a service says it. */
  readonly capacity: Capacity;
  /** Where sessions of ECS Exec are recorded. */
  readonly execLogGroup: LogGroupReference;
  /** Encrypts exec sessions. */
  readonly key?: KeyReference;
  /** What must exist before a service starts. */
  readonly ready: pulumi.Resource;
}

/**
 * An ECS cluster on Fargate and Fargate Spot with a Cloud Map namespace for Service Connect, Container Insights, and
 * every exec session recorded in a log group. Enhanced Container Insights is billed as custom metrics.
 */
export class Cluster extends pulumi.ComponentResource implements ClusterReference {
  readonly name: string;
  /** The cluster's ARN. */
  readonly arn: pulumi.Output<string>;
  readonly namespaceArn: pulumi.Output<string>;
  /** Where tasks run unless a service says it. */
  readonly capacity: Capacity;
  /** Where sessions of ECS Exec are recorded. */
  readonly execLogGroup: LogGroupReference;
  readonly key?: KeyReference;
  readonly ready: aws.ecs.ClusterCapacityProviders;

  constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    const capacity = args.capacity ?? { onDemandWeight: 1, spotWeight: 0 };
    refuse(`Cluster ${quote(name)}`, clusterFaults(args.clusterName, capacity));
    super("cruddur:ecs:Cluster", name, {}, opts);
    const parent = { parent: this };
    const namespace = new aws.servicediscovery.HttpNamespace(
      name,
      { name: args.clusterName, description: "Service Connect" },
      parent,
    );
    const cluster = new aws.ecs.Cluster(
      name,
      {
        name: args.clusterName,
        ...(args.runtimeMonitoring && { tags: WATCHED_CLUSTER }),
        settings: [{ name: "containerInsights", value: args.containerInsights ?? "enhanced" }],
        serviceConnectDefaults: { namespace: namespace.arn },
        configuration: {
          executeCommandConfiguration: {
            logging: "OVERRIDE",
            kmsKeyId: args.key?.arn,
            logConfiguration: {
              cloudWatchLogGroupName: args.execLogGroup.name,
              cloudWatchEncryptionEnabled: args.execLogGroup.encrypted,
            },
          },
          ...(args.key && {
            managedStorageConfiguration: { fargateEphemeralStorageKmsKeyId: args.key.arn },
          }),
        },
      },
      {
        ...parent,
        dependsOn: [args.execLogGroup.ready, ...(args.key ? [args.key.ready] : [])],
      },
    );
    this.ready = new aws.ecs.ClusterCapacityProviders(
      name,
      {
        clusterName: cluster.name,
        capacityProviders: ["FARGATE", "FARGATE_SPOT"],
        defaultCapacityProviderStrategies: capacityStrategy(capacity),
      },
      parent,
    );
    this.name = args.clusterName;
    this.arn = cluster.arn;
    this.namespaceArn = namespace.arn;
    this.capacity = capacity;
    this.execLogGroup = args.execLogGroup;
    this.key = args.key;
    this.registerOutputs({
      arn: this.arn,
      clusterName: cluster.name,
      namespaceArn: this.namespaceArn,
    });
  }
}

/** The capacity as ECS takes it: providers without a share are left out. */
export function capacityStrategy(
  capacity: Capacity,
): aws.types.input.ecs.ServiceCapacityProviderStrategy[] {
  const base = capacity.onDemandBase ?? 0;
  return [
    { capacityProvider: "FARGATE", base, weight: capacity.onDemandWeight },
    { capacityProvider: "FARGATE_SPOT", base: 0, weight: capacity.spotWeight },
  ].filter((provider) => provider.base > 0 || provider.weight > 0);
}

function clusterFaults(clusterName: string, capacity: Capacity): string[] {
  const faults: string[] = [];
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$/.test(clusterName))
    faults.push(`clusterName ${quote(clusterName)} is not 1 to 255 of letters, digits, - and _`);
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
