import { each, type Check, type Outcome } from "./finding";
import type { Graph, Node } from "./graph";
import { statementOf, statementsOf, type Condition, type Statement } from "./policy-document";
import { includesAction } from "./policy-patterns";
import { isEveryResource, isUnscoped } from "./policy-scope";
import type { Reader } from "./reader";

/** Policies of AWS Organizations, of all types. */
export const ORGANIZATION_POLICIES = [
  "aws:organizations/policy:Policy",
  "aws-native:organizations:Policy",
] as const;

const ORGANIZATIONS = [
  "aws:organizations/organization:Organization",
  "aws-native:organizations:Organization",
] as const;

/** What a rule on service control policies looks at: an organization should have some. */
export const GUARDED = [...ORGANIZATIONS, ...ORGANIZATION_POLICIES] as const;

/** True if the policy limits what accounts may do; other types set tags or backups. */
export function isServiceControl(policy: Reader): boolean {
  const type = policy.text("type")?.trim() ?? "";
  return type === "" || type.toUpperCase() === "SERVICE_CONTROL_POLICY";
}

/** What the service control policies of an organization must deny, together. */
export interface Guardrail {
  readonly actions: readonly string[];
  /** True if a statement that denies the action does so as it should. */
  readonly holds: (statement: Statement, action: string) => boolean;
  /** What would pass. */
  readonly expected: string;
}

/** What no policy denies, said of the policy that denies most of the rest. */
export function* leftOpen(graph: Graph, { actions, holds, expected }: Guardrail): Check {
  const open = new Set(actions);
  let best: Node | undefined;
  let most = -1;
  const waiting = [
    ...eachPolicy(graph, function* (policy) {
      best ??= policy;
      yield* eachStatement(policy, (statement) => {
        const denied = actions.filter(
          (action) => denies(statement, action) && holds(statement, action),
        );
        for (const action of denied) open.delete(action);
        if (denied.length > most) [best, most] = [policy, denied.length];
        return [];
      });
    }),
  ];
  if (open.size === 0) return;
  yield* waiting;
  if (waiting.length > 0) return;
  if (best !== undefined) {
    const found = `leaves ${[...open].join(", ")} open`;
    yield best.resource.finding("content", { found, expected });
    return;
  }
  const [organization] = graph.ofType(ORGANIZATIONS);
  if (organization === undefined) return;
  const found = "has no service control policy here";
  yield organization.resource.finding("organization", { found, expected });
}

/** Each service control policy of the stack, on its own. */
export function* eachPolicy(graph: Graph, part: (policy: Node) => Iterable<Outcome>): Check {
  yield* each(graph.ofType(ORGANIZATION_POLICIES), (policy) =>
    isServiceControl(policy.resource) ? part(policy) : [],
  );
}

/** Each statement of a policy of AWS Organizations, on its own. */
export function* eachStatement(
  { resource }: Node,
  part: (statement: Statement) => Iterable<Outcome>,
): Check {
  yield* each(statementsOf(resource, "content"), (reader) => part(statementOf(reader)));
}

function denies(statement: Statement, action: string): boolean {
  return statement.effect === "Deny" && includesAction(statement, action);
}

/** True if the statement reaches every resource of the action's service, or all but some. */
export function reachesAll({ notResources, resources }: Statement, action: string): boolean {
  const isAll = (pattern: string): boolean => isEveryResource(pattern) || isWhole(pattern, action);
  return notResources.length > 0 ? !notResources.some(isAll) : resources.some(isAll);
}

/** True for a pattern such as `arn:aws:ecs:*:*:service/*`: no region, no account, no name. */
function isWhole(pattern: string, action: string): boolean {
  const [, , service = "", region = "", account = ""] = pattern.split(":");
  return (
    isUnscoped(pattern) &&
    isOfService(service, action) &&
    [region, account].every((part) => /^[*?]*$/.test(part))
  );
}

/** True if the statement reaches resources of the action's service, by a name or all of them. */
export function reachesSome(statement: Statement, action: string): boolean {
  const ofService = (pattern: string): boolean => isOfService(pattern.split(":")[2] ?? "", action);
  return reachesAll(statement, action) || statement.resources.some(ofService);
}

function isOfService(service: string, action: string): boolean {
  return service.toLowerCase() === action.slice(0, action.indexOf(":")).toLowerCase();
}

const NOT_AMONG = /^(?:String(?:NotEquals|NotEqualsIgnoreCase|NotLike)|Arn(?:NotEquals|NotLike))$/i;

/**
 * Keys that say who calls; see AWS's list of global condition keys. Not among them are those of which
 * all callers that the policy reaches have the same, such as `aws:PrincipalOrgID`.
 */
const CALLERS =
  /^aws:(?:principal(?:arn|account|orgpaths|servicename)|principaltag\/.+|userid|username)$/;

/** Conditions that keep a Deny from calls of AWS's own services. */
const SERVICES = /^aws:(?:principalisawsservice|viaawsservice)$/;

/**
 * True if the condition lets nobody through but callers that it names, such as a role that deploys, or
 * AWS's own services. One that names everybody, or that limits the Deny to some calls, is none.
 */
export function isExemption({ operator, key, values }: Condition): boolean {
  if (SERVICES.test(key)) return /^bool$/i.test(operator) && values.every(isFalse);
  if (!CALLERS.test(key)) return false;
  if (NOT_AMONG.test(operator)) return !values.some(isEverybody);
  if (/^null$/i.test(operator))
    return key.includes("tag/") && values.every((text) => !isFalse(text));
  return /^(?:String|Arn)Like$/i.test(operator) && values.some(isEverybody);
}

function isFalse(text: string): boolean {
  return text.trim().toLowerCase() === "false";
}

/** True for a pattern that takes in all roles or users, whatever their account. */
function isEverybody(pattern: string): boolean {
  if (/^[*?]*$/.test(pattern)) return true;
  const parts = pattern.split(":");
  if (parts[0]?.toLowerCase() !== "arn" || parts.length < 6) return false;
  const resource = parts.slice(5).join(":");
  return (
    /^[*?]*$/.test(parts[4] ?? "") && /^(?:(?:assumed-role|role|user)\/)?[*?/]*$/i.test(resource)
  );
}
