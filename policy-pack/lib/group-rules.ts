import { EXPRESS_SERVICES } from "./containers";
import { attempt, type Check, type Outcome } from "./finding";
import type { Graph, Node } from "./graph";
import { INGRESS_TYPES, inboundRules } from "./ingress";
import type { Reader } from "./reader";
import { elsewhere, resolve, undetermined, type Named } from "./resolve";
import { networkOf, RUNS, runsOf } from "./runs";

/** Security groups. */
export const SECURITY_GROUPS: readonly string[] = [
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  "aws-native:ec2:SecurityGroup",
];

/** Everything that runs tasks in a network. */
export const NETWORKED = [...RUNS, ...EXPRESS_SERVICES] as const;

/** A rule that lets traffic into a group, and the resource that holds it. */
export interface Inbound {
  readonly node: Node;
  readonly rule: Reader;
}

/** The inbound rules of each group: those in the group itself, and those that are resources of their own. */
export class InboundRules {
  private readonly byGroup = new Map<string, Inbound[]>();
  /** Rules that cannot be read, or of which it is not known whose they are. */
  readonly open: readonly Outcome[];

  constructor(graph: Graph) {
    this.open = graph
      .ofType(INGRESS_TYPES)
      .flatMap((node) => [...attempt(() => this.collect(graph, node))]);
  }

  /** @param group URN of a group of the stack, id of another. */
  of(group: string): readonly Inbound[] {
    return this.byGroup.get(group) ?? [];
  }

  private *collect(graph: Graph, node: Node): Check {
    const rules = inboundRules(node.resource, node.type);
    if (SECURITY_GROUPS.includes(node.type)) {
      this.add(node.urn, node, rules);
      return;
    }
    if (rules.length === 0) return;
    const property = node.resource.given("groupId") ? "groupId" : "securityGroupId";
    const owner = resolve(graph, node, node.resource, property, SECURITY_GROUPS);
    yield* owner.waiting;
    if (owner.certain)
      keysOf(owner).forEach((group) => {
        this.add(group, node, rules);
      });
    else if (owner.nodes.length > 0) yield undetermined(node.resource, property);
  }

  private add(group: string, node: Node, rules: readonly Reader[]): void {
    const known = this.byGroup.get(group) ?? [];
    this.byGroup.set(group, [...known, ...rules.map((rule) => ({ node, rule }))]);
  }
}

function keysOf({ nodes, foreign }: Named): string[] {
  return [...nodes.map(({ urn }) => urn), ...foreign.flatMap((id) => id.text() ?? [])];
}

/** Security groups by URN or id, and what cannot be known or seen of them. */
export interface Groups {
  readonly keys: readonly string[];
  readonly unseen: readonly Outcome[];
}

/** The security groups that a resource's tasks are in. */
export function groupsOf(graph: Graph, node: Node): Groups {
  const keys: string[] = [];
  const unseen = attempt(function* () {
    for (const run of runsOf(node.resource, node.type)) {
      const network = networkOf(run);
      if (network === undefined) continue;
      const named = resolve(graph, node, network, "securityGroups", SECURITY_GROUPS);
      keys.push(...keysOf(named));
      yield* named.waiting;
      yield* named.foreign.map(elsewhere);
    }
  });
  return { unseen: [...unseen], keys };
}
