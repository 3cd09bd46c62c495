/** What alarms and the dashboard of an environment look at. */
import type * as pulumi from "@pulumi/pulumi";
import type { ClusterReference } from "../cluster";
import type { LoadBalancerReference } from "../load-balancer";

/** A service's place behind a load balancer; a `LoadBalancerTarget` is one. */
export interface WatchedTarget {
  /** The target groups as metrics name them: one, or two where ECS moves requests between them. */
  readonly arnSuffixes: readonly pulumi.Input<string>[];
}

/** An ECS service; a `FargateService` is one. */
export interface WatchedService {
  /** The physical name. */
  readonly serviceName: pulumi.Input<string>;
}

/** A database instance. */
export interface WatchedDatabase {
  /** Its identifier. */
  readonly identifier: pulumi.Input<string>;
  /** Storage in GiB, as it is now. */
  readonly allocatedStorageGiB: pulumi.Input<number>;
  /** How many connections it takes; see `maxConnectionsOf`. Default: unknown, they are not watched. */
  readonly maxConnections?: number;
}

/** A DynamoDB table. */
export interface WatchedTable {
  readonly name: pulumi.Input<string>;
  /** Names of its global secondary indexes. Default: none. */
  readonly indexes?: readonly string[];
}

/** The parts of an environment; what it does not have is left out. */
export interface WatchedEnvironment {
  readonly loadBalancer?: Pick<LoadBalancerReference, "arnSuffix">;
  /** By service name; needs the load balancer. */
  readonly targets?: Readonly<Record<string, WatchedTarget>>;
  /** The services' cluster. */
  readonly cluster: Pick<ClusterReference, "name">;
  /** By name. */
  readonly services?: Readonly<Record<string, WatchedService>>;
  /** By name. */
  readonly databases?: Readonly<Record<string, WatchedDatabase>>;
  /** By name. */
  readonly tables?: Readonly<Record<string, WatchedTable>>;
  readonly natGatewayIds?: readonly pulumi.Input<string>[];
}

/** What is wrong with what is to be watched. */
export function watchedFaults(watched: WatchedEnvironment): string[] {
  const faults: string[] = [];
  const targets = Object.entries(watched.targets ?? {});
  if (targets.length > 0 && watched.loadBalancer === undefined)
    faults.push("targets are given without loadBalancer, by which their metrics go");
  for (const [name, { arnSuffixes }] of targets)
    if (arnSuffixes.length === 0)
      faults.push(`target "${name}" has no arnSuffixes; give one or two`);
  for (const [name, { maxConnections }] of Object.entries(watched.databases ?? {}))
    if (maxConnections !== undefined && !(Number.isInteger(maxConnections) && maxConnections > 0))
      faults.push(
        `maxConnections ${maxConnections} of database "${name}" is not a whole number above 0`,
      );
  return faults;
}
