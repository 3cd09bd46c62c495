import { attempt, type Check, type Outcome } from "./finding";
import type { Graph, Node } from "./graph";
import { resolve, undetermined } from "./resolve";

/** Which resources others name: for rules that ask for a companion, as a flow log is one of a VPC. */
export class Companions {
  private readonly named = new Set<Node>();
  /** Resources that a companion may name, and what is waited for. */
  private readonly perhaps = new Map<Node, Outcome>();
  /** Companions of which nothing is known: each may be any resource's. */
  private readonly open: Outcome[] = [];

  /**
   * @param companions What names others, by a property of this name.
   * @param types What may be named.
   */
  constructor(
    graph: Graph,
    companions: readonly Node[],
    property: string | ((companion: Node) => string),
    types: readonly string[],
  ) {
    for (const companion of companions) {
      const path = typeof property === "string" ? property : property(companion);
      this.open.push(...attempt(() => this.collect(graph, companion, path, types)));
    }
  }

  /** True if a companion names the resource for sure. */
  has(node: Node): boolean {
    return this.named.has(node);
  }

  /** Judges each resource that nothing names; waits where something may. */
  *missing(nodes: readonly Node[], part: (node: Node) => Iterable<Outcome>): Check {
    for (const node of nodes.filter((candidate) => !this.has(candidate))) {
      const wait = this.perhaps.get(node) ?? this.open[0];
      if (wait === undefined) yield* attempt(() => part(node));
      else yield wait;
    }
  }

  private *collect(
    graph: Graph,
    companion: Node,
    property: string,
    types: readonly string[],
  ): Check {
    const { resource } = companion;
    const { nodes, certain, waiting } = resolve(graph, companion, resource, property, types);
    yield* waiting;
    for (const node of nodes) {
      if (certain) this.named.add(node);
      else this.perhaps.set(node, undetermined(resource, property));
    }
  }
}
