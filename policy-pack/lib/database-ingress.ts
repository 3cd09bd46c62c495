import { contains, parseCidr } from "./cidr";
import { portOf } from "./database-ports";
import { databaseOf } from "./databases";
import { each, type Check } from "./finding";
import type { Graph, Node } from "./graph";
import { groupsOf, InboundRules, NETWORKED, SECURITY_GROUPS, type Inbound } from "./group-rules";
import { admits, blockOf, describe, eachSource, portsOf } from "./ingress";
import { CLASSIC_LOAD_BALANCERS, LOAD_BALANCERS } from "./load-balancers";
import { elsewhere, label, resolve } from "./resolve";
import { matches } from "./settings";

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

const EXPECTED = "the security group of a service, or a source that is listed";

/** Who may reach the databases of a stack. */
export class DatabaseIngress {
  private readonly rules: InboundRules;
  private readonly balancers: ReadonlySet<Node>;
  private readonly judged = new Set<string>();

  /** @param trusted CIDR blocks, and ids of groups and prefix lists, that may reach them beside services. */
  constructor(
    private readonly graph: Graph,
    private readonly trusted: readonly string[],
  ) {
    this.rules = new InboundRules(graph);
    this.balancers = onlyOfBalancers(graph);
  }

  /** Finds what else is let in to the port of this database, or proxy. */
  *judge(node: Node): Check {
    const database = databaseOf(node.resource);
    const property = node.resource.given("vpcSecurityGroups")
      ? "vpcSecurityGroups"
      : "vpcSecurityGroupIds";
    const groups = resolve(this.graph, node, node.resource, property, SECURITY_GROUPS);
    yield* groups.waiting;
    yield* each(groups.foreign, function* (group) {
      yield elsewhere(group);
    });
    const port = portOf(database, node.type);
    for (const { urn } of groups.nodes) {
      const key = `${urn} ${port ?? ""}`;
      if (this.judged.has(key)) continue;
      this.judged.add(key);
      yield* each(this.rules.of(urn), (inbound) => this.sources(inbound, node, port));
    }
    if (groups.nodes.length > 0) yield* this.rules.open;
  }

  private *sources({ node, rule }: Inbound, database: Node, port: number | undefined): Check {
    const ports = portsOf(rule);
    const concerns =
      port === undefined ? /^(?:all|tcp)$/.test(ports.protocol) : admits(ports, port);
    if (!concerns) return;
    const { graph, trusted, balancers } = this;
    const blocks = trusted.flatMap((text) => parseCidr(text) ?? []);
    const opens = `opens ${describe(ports)} of ${label(database)}`;
    yield* eachSource(rule, function* (source) {
      const block = blockOf(source);
      if (block === undefined || blocks.some((known) => contains(known, block))) return;
      const found = `${opens} to ${source.text() ?? ""}`;
      yield source.finding("", { found, expected: EXPECTED });
    });
    yield* each(Object.entries(PEERS), function* ([property, types]) {
      const { nodes, certain, foreign, waiting } = resolve(graph, node, rule, property, types);
      yield* waiting;
      yield* each(foreign, function* (peer) {
        const id = peer.text() ?? "";
        if (matches(id, trusted)) return;
        yield peer.finding("", { found: `${opens} to ${id}`, expected: EXPECTED });
      });
      for (const peer of certain ? nodes : []) {
        const whose = balancers.has(peer) ? "the group of a load balancer" : undefined;
        const what = peer.type.includes("efaultSecurityGroup") ? "the VPC's default group" : whose;
        if (what === undefined) continue;
        const found = `${opens} to ${label(peer)}, ${what}`;
        yield rule.finding(property, { found, expected: EXPECTED });
      }
    });
  }
}

/** The groups that load balancers are in, and no tasks. */
function onlyOfBalancers(graph: Graph): ReadonlySet<Node> {
  const ofTasks = new Set(graph.ofType(NETWORKED).flatMap((node) => groupsOf(graph, node).keys));
  const groups = graph.ofType([...LOAD_BALANCERS, ...CLASSIC_LOAD_BALANCERS]).flatMap((node) => {
    const named = resolve(graph, node, node.resource, "securityGroups", SECURITY_GROUPS);
    return named.certain ? named.nodes : [];
  });
  return new Set(groups.filter(({ urn }) => !ofTasks.has(urn)));
}
