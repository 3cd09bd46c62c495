/**
 * The grammar of IAM policy documents, as IAM checks it when a document is stored.
 * Facts: "Grammar of the IAM JSON policy language" (IAM User Guide). Sentences: IAM's
 * MalformedPolicyDocument answers as getmoto/moto reproduces them (moto/iam/policy_validation.py)
 * and as quoted in public issue trackers.
 */
import { isObject } from "../../lib/values";

export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface PolicyDocument {
  readonly Version?: string;
  readonly Id?: string;
  readonly Statement: Statement | readonly Statement[];
}

/** `identity`: what a principal may do. `trust`: who may assume a role. `resource`: who may do what to a key, a repository … */
export type DocumentKind = "identity" | "trust" | "resource";

const DOCUMENT_MEMBERS = ["Version", "Id", "Statement"];
const STATEMENT_MEMBERS = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];
const VERSIONS = ["2012-10-17", "2008-10-17"];
const OPERATOR =
  /^(ForAllValues:|ForAnyValue:)?((String(Not)?(Equals(IgnoreCase)?|Like))|((Numeric|Date)(Not)?(Equals|LessThan(Equals)?|GreaterThan(Equals)?))|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like))(IfExists)?$|^Null$/;
const PRINCIPAL_TYPES = ["AWS", "Service", "Federated", "CanonicalUser"];
const STS_ACTION = /^sts:(AssumeRole\w*|TagSession|SetSourceIdentity|SetContext|\*)$|^\*$/i;
const SYNTAX = "Syntax errors in policy.";

/** A value that the grammar allows alone or in a list, as a list. */
export function listOf<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

/** The document of a JSON text, undefined where it is not an object. */
export function parseDocument(json: string): PolicyDocument | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? (value as unknown as PolicyDocument) : undefined;
  } catch {
    return undefined;
  }
}

/** The statements of a document. */
export function statementsOf(document: PolicyDocument | undefined): readonly Statement[] {
  return listOf(document?.Statement);
}

/** What the provider's schema says of a text that is no JSON object (verify.ValidIAMPolicyJSON); undefined: fine. */
export function jsonFault(property: string, json: string): string | undefined {
  if (json === "") return `"${property}" is an empty string, which is not a valid JSON value`;
  if (!json.trimStart().startsWith("{")) {
    return `"${property}" contains an invalid JSON policy: it must be a JSON object`;
  }
  const reason = syntaxFault(json);
  return reason === undefined
    ? undefined
    : `"${property}" contains an invalid JSON policy: ${reason}`;
}

/** Why a text is no JSON, without quoting it: it may hold secrets. Undefined: it is. */
export function syntaxFault(json: string): string | undefined {
  try {
    JSON.parse(json);
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/".*"/s, "…");
  }
}

/** Why IAM answers MalformedPolicyDocument, in its order of checks; undefined: it stores the document. */
export function documentFault(json: string, kind: DocumentKind): string | undefined {
  const document = parseDocument(json);
  if (!document) return "This policy contains invalid Json";
  const unknown = Object.keys(document).find((name) => !DOCUMENT_MEMBERS.includes(name));
  if (unknown !== undefined) return `Unknown field ${unknown}`;
  if (document.Version !== undefined && !VERSIONS.includes(document.Version)) return SYNTAX;
  const statements = statementsOf(document);
  if (statements.length === 0) return SYNTAX;
  for (const statement of statements) {
    const fault = shapeFault(statement, kind);
    if (fault !== undefined) return fault;
  }
  const ids = statements.flatMap((statement) => statement.Sid ?? []).filter((id) => id !== "");
  if (kind === "identity" && new Set(ids).size < ids.length) {
    return "Statement IDs (SID) in a single policy must be unique.";
  }
  for (const statement of statements) {
    const fault = BY_KIND[kind](statement);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function shapeFault(statement: unknown, kind: DocumentKind): string | undefined {
  if (!isObject(statement)) return SYNTAX;
  const unknown = Object.keys(statement).find((name) => !STATEMENT_MEMBERS.includes(name));
  if (unknown !== undefined) return `Unknown field ${unknown}`;
  if (statement["Effect"] !== "Allow" && statement["Effect"] !== "Deny") return SYNTAX;
  const sid = statement["Sid"] ?? "";
  if (typeof sid !== "string") return SYNTAX;
  // Other services take blanks and more in their statement ids: KMS's own default policy has some.
  if (kind !== "resource" && !/^[0-9A-Za-z]*$/.test(sid)) {
    return "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*";
  }
  for (const name of ["Action", "Resource", "Principal"]) {
    if (statement[name] !== undefined && statement[`Not${name}`] !== undefined) return SYNTAX;
  }
  for (const name of ["Action", "NotAction", "Resource", "NotResource"]) {
    const value = statement[name];
    if (value === undefined) continue;
    if (!listOf(value).every((item) => typeof item === "string")) return SYNTAX;
  }
  return conditionFault(statement["Condition"]);
}

function conditionFault(condition: unknown): string | undefined {
  if (condition === undefined) return undefined;
  if (!isObject(condition)) return SYNTAX;
  for (const [operator, keys] of Object.entries(condition)) {
    if (!OPERATOR.test(operator)) return `Invalid Condition type : ${operator}.`;
    if (!isObject(keys)) return SYNTAX;
    const scalar = (value: unknown) => ["string", "number", "boolean"].includes(typeof value);
    if (!Object.values(keys).every((value) => listOf(value).every(scalar))) return SYNTAX;
  }
  return undefined;
}

function identityFault(statement: Statement): string | undefined {
  if (statement.Principal !== undefined || statement.NotPrincipal !== undefined) {
    return "Policy document should not specify a principal.";
  }
  const actions = listOf(statement.Action ?? statement.NotAction);
  if (actions.length === 0) return "Policy statement must contain actions.";
  for (const action of actions) {
    const fault = actionFault(action);
    if (fault !== undefined) return fault;
  }
  const resources = listOf(statement.Resource ?? statement.NotResource);
  if (resources.length === 0) return "Policy statement must contain resources.";
  for (const resource of resources) {
    const fault = resourceFault(resource);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Resource-based policies name who; some services (KMS, ECR) let the resource be left out. */
function resourcePolicyFault(statement: Statement): string | undefined {
  const principal = statement.Principal ?? statement.NotPrincipal;
  if (principal === undefined) return "Missing required field Principal";
  const actions = listOf(statement.Action ?? statement.NotAction);
  if (actions.length === 0) return "Missing required field Action";
  for (const action of actions) {
    const fault = actionFault(action);
    if (fault !== undefined) return fault;
  }
  return principalFault(principal);
}

const BY_KIND: Readonly<Record<DocumentKind, (statement: Statement) => string | undefined>> = {
  identity: identityFault,
  resource: resourcePolicyFault,
  trust: trustFault,
};

function actionFault(action: string): string | undefined {
  if (action === "*") return undefined;
  const [vendor = "", ...rest] = action.split(":");
  if (rest.length === 0) {
    return "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
  }
  if (rest.length > 1) return "Actions/Condition can contain only one colon.";
  return /^[A-Za-z0-9.-]+$/.test(vendor) ? undefined : `Vendor ${vendor} is not valid`;
}

function resourceFault(resource: string): string | undefined {
  if (resource === "*") return undefined;
  if (!resource.startsWith("arn:")) {
    return `Resource ${resource} must be in ARN format or "*".`;
  }
  const [, partition = "", ...rest] = resource.split(":");
  if (!/^(aws[a-z-]*|\*)$/.test(partition)) {
    return `Partition "${partition}" is not valid for resource "${resource}".`;
  }
  return rest.length < 4 ? "The policy failed legacy parsing" : undefined;
}

function trustFault(statement: Statement): string | undefined {
  if (statement.Resource !== undefined || statement.NotResource !== undefined) {
    return "Has prohibited field Resource";
  }
  const principal = statement.Principal ?? statement.NotPrincipal;
  if (principal === undefined) return "Missing required field Principal";
  const actions = listOf(statement.Action ?? statement.NotAction);
  if (actions.length === 0) return "Missing required field Action";
  if (!actions.every((action) => STS_ACTION.test(action))) {
    return "AssumeRole policy may only specify STS AssumeRole actions.";
  }
  return principalFault(principal);
}

function principalFault(principal: unknown): string | undefined {
  if (principal === "*") return undefined;
  if (!isObject(principal) || Object.keys(principal).length === 0) return SYNTAX;
  for (const [type, value] of Object.entries(principal)) {
    if (!PRINCIPAL_TYPES.includes(type)) return SYNTAX;
    for (const name of listOf(value)) {
      if (typeof name !== "string") return SYNTAX;
      if (!isPrincipal(type, name)) {
        return `Invalid principal in policy: "${type.toUpperCase()}":"${name}"`;
      }
    }
  }
  return undefined;
}

function isPrincipal(type: string, name: string): boolean {
  if (type === "Service") return /^[a-z0-9.-]+\.(amazonaws\.com(\.cn)?|amazon\.com)$/.test(name);
  if (type === "Federated") return /^arn:|^[\w.-]+\.[a-z]+$/i.test(name);
  if (type === "CanonicalUser") return name.length > 0;
  return (
    name === "*" || /^\d{12}$/.test(name) || /^arn:aws[a-z-]*:(iam|sts)::\d{12}:.+$/.test(name)
  );
}

/** The IAM roles and users of this account that a trust policy names: they must exist when it is stored. */
export function namedPrincipals(json: string): readonly string[] {
  return statementsOf(parseDocument(json)).flatMap((statement) => {
    const principal = statement.Principal;
    if (!isObject(principal)) return [];
    return listOf(principal["AWS"]).filter(
      (name): name is string => typeof name === "string" && /:(role|user)\//.test(name),
    );
  });
}

/** Characters that count for IAM's size limits: white space outside of strings does not. */
export function documentSize(json: string): number {
  const document = parseDocument(json);
  return document === undefined ? json.length : JSON.stringify(document).length;
}
