import type { ExecutionRole } from "./execution-roles";
import { each, show, type Check, type Finding, type Outcome } from "./finding";
import type { Node } from "./graph";
import { awsManagedName, eachGrant } from "./identity-policies";
import { beginsWith, belongsTo, type OwnSecrets } from "./own-secrets";
import type { Statement } from "./policy-document";
import { includesAction } from "./policy-patterns";
import { isScoping, openResource } from "./policy-scope";
import type { Reader } from "./reader";
import { elsewhere, label } from "./resolve";
import type { Store } from "./secret-references";
import { SECRET_READERS, SECRET_READS, secretScope } from "./secret-rights";

const DECRYPT = "kms:Decrypt";
const EXPECTED = "names or a prefix that belong to these tasks";

/**
 * What an execution role can read or decrypt beyond its own application's secrets.
 *
 * @param prefixes what the application's names begin with; empty: what it names and declares.
 */
export function* excessSecrets(
  role: ExecutionRole,
  own: OwnSecrets,
  prefixes: readonly string[],
): Check {
  yield* attachments(role);
  yield* each(role.policies, ({ resource, type }) =>
    eachGrant(resource, type, (statement) => judge(statement, role, own, prefixes)),
  );
}

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
