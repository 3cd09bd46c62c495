import { contains, parseCidr } from "./cidr";
import { each, type Check, type Outcome } from "./finding";
import type { Graph, Node } from "./graph";
import { groupsOf, InboundRules, NETWORKED, SECURITY_GROUPS, type Inbound } from "./group-rules";
import { blockOf, describe, eachSource, portsOf } from "./ingress";
import { label, resolve } from "./resolve";

const PREFIX_LISTS = ["aws:ec2/managedPrefixList:ManagedPrefixList", "aws-native:ec2:PrefixList"];

/** What a rule may name beside blocks of addresses, and what stands there. */
const PEERS: Readonly<Record<string, readonly string[]>> = {
  securityGroups: SECURITY_GROUPS,
  sourceSecurityGroupId: SECURITY_GROUPS,
  referencedSecurityGroupId: SECURITY_GROUPS,
  prefixListIds: PREFIX_LISTS,
  prefixListId: PREFIX_LISTS,
  sourcePrefixListId: PREFIX_LISTS,
};

/**
 * Sources that the groups of tasks let in and that are neither of this stack nor trusted.
 *
 * @param trusted CIDR blocks, and ids of groups and prefix lists.
 */
export function* unknownSources(graph: Graph, trusted: readonly string[]): Check {
  const rules = new InboundRules(graph);
  const judged = new Set<string>();
  for (const user of graph.ofType(NETWORKED)) {
    const { keys, unseen } = groupsOf(graph, user);
    yield* unseen;
    for (const group of keys.filter((key) => !judged.has(key))) {
      judged.add(group);
      yield* each(rules.of(group), (inbound) => judge(graph, inbound, user, trusted));
    }
  }
  if (judged.size > 0) yield* rules.open;
}

function* judge(
  graph: Graph,
  { node, rule }: Inbound,
  user: Node,
  trusted: readonly string[],
): Check {
  const blocks = trusted.flatMap((text) => parseCidr(text) ?? []);
  const reaches = `opens ${describe(portsOf(rule))} of ${label(user)}`;
  const expected = "a security group of this stack, or a source that is listed";
  yield* eachSource(rule, function* (source) {
    const block = blockOf(source);
    if (block === undefined || blocks.some((known) => contains(known, block))) return;
    yield source.finding("", { found: `${reaches} to ${source.text() ?? ""}`, expected });
  });
  yield* each(Object.entries(PEERS), function* ([property, types]): Iterable<Outcome> {
    const { foreign, waiting } = resolve(graph, node, rule, property, types);
    yield* waiting;
    for (const peer of foreign) {
      if (trusted.includes(peer.text() ?? "")) continue;
      yield peer.finding("", { found: `${reaches} to ${peer.text() ?? ""}`, expected });
    }
  });
}
