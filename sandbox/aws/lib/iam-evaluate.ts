/**
 * Whether IAM lets a principal do something: "Policy evaluation logic" (IAM User Guide) for the
 * identity-based policies of one principal and its permissions boundary.
 */
import { listOf, statementsOf, type PolicyDocument, type Statement } from "./iam-document";

/** One API call as IAM sees it. */
export interface AccessRequest {
  /** For example `secretsmanager:GetSecretValue`. */
  readonly action: string;
  /** ARN of what is accessed, `*` for actions without a resource. */
  readonly resource: string;
  /** Condition keys that the simulator knows, in lower case: one value or several. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

export type Decision = "allowed" | "explicitDeny" | "implicitDeny";

/**
 * Decides a request. A condition on a key that is not in the request's context cannot be judged
 * here: it counts as met in an Allow and as not met in a Deny, so that the simulator never refuses
 * what AWS might permit (the operators `Null` and `…IfExists` are judged as AWS does).
 */
export function decide(
  policies: readonly PolicyDocument[],
  boundary: PolicyDocument | undefined,
  request: AccessRequest,
): Decision {
  const own = verdict(policies.flatMap(statementsOf), request);
  if (own !== "allowed" || boundary === undefined) return own;
  return verdict(statementsOf(boundary), request);
}

function verdict(statements: readonly Statement[], request: AccessRequest): Decision {
  const applying = statements.filter((statement) => applies(statement, request));
  if (applying.some((statement) => statement.Effect === "Deny")) return "explicitDeny";
  return applying.some((statement) => statement.Effect === "Allow") ? "allowed" : "implicitDeny";
}

function applies(statement: Statement, request: AccessRequest): boolean {
  const action = (patterns: readonly string[]) =>
    patterns.some((pattern) => wildcard(pattern, request.action, true));
  const resource = (patterns: readonly string[]) =>
    patterns.some((pattern) => arnMatches(pattern, request.resource, request));
  const byAction =
    statement.Action === undefined
      ? !action(listOf(statement.NotAction))
      : action(listOf(statement.Action));
  const byResource =
    statement.Resource === undefined
      ? !resource(listOf(statement.NotResource))
      : resource(listOf(statement.Resource));
  return byAction && byResource && conditionsMet(statement, request);
}

/** IAM's wildcards: `*` any characters, `?` exactly one. */
export function wildcard(pattern: string, text: string, ignoreCase = false): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*+/g, "[^]*")
    .replace(/\?/g, "[^]");
  return new RegExp(`^${source}$`, ignoreCase ? "i" : "").test(text);
}

function arnMatches(pattern: string, resource: string, request: AccessRequest): boolean {
  return pattern === "*" || wildcard(substitute(pattern, request), resource);
}

/** Policy variables such as `${aws:PrincipalAccount}`; one that is not known matches nothing. */
function substitute(pattern: string, request: AccessRequest): string {
  return pattern.replace(
    /\$\{([^},]+)(?:,\s*'([^']*)')?\}/g,
    (_all, name: string, fallback?: string) => {
      if (name === "*" || name === "?" || name === "$") return name;
      const value = request.context[name.toLowerCase()];
      return typeof value === "string" ? value : (fallback ?? "\u0000");
    },
  );
}

function conditionsMet(statement: Statement, request: AccessRequest): boolean {
  return Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, expected]) =>
      conditionMet(operator, key, listOf(expected).map(String), statement.Effect, request),
    ),
  );
}

function conditionMet(
  operator: string,
  key: string,
  expected: readonly string[],
  effect: Statement["Effect"],
  request: AccessRequest,
): boolean {
  const found = request.context[key.toLowerCase()];
  if (operator === "Null") {
    return expected.some((value) => (value.toLowerCase() === "true") === (found === undefined));
  }
  if (found === undefined) return operator.endsWith("IfExists") || effect === "Allow";
  const [, quantifier, name = ""] =
    /^(ForAllValues:|ForAnyValue:)?(.*?)(?:IfExists)?$/.exec(operator) ?? [];
  const values = listOf(found);
  const wanted = expected.map((value) => substitute(value, request));
  // A negated operator holds when none of the values given matches.
  const negated = /Not/.test(name);
  const positive = name.replace("Not", "");
  const matches = (value: string) => {
    const some = wanted.some((pattern) => compare(positive, pattern, value));
    return negated ? !some : some;
  };
  return quantifier === "ForAllValues:" || (negated && quantifier === undefined)
    ? values.every(matches)
    : values.some(matches);
}

function compare(operator: string, pattern: string, value: string): boolean {
  switch (operator) {
    case "StringEqualsIgnoreCase":
      return pattern.toLowerCase() === value.toLowerCase();
    case "StringLike":
    case "ArnLike":
    case "ArnEquals":
      return wildcard(pattern, value);
    case "Bool":
      return pattern.toLowerCase() === value.toLowerCase();
    case "NumericEquals":
      return Number(value) === Number(pattern);
    case "NumericLessThan":
      return Number(value) < Number(pattern);
    case "NumericLessThanEquals":
      return Number(value) <= Number(pattern);
    case "NumericGreaterThan":
      return Number(value) > Number(pattern);
    case "NumericGreaterThanEquals":
      return Number(value) >= Number(pattern);
    case "DateEquals":
      return Date.parse(value) === Date.parse(pattern);
    case "DateLessThan":
      return Date.parse(value) < Date.parse(pattern);
    case "DateLessThanEquals":
      return Date.parse(value) <= Date.parse(pattern);
    case "DateGreaterThan":
      return Date.parse(value) > Date.parse(pattern);
    case "DateGreaterThanEquals":
      return Date.parse(value) >= Date.parse(pattern);
    default:
      return pattern === value;
  }
}
