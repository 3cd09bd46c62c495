import type { Graph, Node } from "./graph";
import { ATTACHMENT_TYPES, POLICY_TYPES, attachmentProperty } from "./identity-policies";
import { referredTo } from "./links";

/** Roles. */
export const ROLES = ["aws:iam/role:Role", "aws-native:iam:Role"] as const;

/** Whoever can have policies. */
export const IDENTITIES = [
  ...ROLES,
  "aws:iam/group:Group",
  "aws:iam/user:User",
  "aws-native:iam:Group",
  "aws-native:iam:User",
] as const;

/** Managed policies of one's own. */
export const MANAGED = ["aws:iam/policy:Policy", "aws-native:iam:ManagedPolicy"] as const;

/** What a policy or an attachment calls the identities that it is for. */
const HOLDERS = [
  ...["role", "roles", "roleName", "user", "users", "userName"],
  ...["group", "groups", "groupName"],
];

/** The identities that a policy or an attachment is for; of an identity, itself. */
export function holdersOf(graph: Graph, node: Node): Node[] {
  if ((IDENTITIES as readonly string[]).includes(node.type)) return [node];
  return HOLDERS.flatMap((property) => referredTo(graph, node, property, IDENTITIES));
}

/** Identity → the resources whose documents give it rights: inline, attached, and its own. */
export function policiesByIdentity(graph: Graph): Map<Node, Node[]> {
  const found = new Map<Node, Node[]>();
  const add = (holder: Node, policy: Node): void => {
    found.set(holder, [...(found.get(holder) ?? []), policy]);
  };
  for (const node of graph.ofType(POLICY_TYPES)) {
    for (const holder of holdersOf(graph, node)) add(holder, node);
  }
  for (const node of graph.ofType(ATTACHMENT_TYPES)) {
    const policies = referredTo(graph, node, attachmentProperty(node.type), MANAGED);
    for (const holder of holdersOf(graph, node)) {
      for (const policy of policies) add(holder, policy);
    }
  }
  return found;
}
