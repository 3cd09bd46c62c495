import { Undetermined, Unreadable } from "./finding";
import type { Graph, Node } from "./graph";
import type { Reader } from "./reader";

/**
 * The resources of these types that a property points at: those it was computed from as far as the
 * program says, which is known before their ids are; else those whose ARN or name it is. Throws
 * `Undetermined` where neither can be known.
 */
export function pointedAt(
  graph: Graph,
  node: Node,
  owner: Reader,
  path: string,
  types: readonly string[],
  nameOf: (node: Node) => string | undefined,
): Node[] {
  const referenced = sourcesOf(graph, node, owner, path, types);
  if (referenced.length > 0) return referenced;
  const text = owner.text(path);
  if (text === undefined) return [];
  return graph.ofType(types).filter((other) => isNamed(other, text, nameOf));
}

/** The resources of these types that a property, at any depth, was computed from. */
export function sourcesOf(
  graph: Graph,
  node: Node,
  owner: Reader,
  path: string,
  types: readonly string[],
): Node[] {
  const whole = owner.path === "" ? path : owner.path;
  const property = whole.split(/[.[]/)[0] ?? "";
  const spelling = Object.keys(node.propertyDependencies).find(
    (key) => key.toLowerCase() === property.toLowerCase(),
  );
  return graph.sources(node, spelling ?? property).filter(({ type }) => types.includes(type));
}

/** By ARN, or by the last part of an ARN without a revision. */
function isNamed(other: Node, text: string, nameOf: (node: Node) => string | undefined): boolean {
  const { resource } = other;
  if (resource.known("arn") && resource.text("arn") === text) return true;
  const name = other.resource.known() ? nameOf(other) : undefined;
  const last = text.split("/").at(-1) ?? "";
  return name !== undefined && (last === name || last.replace(/:\d+$/, "") === name);
}

/** What is read, or undefined if it cannot be known or read: for what only excuses a resource. */
export function ifKnown<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Undetermined || error instanceof Unreadable) return undefined;
    throw error;
  }
}
