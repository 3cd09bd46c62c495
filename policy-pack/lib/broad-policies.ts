import { each, show, type Check } from "./finding";
import type { Graph, Node } from "./graph";
import { MANAGED, ROLES, holdersOf } from "./iam-graph";
import {
  ATTACHMENT_TYPES,
  attachedPolicies,
  attachmentProperty,
  awsManagedName,
} from "./identity-policies";
import { referredTo } from "./links";
import { matches } from "./patterns";
import type { Reader } from "./reader";
import { rolesOfTasks, surelyTrustsTasks, trustsTasks } from "./trust";

/** Names of AWS managed policies, `*` for any characters: too broad, and allowed though they match. */
export type BroadPolicies = Readonly<Record<"broad" | "allowed", readonly string[]>>;

/** Broad policies in the list of a role that names tasks in its trust. */
export function* broadOfRole(resource: Reader, type: string, lists: BroadPolicies): Check {
  const arns = isRole(type) ? attachedPolicies(resource, type) : [];
  if (arns.length > 0 && trustsTasks(resource)) yield* broad(arns, lists);
}

/** Broad policies attached to roles that tasks have. */
export function* broadOfTasks(graph: Graph, lists: BroadPolicies): Check {
  const used = rolesOfTasks(graph);
  yield* each(graph.ofType(ATTACHMENT_TYPES), function* (node) {
    // A role that names tasks itself is judged with its own list.
    const isOfTasks = (role: Node): boolean =>
      role === node
        ? used.has(role) && surelyTrustsTasks(role.resource) === false
        : used.has(role) || trustsTasks(role.resource);
    const roles = holdersOf(graph, node).filter(({ type }) => isRole(type));
    if (!roles.some(isOfTasks)) return;
    const property = attachmentProperty(node.type);
    // A policy of the stack's own that is still being made is none of AWS's.
    const isOwn = referredTo(graph, node, property, MANAGED).length > 0;
    if (isOwn && !node.resource.known(property)) return;
    const arns = attachedPolicies(node.resource, node.type);
    yield* broad(isOwn ? arns.filter((arn) => arn.known()) : arns, lists);
  });
}

const isRole = (type: string): boolean => (ROLES as readonly string[]).includes(type);

function* broad(arns: readonly Reader[], { broad, allowed }: BroadPolicies): Check {
  yield* each(arns, function* (arn) {
    const name = awsManagedName(arn.text() ?? "");
    if (name === undefined || matches(name, allowed) || !matches(name, broad)) return;
    const found = `gives the task ${show(name)}`;
    yield arn.finding("", { found, expected: "a policy that names what the task needs" });
  });
}
