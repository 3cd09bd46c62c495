import { SECURITY_GROUPS } from "./group-rules";
import type { Graph, Node } from "./graph";
import { ancestorsOf, grouped } from "./resolve";

// What speaks of groups without being in one.
const NO_MEMBERS = new Set([
  ...SECURITY_GROUPS,
  "aws:ec2/securityGroupRule:SecurityGroupRule",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "aws:vpc/securityGroupRulesExclusive:SecurityGroupRulesExclusive",
  "aws:vpc/securityGroupVpcAssociation:SecurityGroupVpcAssociation",
  "aws-native:ec2:SecurityGroupEgress",
  "aws-native:ec2:SecurityGroupIngress",
  "aws-native:ec2:SecurityGroupVpcAssociation",
]);

const STACK = "pulumi:pulumi:Stack";

/** Who names security groups, whatever the type and the property. */
export class GroupUsers {
  private readonly referenced: ReadonlySet<string>;
  private readonly holders: ReadonlyMap<string, readonly Node[]>;
  /** True if a group may be among the stack's outputs, where other stacks find it. */
  readonly mayBeOutput: boolean;

  constructor(private readonly graph: Graph) {
    const users = graph.nodes.filter(({ type }) => !NO_MEMBERS.has(type));
    this.referenced = new Set(
      users.flatMap(({ propertyDependencies }) => Object.values(propertyDependencies).flat()),
    );
    this.holders = grouped(
      users.flatMap((user) => textsOf(user).map((text) => [text, user] as const)),
    );
    this.mayBeOutput = graph.ofType([STACK]).some(hasUnknown);
  }

  /** True if something may be in the group. A component that hands its group's id on is not. */
  has(group: Node): boolean {
    const ids = ["id", "groupId"].flatMap((property) =>
      group.resource.known(property) ? (group.resource.text(property) ?? []) : [],
    );
    const makers = ancestorsOf(this.graph, group).filter(({ type }) => type !== STACK);
    return (
      this.referenced.has(group.urn) ||
      ids.some((id) => this.holders.get(id)?.some((holder) => !makers.includes(holder)))
    );
  }
}

function textsOf({ resource }: Node): string[] {
  return [...resource.leaves()].flatMap(([, leaf]) => {
    const value = leaf.known() ? leaf.raw() : undefined;
    return typeof value === "string" ? [value] : [];
  });
}

function hasUnknown({ resource }: Node): boolean {
  return [...resource.leaves()].some(([, leaf]) => !leaf.known());
}
