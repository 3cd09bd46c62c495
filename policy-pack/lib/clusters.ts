import { each, type Check } from "./finding";
import type { Graph, Node } from "./graph";
import type { Reader } from "./reader";
import { clustersOf, RUNS, runsOf, type Run } from "./runs";
import { switchOf } from "./switches";
import { ifKnown } from "./targets";

/** ECS clusters. */
export const CLUSTERS = ["aws:ecs/cluster:Cluster", "aws-native:ecs:Cluster"] as const;

/** The property that says whether sessions of ECS Exec are recorded. */
export const EXEC_LOGGING = "configuration.executeCommandConfiguration.logging";

const NAMES = {
  defaultCapacityProviderStrategies: ["defaultCapacityProviderStrategy"],
  s3BucketEncryptionEnabled: ["s3EncryptionEnabled"],
  settings: ["clusterSettings"],
};

/** The cluster under one set of names: single objects in `aws`, other names in `aws-native`. */
export function clusterOf(resource: Reader): Reader {
  return resource.as({ aliases: NAMES });
}

/** What the cluster says of ECS Exec. */
export function execOf(cluster: Reader): Reader | undefined {
  return cluster.object("configuration.executeCommandConfiguration");
}

/** `NONE`, `DEFAULT` or `OVERRIDE`; `DEFAULT`, AWS's own, where nothing is said. */
export function execLogging(cluster: Reader): string {
  const logging = execOf(cluster)?.text("logging")?.trim().toUpperCase() ?? "";
  return logging === "" ? "DEFAULT" : logging;
}

/** True if a log group or bucket is named for exec sessions. */
export function hasExecLog(cluster: Reader): boolean {
  const log = execOf(cluster)?.object("logConfiguration");
  return (log?.given("cloudWatchLogGroupName") ?? false) || (log?.given("s3BucketName") ?? false);
}

/** True if every session is recorded, whatever its task logs to. */
export function recordsExec(cluster: Reader): boolean {
  return execLogging(cluster) === "OVERRIDE" && hasExecLog(cluster);
}

/** Runs for which exec is known to be on. */
export function execRuns({ resource, type }: Node): Run[] {
  return runsOf(resource, type).filter(
    ({ settings }) =>
      settings.known("enableExecuteCommand") && switchOf(settings, "enableExecuteCommand") === true,
  );
}

/** Judges each cluster of the stack in which a service or schedule has exec on, with one that has. */
export function* eachExecCluster(
  graph: Graph,
  judge: (cluster: Reader, user: Node) => Check,
): Check {
  const users = new Map<Node, Node>();
  for (const node of graph.ofType(RUNS)) {
    // What cannot be known yet is waited for by the rule on the service.
    for (const run of ifKnown(() => execRuns(node)) ?? []) {
      for (const cluster of ifKnown(() => clustersOf(graph, node, run)) ?? []) {
        if (!users.has(cluster)) users.set(cluster, node);
      }
    }
  }
  yield* each(users, ([cluster, user]) => judge(clusterOf(cluster.resource), user));
}
