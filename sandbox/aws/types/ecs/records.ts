import type { Account } from "../../account";
import { AwsError, type Call, type Properties } from "../../resource-type";

/** Tokens of this service, and of what its API looks up in others. */
export const CLUSTER = "aws:ecs/cluster:Cluster";
export const CLUSTER_PROVIDERS = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders";
export const CAPACITY_PROVIDER = "aws:ecs/capacityProvider:CapacityProvider";
export const TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition";
export const SERVICE = "aws:ecs/service:Service";

/** What ECS remembers beside the resources: kept in the account under tokens of the sandbox's own. */
const REVISIONS = "sandbox:ecs/revision";
const FAMILIES = "sandbox:ecs/family";
const INACTIVE_CLUSTERS = "sandbox:ecs/inactiveCluster";
const ROLLOUTS = "sandbox:ecs/rollout";

/** Capacity providers that every account has (API model: CreateService.capacityProviderStrategy). */
export const FARGATE_PROVIDERS: readonly string[] = ["FARGATE", "FARGATE_SPOT"];

export function ecsError(operation: string, code: string, message: string): AwsError {
  return new AwsError(`ECS: ${operation}`, code, message);
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

export function items(value: unknown): readonly Properties[] {
  return Array.isArray(value) ? (value as readonly Properties[]) : [];
}

export function object(value: unknown): Properties | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Properties)
    : undefined;
}

export function ecsArn(call: Call, resource: string): string {
  return `arn:${call.partition}:ecs:${call.region}:${call.accountId}:${resource}`;
}

/** The last part of `cluster/name`, `service/cluster/name`, or of a plain name. */
export function lastPart(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf("/") + 1);
}

/** The active cluster of this name or ARN. */
export function findCluster(account: Account, nameOrArn: string): Properties | undefined {
  return account.find(
    CLUSTER,
    (cluster) => cluster["arn"] === nameOrArn || cluster["name"] === nameOrArn,
  )?.properties;
}

/** The cluster, or AWS's answer for one that is not there or was deleted. */
export function requireCluster(call: Call, operation: string, nameOrArn: string): Properties {
  const cluster = findCluster(call.account, nameOrArn);
  if (cluster !== undefined) return cluster;
  const arn = nameOrArn.startsWith("arn:") ? nameOrArn : ecsArn(call, `cluster/${nameOrArn}`);
  throw call.account.get(INACTIVE_CLUSTERS, arn) === undefined
    ? ecsError(operation, "ClusterNotFoundException", "Cluster not found.")
    : ecsError(operation, "ClusterNotFoundException", "The referenced cluster was inactive.");
}

/** AWS keeps a deleted cluster as INACTIVE for a while. */
export function rememberInactive(account: Account, arn: string): void {
  account.put(INACTIVE_CLUSTERS, arn, { status: "INACTIVE" });
}

export function forgetInactive(account: Account, arn: string): void {
  account.remove(INACTIVE_CLUSTERS, arn);
}

export function servicesOf(account: Account, clusterArn: string): readonly Properties[] {
  return account
    .list(SERVICE)
    .map(({ properties }) => properties)
    .filter((service) => rolloutOf(account, service["arn"] as string)?.clusterArn === clusterArn);
}

/** Capacity providers associated with a cluster. */
export function providersOf(account: Account, clusterName: string): readonly string[] {
  return texts(account.get(CLUSTER_PROVIDERS, clusterName)?.["capacityProviders"]);
}

/** The strategy that a cluster gives to services without one of their own. */
export function defaultStrategyOf(account: Account, clusterName: string): readonly Properties[] {
  return items(account.get(CLUSTER_PROVIDERS, clusterName)?.["defaultCapacityProviderStrategies"]);
}

/** A registered revision of a task definition; it outlives the resource as INACTIVE. */
export interface Revision {
  readonly status: "ACTIVE" | "INACTIVE";
  readonly properties: Properties;
}

/** The next revision number of a family: numbers are never used twice. */
export function nextRevision(account: Account, family: string): number {
  const last = account.get(FAMILIES, family)?.["revision"];
  const revision = (typeof last === "number" ? last : 0) + 1;
  account.put(FAMILIES, family, { revision });
  return revision;
}

export function putRevision(account: Account, revision: Revision): void {
  account.put(REVISIONS, revision.properties["arn"] as string, { ...revision });
}

/** A revision by ARN, `family:revision` or `family` (the latest active one). */
export function findRevision(account: Account, reference: string): Revision | undefined {
  const all = account.list(REVISIONS).map((item) => item.properties as unknown as Revision);
  const name = reference.startsWith("arn:") ? lastPart(reference) : reference;
  const exact = all.find(
    ({ properties }) =>
      `${String(properties["family"])}:${String(properties["revision"])}` === name,
  );
  if (exact !== undefined || name.includes(":")) return exact;
  return all
    .filter(({ status, properties }) => status === "ACTIVE" && properties["family"] === name)
    .sort((a, b) => Number(b.properties["revision"]) - Number(a.properties["revision"]))[0];
}

export interface ServiceEvent {
  readonly id: string;
  readonly createdAt: string;
  readonly message: string;
}

export interface Deployment {
  /** `ecs-svc/<19 digits>` */
  readonly id: string;
  readonly status: "PRIMARY" | "ACTIVE" | "INACTIVE";
  readonly taskDefinition: string;
  readonly rolloutState: "COMPLETED" | "FAILED" | "IN_PROGRESS";
  readonly rolloutStateReason: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly desiredCount: number;
  readonly pendingCount: number;
  readonly runningCount: number;
  readonly failedTasks: number;
}

/** What the scheduler made of a service: beside the properties that the program set. */
export interface Rollout {
  readonly clusterArn: string;
  readonly createdAt: string;
  readonly runningCount: number;
  readonly deployments: readonly Deployment[];
  /** Newest first, as DescribeServices gives them. */
  readonly events: readonly ServiceEvent[];
  /** Properties that the service runs with, where a rollback set them aside from the ones given. */
  readonly effective: Properties;
  /** Deployed properties of the last deployment that completed: what a rollback goes back to. */
  readonly completed?: Properties;
}

export function rolloutOf(account: Account, serviceArn: string): Rollout | undefined {
  return account.get(ROLLOUTS, serviceArn) as unknown as Rollout | undefined;
}

export function putRollout(account: Account, serviceArn: string, rollout: Rollout): void {
  account.put(ROLLOUTS, serviceArn, { ...rollout });
}

export function removeRollout(account: Account, serviceArn: string): void {
  account.remove(ROLLOUTS, serviceArn);
}
