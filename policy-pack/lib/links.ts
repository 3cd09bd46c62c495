import type { Graph, Node } from "./graph";

/** Outputs and inputs by which a program may name a resource where it does not refer to it. */
const NAMES = [
  ...["arn", "id", "name", "policyArn"],
  ...["repositoryName", "roleName", "userName", "groupName"],
];

/** Name → the resources that bear it; built once for all rules of one call. */
const indexes = new WeakMap<Graph, ReadonlyMap<string, readonly Node[]>>();

/** The resources of these types that a property refers to: by the program's references, and by name or ARN. */
export function referredTo(
  graph: Graph,
  node: Node,
  property: string,
  types: readonly string[],
): Node[] {
  const items = node.resource.known(property) ? node.resource.list(property) : [];
  const named = items.flatMap((item) => (item.known() ? bearers(graph, item.raw()) : []));
  const linked = [...named, ...graph.sources(node, property)];
  return [...new Set(linked.filter(({ type }) => types.includes(type)))];
}

/** The resources that a text names: by itself, or as the last part of an ARN. */
function bearers(graph: Graph, text: unknown): readonly Node[] {
  if (typeof text !== "string" || text === "") return [];
  const index = indexes.get(graph) ?? indexed(graph);
  const last = text.startsWith("arn:") ? text.split("/").at(-1) : undefined;
  return [...(index.get(text) ?? []), ...(index.get(last ?? "") ?? [])];
}

function indexed(graph: Graph): ReadonlyMap<string, readonly Node[]> {
  const index = new Map<string, Node[]>();
  for (const node of graph.nodes) {
    for (const property of NAMES) {
      const value = node.resource.known(property) ? node.resource.raw(property) : undefined;
      if (typeof value !== "string" || value === "") continue;
      const bearing = index.get(value);
      if (bearing === undefined) index.set(value, [node]);
      else bearing.push(node);
    }
  }
  indexes.set(graph, index);
  return index;
}
