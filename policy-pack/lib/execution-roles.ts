import { CONTAINER_TYPES } from "./containers";
import type { Outcome } from "./finding";
import type { Graph, Node } from "./graph";
import { holdersOf, MANAGED, policiesByIdentity, ROLES } from "./iam-graph";
import { ATTACHMENT_TYPES, attachmentProperty } from "./identity-policies";
import type { Reader } from "./reader";
import { elsewhere, resolve } from "./resolve";

/** A role with which ECS starts tasks, and what gives it rights. */
export interface ExecutionRole {
  readonly role: Node;
  readonly tasks: readonly Node[];
  /** Resources whose documents give it rights. */
  readonly policies: readonly Node[];
  /** ARNs of attached policies that the stack does not declare. */
  readonly attached: readonly Reader[];
}

/** The execution roles of the stack's tasks; says which roles and policies it cannot see. */
export function* executionRoles(graph: Graph): Generator<Outcome, ExecutionRole[], undefined> {
  const tasks = new Map<Node, Node[]>();
  for (const task of graph.ofType(CONTAINER_TYPES)) {
    const named = resolve(graph, task, task.resource, "executionRoleArn", ROLES);
    yield* named.waiting;
    yield* named.foreign.map(elsewhere);
    for (const role of named.nodes) tasks.set(role, [...(tasks.get(role) ?? []), task]);
  }
  const policies = policiesByIdentity(graph);
  const attached = yield* attachedByRole(graph, new Set(tasks.keys()));
  return [...tasks].map(([role, users]) => ({
    role,
    tasks: users,
    policies: [...new Set(policies.get(role))],
    attached: attached.get(role) ?? [],
  }));
}

function* attachedByRole(
  graph: Graph,
  roles: ReadonlySet<Node>,
): Generator<Outcome, Map<Node, Reader[]>, undefined> {
  const found = new Map<Node, Reader[]>();
  for (const node of graph.ofType(ATTACHMENT_TYPES)) {
    const holders = holdersOf(graph, node).filter((holder) => roles.has(holder));
    if (holders.length === 0) continue;
    const named = resolve(graph, node, node.resource, attachmentProperty(node.type), MANAGED);
    yield* named.waiting;
    for (const role of holders) found.set(role, [...(found.get(role) ?? []), ...named.foreign]);
  }
  return found;
}
