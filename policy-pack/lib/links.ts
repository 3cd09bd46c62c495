import type { Graph, Node } from "./graph";

/** Outputs and inputs by which a program may name a resource where it does not refer to it. */
const NAMES = [
  ...["arn", "id", "name", "policyArn"],
  ...["repositoryName", "roleName", "userName", "groupName"],
];

/** The resources of these types that a property refers to: by the program's references, and by name or ARN. */
export function referredTo(
  graph: Graph,
  node: Node,
  property: string,
  types: readonly string[],
): Node[] {
  const items = node.resource.known(property) ? node.resource.list(property) : [];
  const known = items.flatMap((item) => {
    const text = item.known() ? item.raw() : undefined;
    if (typeof text !== "string" || text === "") return [];
    return graph.ofType(types).filter((other) => isNamed(other, text));
  });
  const sources = graph.sources(node, property).filter(({ type }) => types.includes(type));
  return [...new Set([...known, ...sources])];
}

function isNamed({ resource }: Node, text: string): boolean {
  const name = text.startsWith("arn:") ? text.split("/").at(-1) : undefined;
  return NAMES.some((property) => {
    const value = resource.known(property) ? resource.raw(property) : undefined;
    return value !== undefined && (value === text || value === name);
  });
}
