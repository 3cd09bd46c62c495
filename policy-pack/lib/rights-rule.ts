import { each, type Outcome } from "./finding";
import type { Graph, Node } from "./graph";
import { IDENTITIES, MANAGED } from "./iam-graph";
import { ATTACHMENT_TYPES, attachmentProperty } from "./identity-policies";
import { referredTo } from "./links";
import type { Options, Values } from "./options";
import type { Reader } from "./reader";
import { rule, type Facts, type Rule, type StackCheck } from "./rule";

/** What a check of rights knows beside the policy. */
interface About<O extends Options> {
  readonly type: string;
  readonly config: Values<O>;
}

/**
 * A rule on the rights that policies give. A managed policy is judged with the stack, which shows
 * whether it only bounds the rights of others: then it gives none, whatever it allows.
 */
export function rightsRule<const O extends Options>(
  facts: Facts<O>,
  types: readonly string[],
  check: (resource: Reader, about: About<O>) => Iterable<Outcome>,
  checkStack?: StackCheck<O>,
): Rule {
  return rule(
    facts,
    types,
    (resource, { type, config }) => (isManaged(type) ? [] : check(resource, { type, config })),
    function* (graph, context) {
      const { config } = context;
      yield* each(grantedPolicies(graph), ({ resource, type }) =>
        check(resource, { type, config }),
      );
      if (checkStack !== undefined) yield* checkStack(graph, context);
    },
  );
}

function isManaged(type: string): boolean {
  return (MANAGED as readonly string[]).includes(type);
}

/** Managed policies of the stack, without those that are boundaries and nothing else. */
function grantedPolicies(graph: Graph): Node[] {
  const named = (types: readonly string[], property: (type: string) => string): Node[] =>
    graph.ofType(types).flatMap((node) => referredTo(graph, node, property(node.type), MANAGED));
  const attached = new Set(named(ATTACHMENT_TYPES, attachmentProperty));
  const bounding = new Set(named(IDENTITIES, () => "permissionsBoundary"));
  return graph
    .ofType(MANAGED)
    .filter((policy) => !policy.external && (attached.has(policy) || !bounding.has(policy)));
}
