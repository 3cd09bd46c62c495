import { each, show, type Check } from "../../lib/finding";
import { ROLES } from "../../lib/iam-graph";
import { strings } from "../../lib/options";
import { statementOf } from "../../lib/policy-document";
import type { Reader } from "../../lib/reader";
import { rule } from "../../lib/rule";
import { matches } from "../../lib/settings";
import {
  isTasks,
  rolesOfTasks,
  surelyTrustsTasks,
  trustsTasks,
  trustStatements,
} from "../../lib/trust";

export default rule(
  {
    name: "iam-task-role-trust-ecs-only",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Roles of tasks must be taken by ECS tasks and by nobody else.",
    why: "A role that a person, a host or a function can take as well is a way around the task: into its secrets, from outside of it.",
    remediationSteps:
      'Let only `{ Service: "ecs-tasks.amazonaws.com" }` take the role, and give others roles of their own.',
    example: `Principal: { Service: "ecs-tasks.amazonaws.com" }`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html",
    tags: ["checkov:CKV_AWS_60", "checkov:CKV_AWS_61"],
    practices: ["A22", "B10", "C23"],
    options: {
      principals: strings(
        [],
        "Principals, `*` for any characters, that may take the roles of tasks too: an ARN, an account, a service.",
      ),
    },
  },
  ROLES,
  function* (role, { config }) {
    if (trustsTasks(role)) yield* strangers(role, config.principals);
  },
  // A role that tasks use and that does not name them at all; the others are judged above.
  function* (graph, { config }) {
    yield* each(rolesOfTasks(graph), function* ({ resource }) {
      if (surelyTrustsTasks(resource) === false) yield* strangers(resource, config.principals);
    });
  },
);

/** Whom the role's trust names beside tasks. */
function* strangers(role: Reader, also: readonly string[]): Check {
  yield* each(trustStatements(role), function* (reader) {
    const { effect, principals, notPrincipal } = statementOf(reader);
    if (effect === "Deny") return;
    const others = (principals ?? []).filter(
      (principal) => !isTasks(principal) && !matches(principal.value, also),
    );
    if (others.length === 0 && !notPrincipal) return;
    yield reader.finding(notPrincipal ? "NotPrincipal" : "Principal", {
      found: notPrincipal
        ? "lets all others in"
        : `lets in ${others.map(({ value }) => show(value)).join(", ")}`,
      expected: '"ecs-tasks.amazonaws.com" alone',
    });
  });
}
