import type { Graph, Node } from "./graph";
import { pointedAt } from "./targets";

const ROLES = ["aws:iam/role:Role", "aws-native:iam:Role"];

/** True if both name one role: by ARN, or by name where one is only a name, which an account has once. */
export function isSameRole(one: string, other: string): boolean {
  const [first, second] = [one.trim(), other.trim()];
  if (first === "" || first === second) return first !== "";
  const isName = !first.startsWith("arn:") || !second.startsWith("arn:");
  return isName && first.split("/").at(-1) === second.split("/").at(-1);
}

/** The role that a property names: its URN where it is one of the stack, else its ARN. */
export function roleAt(graph: Graph, node: Node, path: string): string | undefined {
  const nameOf = ({ resource }: Node): string | undefined =>
    resource.as({ aliases: { name: ["roleName"] } }).text("name");
  const [role] = pointedAt(graph, node, node.resource, path, ROLES, nameOf);
  return role?.urn ?? node.resource.text(path);
}
