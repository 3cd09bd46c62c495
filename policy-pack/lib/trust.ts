import { CONTAINER_TYPES } from "./containers";
import { Undetermined, Unreadable } from "./finding";
import type { Graph, Node } from "./graph";
import { ROLES } from "./iam-graph";
import { referredTo } from "./links";
import { statementOf, statementsOf, type Principal, type Statement } from "./policy-document";
import type { Reader } from "./reader";

/** The statements of a role's trust policy. */
export function trustStatements(role: Reader): Reader[] {
  const aliases = { assumeRolePolicy: ["assumeRolePolicyDocument"] };
  return statementsOf(role.as({ aliases }), "assumeRolePolicy");
}

/** True for the service that starts ECS tasks. */
export function isTasks({ kind, value }: Principal): boolean {
  return kind.toLowerCase() === "service" && /^ecs-tasks\.amazonaws\.com(?:\.cn)?$/i.test(value);
}

/** True if the statement lets tasks take the role. */
export function admitsTasks({ effect, principals }: Statement): boolean {
  return effect === "Allow" && (principals ?? []).some(isTasks);
}

/** True if tasks may take the role. Throws if that cannot be known. */
export function trustsTasks(role: Reader): boolean {
  return trustStatements(role).some((reader) => admitsTasks(statementOf(reader)));
}

/** As `trustsTasks`; undefined if it cannot be known or read. */
export function surelyTrustsTasks(role: Reader): boolean | undefined {
  try {
    return trustsTasks(role);
  } catch (error) {
    if (error instanceof Undetermined || error instanceof Unreadable) return undefined;
    throw error;
  }
}

/** The roles that tasks of the stack take, or that are taken to start them. */
export function rolesOfTasks(graph: Graph): Set<Node> {
  const tasks = graph.ofType(CONTAINER_TYPES);
  const properties = ["taskRoleArn", "executionRoleArn"];
  return new Set(
    tasks.flatMap((task) =>
      properties.flatMap((property) => referredTo(graph, task, property, ROLES)),
    ),
  );
}
