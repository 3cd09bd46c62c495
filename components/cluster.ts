import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Ec2Capacity, type Ec2CapacityArgs } from "./ec2-capacity";
import { CLUSTER_NAME, KEY, LOG_GROUP } from "./lib/aws-checks";
import {
  type Capacity,
  capacityStrategy,
  FARGATE_CAPACITY,
  type FargateCapacity,
} from "./lib/capacity";
import { type Checks, faultsOf, flag, oneOf, optional } from "./lib/checks";
import { CLUSTER_INSTANCES } from "./lib/ec2-capacity-checks";
import { quote, refuse } from "./lib/faults";
import type { KeyReference, LogGroupReference } from "./lib/references";
import { WATCHED_CLUSTER } from "./lib/runtime-monitoring";

/** Arguments of {@link Cluster}. */
export interface ClusterArgs {
  /** The fixed name; the Service Connect namespace is called the same. */
  readonly clusterName: string;
  /**
   * Where tasks run when a service does not say it itself: `instances` for the cluster's own. Default
   * `{ onDemandWeight: 1, spotWeight: 0 }`.
   */
  readonly capacity?: FargateCapacity | "instances";
  /**
   * EC2 instances beside Fargate. ECS lets none go that a service uses: move the services first, and leave this out in a
   * later update. Default: none.
   */
  readonly instances?: Omit<Ec2CapacityArgs, "clusterName">;
  /** Container Insights: `enhanced` adds metrics per task and container. Default `enhanced`. */
  readonly containerInsights?: "enabled" | "enhanced";
  /** Where sessions of ECS Exec are recorded. */
  readonly execLogGroup: LogGroupReference;
  /** Encrypts the tasks' storage and exec sessions. Default: AWS's own encryption. */
  readonly key?: KeyReference;
  /** Whether GuardDuty may watch what runs in its tasks, also where it does not watch all clusters. Default false. */
  readonly runtimeMonitoring?: boolean;
}

const CHECKS: Checks<ClusterArgs> = {
  clusterName: CLUSTER_NAME,
  capacity: (what, value) =>
    value === undefined || value === "instances" ? [] : FARGATE_CAPACITY(what, value),
  instances: optional(CLUSTER_INSTANCES),
  containerInsights: optional(oneOf(["enabled", "enhanced"])),
  execLogGroup: LOG_GROUP,
  key: optional(KEY),
  runtimeMonitoring: optional(flag),
};

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
 * An ECS cluster on Fargate and Fargate Spot, and on instances where it is given some, with a Cloud Map namespace for
 * Service Connect, Container Insights, and every exec session recorded in a log group. Enhanced Container Insights is
 * billed as custom metrics.
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
  /** The cluster's own instances, if it has some. */
  readonly instances?: Ec2Capacity;
  readonly ready: aws.ecs.ClusterCapacityProviders;

  constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`Cluster ${quote(name)}`, faultsOf(args, CHECKS, instancesFault));
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
    if (args.instances)
      // They join the cluster by its name. It comes before them, and cannot go while one of them is in it.
      this.instances = new Ec2Capacity(
        `${name}-instances`,
        { ...args.instances, clusterName: args.clusterName },
        { ...parent, dependsOn: [cluster] },
      );
    this.capacity =
      args.capacity === "instances" && this.instances
        ? { capacityProviderName: this.instances.capacityProviderName }
        : fargateOf(args);
    this.ready = new aws.ecs.ClusterCapacityProviders(
      name,
      {
        clusterName: cluster.name,
        capacityProviders: [
          "FARGATE",
          "FARGATE_SPOT",
          ...(this.instances ? [this.instances.capacityProviderName] : []),
        ],
        defaultCapacityProviderStrategies: capacityStrategy(this.capacity),
      },
      parent,
    );
    this.name = args.clusterName;
    this.arn = cluster.arn;
    this.namespaceArn = namespace.arn;
    this.execLogGroup = args.execLogGroup;
    this.key = args.key;
    this.registerOutputs({
      arn: this.arn,
      clusterName: cluster.name,
      namespaceArn: this.namespaceArn,
    });
  }
}

function fargateOf({ capacity }: ClusterArgs): FargateCapacity {
  return typeof capacity === "object" ? capacity : { onDemandWeight: 1, spotWeight: 0 };
}

function instancesFault({ capacity }: Partial<ClusterArgs>, { instances }: ClusterArgs): string[] {
  return capacity === "instances" && instances === undefined
    ? ['capacity "instances" needs instances; say how many and in which network']
    : [];
}
