import { CONTAINER_TYPES } from "../../lib/containers";
import { executionRoles, type ExecutionRole } from "../../lib/execution-roles";
import { each, show, type Check, type Finding, type Outcome } from "../../lib/finding";
import type { Node } from "../../lib/graph";
import { awsManagedName, eachGrant } from "../../lib/identity-policies";
import { strings } from "../../lib/options";
import { beginsWith, belongsTo, ownSecrets, type OwnSecrets } from "../../lib/own-secrets";
import type { Statement } from "../../lib/policy-document";
import { includesAction } from "../../lib/policy-patterns";
import { isScoping, openResource } from "../../lib/policy-scope";
import type { Reader } from "../../lib/reader";
import { elsewhere, label } from "../../lib/resolve";
import { stackRule } from "../../lib/rule";
import type { Store } from "../../lib/secret-references";
import { SECRET_READERS, SECRET_READS, secretScope } from "../../lib/secret-rights";

const DECRYPT = "kms:Decrypt";
const EXPECTED = "names or a prefix that belong to these tasks";

export default stackRule(
  {
    name: "stack-execution-role-own-prefix",
    severity: "high",
    enforcementLevel: "mandatory",
    description:
      "Execution roles must read and decrypt only the parameters and secrets of their own application.",
    why: "Whoever can change the task definition gets every secret that the execution role can read, those of other applications too.",
    remediationSteps:
      "Name the parameters and secrets, or their prefix, as Resource; limit kms:Decrypt to the key, or by `kms:ResourceAliases`.",
    example: `{
  Effect: "Allow",
  Action: ["ssm:GetParameters"],
  Resource: ["arn:aws:ssm:us-east-1:123456789012:parameter/cruddur/dev/web/*"],
}`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html",
    tags: [],
    practices: ["B9", "C23", "D10", "D11"],
    options: {
      prefixes: strings(
        [],
        "What names of parameters and secrets begin with, such as `/cruddur/`. Empty: what the tasks name and the stack declares.",
      ),
    },
  },
  CONTAINER_TYPES,
  function* (graph, { config }) {
    for (const role of yield* executionRoles(graph)) {
      const own = ownSecrets(graph, role.tasks);
      yield* attachments(role);
      yield* each(role.policies, ({ resource, type }) =>
        eachGrant(resource, type, (statement) => judge(statement, role, own, config.prefixes)),
      );
    }
  },
);

function* attachments({ attached, tasks }: ExecutionRole): Check {
  yield* each(attached, function* (arn) {
    const name = awsManagedName(arn.text() ?? "");
    if (name === undefined) yield elsewhere(arn);
    else if (SECRET_READERS.has(name)) {
      yield arn.finding("", {
        found: `lets ${roleOf(tasks)} read every application's secrets by ${show(name)}`,
        expected: EXPECTED,
      });
    }
  });
}

function* judge(
  statement: Statement,
  { tasks }: ExecutionRole,
  own: OwnSecrets,
  prefixes: readonly string[],
): Check {
  const { reader } = statement;
  const excess = (item: Reader, action: string): Finding =>
    item.finding("", {
      found: `lets ${roleOf(tasks)} use ${action} on ${show(item.raw())}`,
      expected: EXPECTED,
    });
  if (includesAction(statement, DECRYPT)) {
    const key = openResource(statement, DECRYPT);
    if (key !== undefined) yield excess(key, DECRYPT);
  }
  yield* each(["ssm", "secretsmanager"] as const, function* (store): Check {
    const action = SECRET_READS[store].find((read) => includesAction(statement, read));
    if (action === undefined || statement.conditions.some(isScoping)) return;
    const rest = reader.pick("NotResource");
    if (rest !== undefined) yield excess(rest, action);
    yield* each(reader.list("Resource"), function* (item) {
      const scope = secretScope(item.text() ?? "", store);
      if (scope === "none") return;
      if (scope === "all" || !(yield* isOwn(scope.name, store, own, prefixes))) {
        yield excess(item, action);
      }
    });
  });
}

/** True also where the names of the application are not known yet, which it says. */
function* isOwn(
  pattern: string,
  store: Store,
  { names, waiting }: OwnSecrets,
  prefixes: readonly string[],
): Generator<Outcome, boolean, undefined> {
  if (prefixes.length > 0) return beginsWith(pattern, prefixes);
  if (belongsTo(pattern, store, names[store])) return true;
  if (waiting !== undefined) yield waiting;
  return waiting !== undefined || names[store].size === 0;
}

function roleOf([task]: readonly Node[]): string {
  return `the execution role of ${task === undefined ? "tasks" : label(task)}`;
}
