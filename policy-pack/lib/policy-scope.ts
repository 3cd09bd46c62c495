import type { Condition, Statement } from "./policy-document";
import { covers, firstText, includesAction, isEveryAction } from "./policy-patterns";
import type { Reader } from "./reader";

/** Services whose ARNs begin their last part with a name, where others have a type such as `role/`. */
const NAME_FIRST = new Set(
  "s3 s3-object-lambda sqs sns execute-api codecommit codepipeline elasticmapreduce".split(" "),
);

/** True if the pattern takes in every resource of every service. */
export function isEveryResource(pattern: string): boolean {
  if (/^[*?]*\*[*?]*$/.test(pattern)) return true;
  const [arn, partition = "", service = partition, , , ...resource] = pattern.split(":");
  return arn === "arn" && [service, ...resource].every((part) => /^[*?]*\*[*?]*$/.test(part));
}

/** True if the pattern names no resource: everything, all of a service, or all of a type as `key/*` is. */
export function isUnscoped(pattern: string): boolean {
  if (isEveryResource(pattern)) return true;
  const parts = pattern.split(":");
  if (parts.length < 6) return pattern.endsWith("*") && /^[\d*?]*$/.test(parts[4] ?? "");
  const resource = parts.slice(5).join(":");
  if (/^[*?:/]*$/.test(resource)) return true;
  return (
    !NAME_FIRST.has((parts[2] ?? "").toLowerCase()) &&
    /^[a-z][\w-]*(?:[:/][*?:/]*[*?][*?:/]*|\*+)$/i.test(resource)
  );
}

/**
 * The resource of a statement that leaves open on what an action is allowed: an item of Resource that
 * names nothing, or NotResource. Undefined if all are named, or if a condition says which are meant.
 *
 * @param action A pattern; resources of other services do not concern it.
 */
export function openResource(statement: Statement, action: string): Reader | undefined {
  const { reader } = statement;
  const open =
    firstText(reader.list("Resource"), (text) => isUnscoped(text) && concerns(text, action)) ??
    (reader.given("NotResource") ? reader.pick("NotResource") : undefined);
  return open === undefined || statement.conditions.some(isScoping) ? undefined : open;
}

function concerns(resource: string, action: string): boolean {
  const [arn, , ofResource = "*"] = resource.split(":");
  const [ofAction = ""] = action.split(":");
  return arn !== "arn" || covers(ofResource, ofAction) || covers(ofAction, ofResource);
}

/** True if the statement, which must be one that allows, allows everything but a few actions or resources. */
export function allowsEverything(statement: Statement): boolean {
  const { reader } = statement;
  const actions = reader.given("NotAction")
    ? includesAction(statement, "iam:PutRolePolicy")
    : firstText(reader.list("Action"), isEveryAction) !== undefined;
  return (
    actions &&
    (reader.given("NotResource") ||
      firstText(reader.list("Resource"), isEveryResource) !== undefined)
  );
}

// Keys whose value tells which resource is meant: AWS's Service Authorization Reference.
const SCOPING_KEYS = new Set([
  "cloudwatch:namespace",
  "dynamodb:leadingkeys",
  "ec2:owner",
  "ecs:capacity-provider",
  "ecs:cluster",
  "ecs:service",
  "ecs:task",
  "ecs:task-definition",
  "elasticfilesystem:accesspointarn",
  "iam:permissionsboundary",
  "iam:policyarn",
  "kms:requestalias",
  "kms:resourcealiases",
  "lambda:functionarn",
  "route53:changeresourcerecordsetsnormalizedrecordnames",
  "route53:vpcs",
  "s3:dataaccesspointarn",
  "secretsmanager:secretid",
]);
const SCOPING_PREFIX =
  /^(?:[a-z\d-]+:(?:resourcetag|requesttag)\/|ssm:resourcetag\/|s3:existingobjecttag\/|kms:encryptioncontext:|rds:[a-z-]+-tag\/)/;

/** True if the condition holds for resources of some name, tag or alias only. */
export function isScoping(condition: Condition): boolean {
  const { key } = condition;
  return (SCOPING_KEYS.has(key) || SCOPING_PREFIX.test(key)) && demands(condition);
}

/** True if the condition lets nothing pass but values that it names. */
export function demands(condition: Condition): boolean {
  return (
    isBinding(condition) &&
    condition.values.every((value) => !/^(?:alias\/)?[*?]*$/.test(value) && !isOpenArn(value))
  );
}

/** True if a request whose key is missing, or has none of the values, fails. */
export function isBinding({ operator, ifExists, forAllValues, values }: Condition): boolean {
  return (
    /^(?:String(?:Equals|EqualsIgnoreCase|Like)|Arn(?:Equals|Like))$/i.test(operator) &&
    !ifExists &&
    !forAllValues &&
    values.length > 0
  );
}

/** True if the condition lets in no caller but those of the accounts, or of the organizations. */
export function bindsCaller(
  condition: Condition,
  accounts: readonly string[],
  organizations: readonly string[],
): boolean {
  const trusted = /^aws:(?:principal|source)account$/.test(condition.key)
    ? accounts
    : /^aws:(?:principal|source)orgid$/.test(condition.key)
      ? organizations
      : [];
  return isBinding(condition) && condition.values.every((value) => trusted.includes(value));
}

function isOpenArn(value: string): boolean {
  return value.startsWith("arn:") && isUnscoped(value);
}
