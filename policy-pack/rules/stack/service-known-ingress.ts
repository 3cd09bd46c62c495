import { contains, parseCidr } from "../../lib/cidr";
import { each, type Check, type Outcome } from "../../lib/finding";
import type { Graph, Node } from "../../lib/graph";
import {
  groupsOf,
  InboundRules,
  NETWORKED,
  SECURITY_GROUPS,
  type Inbound,
} from "../../lib/group-rules";
import { blockOf, describe, eachSource, portsOf } from "../../lib/ingress";
import { strings } from "../../lib/options";
import { label, resolve } from "../../lib/resolve";
import { stackRule } from "../../lib/rule";

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

export default stackRule(
  {
    name: "stack-service-known-ingress",
    severity: "high",
    enforcementLevel: "mandatory",
    description:
      "Security groups of tasks must let in only groups of the same stack, and networks that are listed.",
    why: "A network as a source lets in whatever will ever run there; a group says who is meant.",
    remediationSteps:
      "Name the security group of the load balancer or service that calls; list other sources in `trustedSources`.",
    example: `new aws.vpc.SecurityGroupIngressRule("from-balancer", {
  securityGroupId: tasks.id,
  referencedSecurityGroupId: balancer.id,
  ipProtocol: "tcp",
  fromPort: 4567,
  toPort: 4567,
});`,
    url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    tags: [],
    practices: ["A18", "C22", "C28", "D3", "D8", "D12"],
    options: {
      trustedSources: strings(
        [],
        "CIDR blocks, and ids of security groups and prefix lists of other stacks, that tasks may be reached from.",
      ),
    },
  },
  NETWORKED,
  function* (graph, { config }) {
    const rules = new InboundRules(graph);
    const judged = new Set<string>();
    for (const user of graph.ofType(NETWORKED)) {
      const { keys, unseen } = groupsOf(graph, user);
      yield* unseen;
      for (const group of keys.filter((key) => !judged.has(key))) {
        judged.add(group);
        yield* each(rules.of(group), (inbound) =>
          judge(graph, inbound, user, config.trustedSources),
        );
      }
    }
    if (judged.size > 0) yield* rules.open;
  },
);

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
