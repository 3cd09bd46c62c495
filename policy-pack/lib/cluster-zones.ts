import { engineOf, isServerlessV1, native } from "./databases";
import { each, type Check } from "./finding";
import type { Graph, Node } from "./graph";
import { matches } from "./patterns";
import { pointedAt } from "./targets";
import { parseUrn } from "./urn";

/** Clusters that are made of instances of their own. */
export const AURORA: readonly string[] = ["aws:rds/cluster:Cluster", ...native("rds:DbCluster")];

/** Instances, and the property that names their cluster. */
const MEMBERS: Readonly<Record<string, string>> = {
  "aws:rds/clusterInstance:ClusterInstance": "clusterIdentifier",
  ...Object.fromEntries(native("rds:DbInstance").map((type) => [type, "dbClusterIdentifier"])),
};

/** Finds the clusters of Aurora, in stacks of these names, whose instances are in one zone. */
export function* clustersInOneZone(graph: Graph, protectedStacks: readonly string[]): Check {
  const clusters = graph
    .ofType(AURORA)
    .filter(({ urn }) => matches(parseUrn(urn).stack, protectedStacks));
  yield* each(clusters, function* (cluster) {
    const { resource, type } = cluster;
    if (engineOf(resource, type)?.startsWith("aurora") !== true || isServerlessV1(resource)) return;
    const members = membersOf(graph, cluster);
    const zones = members.map((node) => node.resource.text("availabilityZone"));
    // Aurora spreads the instances for which no zone is named.
    const isSpread = zones.includes(undefined) || new Set(zones).size > 1;
    if (members.length > 1 && isSpread) return;
    const what = members.length > 1 ? "are in one zone" : `are ${members.length} in number`;
    yield resource.finding("instances", { found: what, expected: "two or more, in two zones" });
  });
}

function membersOf(graph: Graph, cluster: Node): Node[] {
  return graph.ofType(Object.keys(MEMBERS)).filter((node) => {
    const property = MEMBERS[node.type] ?? "";
    return pointedAt(graph, node, node.resource, property, AURORA, identifierOf).includes(cluster);
  });
}

function identifierOf({ resource }: Node): string | undefined {
  const named = resource.as({ aliases: { clusterIdentifier: ["dbClusterIdentifier"] } });
  return named.known("clusterIdentifier") ? named.text("clusterIdentifier") : undefined;
}
