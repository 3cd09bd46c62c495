import type { ClusterReference } from "../cluster";
import type { FargateTaskArgs } from "../fargate-task";
import type { NetworkReference } from "../network";
import type { Scaling } from "../service-scaling";
import { type Capacity, launchTypeOf } from "./capacity";
import type { DeploymentArgs } from "./deployment";
import { targetPeers, type Targets } from "./load-balancing";
import type { Peer } from "./peers";
import { agentMemory } from "./runtime-monitoring";
import { PROXY_MEMORY_MIB } from "./service-connect";

/** Arguments of `FargateService`. */
export interface FargateServiceArgs extends Omit<
  FargateTaskArgs,
  "exec" | "launchType" | "reservedMemoryMiB" | "runsToEnd" | "containerName"
> {
  /** Where the tasks run. */
  readonly cluster: ClusterReference;
  /** In whose private subnets. */
  readonly network: NetworkReference;
  /**
   * The container's name, and the name under which other services of the namespace reach its port
   * (`http://<name>:<port>`) by Service Connect.
   */
  readonly serviceName: string;
  /** Whether other services find it by that name; otherwise it only calls others. Default: whether it has a port. */
  readonly discoverable?: boolean;
  /** How many tasks. */
  readonly scaling: Scaling;
  /** Fargate by shares, or instances whose provider the cluster knows. Default: the cluster's. */
  readonly capacity?: Capacity;
  /** Who may open connections to the tasks, by name. Default: nobody. */
  readonly ingressFrom?: Readonly<Record<string, Peer>>;
  /** To whom the tasks may open connections, by name. Default: nobody. */
  readonly egressTo?: Readonly<Record<string, Peer>>;
  /** Load balancers' targets that send requests to the container's port, by name; peers by that. Default: none. */
  readonly targets?: Targets;
  /** How new revisions take over. Default: rolling, decided by this program. */
  readonly deployment?: DeploymentArgs;
  /**
   * Lets people open a shell in a running container (ECS Exec). Does every part: the service's switch, the task role's
   * rights, the agent's writable directories; sessions are recorded by the cluster. AWS does not support it together
   * with a read-only root; the directories are meant to make it work and were not tried on AWS. Default false.
   */
  readonly allowExec?: boolean;
}

/** The arguments of its task. */
export function toTaskArgs(args: FargateServiceArgs): FargateTaskArgs {
  return {
    ...args,
    containerName: args.serviceName,
    launchType: launchTypeOf(capacityOf(args)),
    reservedMemoryMiB: PROXY_MEMORY_MIB + agentMemory(args),
    exec: args.allowExec ? args.cluster : undefined,
  };
}

/** Where the service's tasks run. */
export function capacityOf({ capacity, cluster }: FargateServiceArgs): Capacity {
  return capacity ?? cluster.capacity;
}

/** Who may open connections to the tasks: named peers and load balancers. */
export function ingressPeers(args: FargateServiceArgs): Record<string, Peer> {
  return { ...args.ingressFrom, ...targetPeers(args.targets ?? {}) };
}
