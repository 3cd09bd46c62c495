import { parseCidr, type Cidr } from "./cidr";
import { each, type Check, type Outcome } from "./finding";
import type { Graph, Node } from "./graph";
import type { Reader } from "./reader";
import { resolve } from "./resolve";

/** Prefix lists of the stack's own. */
const PREFIX_LISTS: readonly string[] = [
  "aws:ec2/managedPrefixList:ManagedPrefixList",
  "aws-native:ec2:PrefixList",
];

const ENTRIES = ["aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry"];

/** How the forms of security group rules name prefix lists. */
const PROPERTIES = ["prefixListIds", "prefixListId", "sourcePrefixListId"];

/** A block of addresses that a rule lets in by a prefix list. */
export interface Listed {
  readonly block: Cidr;
  readonly text: string;
  /** The rule's property that names the list. */
  readonly property: string;
  readonly list: Node;
}

/** Judges each block that a rule of a security group lets in by prefix lists of the stack. */
export function* eachListed(
  graph: Graph,
  node: Node,
  rule: Reader,
  part: (listed: Listed) => Iterable<Outcome>,
): Check {
  yield* each(PROPERTIES, function* (property) {
    // Lists of AWS and of other stacks cannot be seen, and are named on purpose.
    const { nodes, certain } = resolve(graph, node, rule, property, PREFIX_LISTS);
    if (!certain) return;
    yield* each(nodes, (list) =>
      each(cidrsOf(graph, list), function* (cidr) {
        const text = cidr.text() ?? "";
        const block = parseCidr(text);
        if (block !== undefined) yield* part({ block, text, property, list });
      }),
    );
  });
}

/** The blocks of a list: in itself, and in entries that are resources of their own. */
function cidrsOf(graph: Graph, list: Node): Reader[] {
  const own = list.resource.list("entries").flatMap((entry) => entry.pick("cidr") ?? []);
  const others = graph.ofType(ENTRIES).filter((entry) => {
    const owner = resolve(graph, entry, entry.resource, "prefixListId", PREFIX_LISTS);
    return owner.certain && owner.nodes.includes(list);
  });
  return [...own, ...others.flatMap(({ resource }) => resource.pick("cidr") ?? [])];
}
