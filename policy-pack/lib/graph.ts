import type { Reader } from "./reader";

/** A resource of the stack with its edges. */
export interface Node {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** Its properties: outputs, and inputs where preview leaves an output away. */
  readonly resource: Reader;
  readonly protect: boolean;
  readonly ignoreChanges: readonly string[];
  readonly parent: string | undefined;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

/** The resources of a stack and what leads from one to another. */
export class Graph {
  private readonly byUrn: ReadonlyMap<string, Node>;

  constructor(readonly nodes: readonly Node[]) {
    this.byUrn = new Map(nodes.map((node) => [node.urn, node]));
  }

  node(urn: string): Node | undefined {
    return this.byUrn.get(urn);
  }

  /** The resources of these types. */
  ofType(types: ReadonlySet<string> | readonly string[]): Node[] {
    const wanted = new Set(types);
    return this.nodes.filter((node) => wanted.has(node.type));
  }

  /**
   * What a property of a resource was computed from, as far as the program says: also while the
   * value itself is unknown.
   */
  sources(node: Node, property: string): Node[] {
    return (node.propertyDependencies[property] ?? []).flatMap((urn) => this.byUrn.get(urn) ?? []);
  }
}
