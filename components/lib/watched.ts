/** What alarms and the dashboard of an environment look at. */
import type * as pulumi from "@pulumi/pulumi";
import type { ClusterReference } from "../cluster";
import type { LoadBalancerReference } from "../load-balancer";
import { CLUSTER_NAME, TABLE_NAME } from "./aws-checks";
import { type Check, fields, input, isRecord, list, named, optional, text, whole } from "./checks";

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
  /** Its name. */
  readonly name: pulumi.Input<string>;
  /** Names of its global secondary indexes. Default: none. */
  readonly indexes?: readonly string[];
}

/** The parts of an environment; what it does not have is left out. */
export interface WatchedEnvironment {
  /** The load balancer before the services. */
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
  /** Gateways by which the tasks reach the world. */
  readonly natGatewayIds?: readonly pulumi.Input<string>[];
}

const NAME = text(/^.{1,255}$/, "1 to 255 characters");
/** Names become parts of alarms' names. */
const KEY_NAME = text(/^[\w-]{1,64}$/, "1 to 64 letters, digits, - and _");

/** What is watched: the parts by themselves, then what they need of each other. */
export const WATCHED: Check = fields<WatchedEnvironment>(
  {
    loadBalancer: optional(
      fields<NonNullable<WatchedEnvironment["loadBalancer"]>>({
        arnSuffix: input(
          text(/^app\/\S+$/, "the part of a load balancer's ARN that begins with app/"),
        ),
      }),
    ),
    targets: optional(
      named(
        KEY_NAME,
        fields<WatchedTarget>({
          arnSuffixes: list(
            input(text(/^targetgroup\/\S+$/, "the part of an ARN that begins with targetgroup/")),
            { least: 1, most: 2 },
          ),
        }),
      ),
    ),
    cluster: fields<WatchedEnvironment["cluster"]>({ name: CLUSTER_NAME }),
    services: optional(named(KEY_NAME, fields<WatchedService>({ serviceName: input(NAME) }))),
    databases: optional(
      named(
        KEY_NAME,
        fields<WatchedDatabase>({
          identifier: input(NAME),
          allocatedStorageGiB: input(whole(1, 65_536)),
          maxConnections: optional(whole(1, 1_000_000)),
        }),
      ),
    ),
    tables: optional(
      named(
        KEY_NAME,
        fields<WatchedTable>({ name: input(TABLE_NAME), indexes: optional(list(TABLE_NAME)) }),
      ),
    ),
    natGatewayIds: optional(
      list(input(text(/^nat-[0-9a-z-]+$/, "the id of a NAT gateway, such as nat-…"))),
    ),
  },
  (_, { targets, loadBalancer }) =>
    isRecord(targets) && Object.keys(targets).length > 0 && loadBalancer === undefined
      ? ["targets are given without loadBalancer, by which their metrics go"]
      : [],
);
