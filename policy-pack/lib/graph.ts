import type { Reader } from "./reader";

/** A resource of the stack with its edges. */
export interface Node {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** Its properties: what the program gave, and what identifies the resource (see `viewOf`). */
  readonly resource: Reader;
  /** True for one that the program only reads: what it looks like is for others to judge. */
  readonly external: boolean;
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

type Properties = Readonly<Record<string, unknown>>;

/** Outputs by which other resources refer to one, and the tags with those of the provider. Lists name others. */
const IDENTITY =
  /^(?:id|arn|urn|name|url|uri|address|revision|tagsAll)$|(?:Id|Arn|Name|Url|Uri|Suffix|Address|Endpoint)$/;

/**
 * A resource as stack rules see it: the inputs, and outputs only for what identifies it. Other outputs
 * are the provider's answer to what the program left out: unknown in a first preview (`ingress` of a
 * group without inline rules), and after a refresh also what sibling resources put there. Where no
 * inputs are at hand, as for resources that the program only reads and for the stack itself, all outputs.
 */
export function viewOf(inputs: Properties | undefined, outputs: Properties): Properties {
  if (inputs === undefined || Object.keys(inputs).length === 0) return outputs;
  const identity = Object.entries(outputs).filter(([name]) => IDENTITY.test(name));
  return { ...Object.fromEntries(identity), ...inputs };
}
