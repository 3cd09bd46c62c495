/**
 * What a task's roles may do, evaluated for real: identity policies, permissions boundary, trust and
 * key policies. Wording of refusals: AWS's AccessDenied sentence ("Troubleshoot access denied error
 * messages", IAM User Guide).
 */
import { listOf, parseDocument, statementsOf, type Statement } from "../../lib/iam-document";
import { decide, type Decision } from "../../lib/iam-evaluate";
import type { Call, Properties } from "../../resource-type";
import { roleByArn, roleMay } from "../iam/permissions";
import { ALIAS, findKey } from "../kms/find-key";
import { documentText } from "../iam/common";
import { lastPart, object } from "./records";

/** The service that starts tasks assumes their roles. */
const TASKS_SERVICE = "ecs-tasks.amazonaws.com";

/** A role as one task uses it. */
export interface TaskRole {
  readonly arn: string;
  readonly role: Properties;
  readonly taskId: string;
}

type Context = Readonly<Record<string, string | readonly string[]>>;

/** Condition keys of every request that a task's role makes (IAM's global condition keys). */
export function contextOf(call: Call, roleArn: string, more: Context = {}): Context {
  return {
    "aws:principalaccount": call.accountId,
    "aws:principalarn": roleArn,
    "aws:principaltype": "AssumedRole",
    "aws:requestedregion": call.region,
    "aws:resourceaccount": call.accountId,
    "aws:securetransport": "true",
    ...more,
  };
}

/** The role, or why ECS cannot assume it. */
export function assume(arn: string, call: Call, taskId: string): TaskRole | string {
  const role = roleByArn(call.account, arn);
  if (role !== undefined && trustsTasks(role, call)) return { arn, role, taskId };
  return `ECS was unable to assume the role '${arn}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.`;
}

function trustsTasks(role: Properties, call: Call): boolean {
  const task = `arn:${call.partition}:ecs:${call.region}:${call.accountId}:task/*`;
  return trusts(role, TASKS_SERVICE, call, { "aws:sourcearn": task });
}

/** Whether a role's trust policy lets a service assume it. */
export function trusts(role: Properties, service: string, call: Call, more: Context = {}): boolean {
  const document = parseDocument(documentText(role["assumeRolePolicy"]));
  const named = statementsOf(document).filter((statement) =>
    listOf(object(statement.Principal)?.["Service"]).includes(service),
  );
  return (
    decideStatements(named, {
      action: "sts:AssumeRole",
      resource: "*",
      context: { "aws:sourceaccount": call.accountId, ...more },
    }) === "allowed"
  );
}

/** Statements without resources (trust policies) apply to the one thing they are attached to. */
function decideStatements(
  statements: readonly Statement[],
  request: Parameters<typeof decide>[2],
): Decision {
  const whole = statements.map((statement) => ({ Resource: "*", ...statement }));
  return decide([{ Statement: whole }], undefined, request);
}

/** Why a role may not do something, as AWS says it; undefined: it may. */
export function denial(
  { arn, role, taskId }: TaskRole,
  call: Call,
  action: string,
  resource: string,
  more: Context = {},
): string | undefined {
  const request = { action, resource, context: contextOf(call, arn, more) };
  const decision = roleMay(call.account, role, request);
  if (decision === "allowed") return undefined;
  const user = `arn:${call.partition}:sts::${call.accountId}:assumed-role/${lastPart(arn)}/${taskId}`;
  const because =
    decision === "explicitDeny"
      ? "with an explicit deny in an identity-based policy"
      : `because no identity-based policy allows the ${action} action`;
  return `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
}

/** Why a role cannot decrypt with a key; undefined: it can. Keys that AWS manages decrypt for their service. */
export function decryptFault(
  user: TaskRole,
  call: Call,
  key: string | undefined,
  service: string,
): "missing" | "disabled" | "denied" | undefined {
  if (key === undefined || /(^|:)alias\/aws\//.test(key)) return undefined;
  const found = findKey(call, key);
  if (found === undefined) return "missing";
  if (found["isEnabled"] === false) return "disabled";
  const keyArn = found["arn"] as string;
  const aliases = call.account
    .list(ALIAS)
    .filter(({ properties }) => findKey(call, String(properties["targetKeyId"])) === found)
    .map(({ properties }) => properties["name"] as string);
  const request = {
    action: "kms:Decrypt",
    resource: keyArn,
    context: contextOf(call, user.arn, {
      "kms:calleraccount": call.accountId,
      "kms:resourcealiases": aliases,
      "kms:viaservice": `${service}.${call.region}.amazonaws.com`,
    }),
  };
  return keyAllows(found, user, call, request) ? undefined : "denied";
}

/** A key policy decides by itself for a role that it names, and hands over to IAM when it names the account. */
function keyAllows(
  key: Properties,
  user: TaskRole,
  call: Call,
  request: Parameters<typeof decide>[2],
): boolean {
  const account = [call.accountId, `arn:${call.partition}:iam::${call.accountId}:root`];
  const statements = statementsOf(parseDocument(documentText(key["policy"])));
  const naming = (names: readonly string[]) =>
    statements.filter((statement) => {
      const principal = statement.Principal;
      const aws = principal === "*" ? ["*"] : listOf(object(principal)?.["AWS"]);
      return aws.some((name) => typeof name === "string" && names.includes(name));
    });
  const direct = decideStatements(naming([user.arn, "*"]), request);
  const own = roleMay(call.account, user.role, request);
  if (direct === "explicitDeny" || own === "explicitDeny") return false;
  if (direct === "allowed") return true;
  // A key without a policy of its own has KMS's default one: the account decides.
  const delegated =
    statements.length === 0 || decideStatements(naming(account), request) === "allowed";
  return delegated && own === "allowed";
}
