import type { Reader } from "./reader";

/** One statement of a policy document, normalised: lists where IAM allows a single value. */
export interface Statement {
  readonly reader: Reader;
  readonly effect: "Allow" | "Deny";
  /** Action patterns; with `notActions` these are the ones left out. */
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  /** Who: `*`, ARNs, account ids, services; undefined where the document belongs to an identity. */
  readonly principals: readonly Principal[] | undefined;
  /** True if everybody but some is meant. */
  readonly notPrincipal: boolean;
  readonly conditions: readonly Condition[];
}

/** Kind (`AWS`, `Service`, `Federated`, `CanonicalUser`, or `*`) and value. */
export interface Principal {
  readonly kind: string;
  readonly value: string;
}

/** One key of a statement's conditions. */
export interface Condition {
  /** Such as `StringEquals`, without `…IfExists` and the set prefix. */
  readonly operator: string;
  readonly ifExists: boolean;
  /** `ForAllValues` holds for a request that lacks the key. */
  readonly forAllValues: boolean;
  /** Lower case. */
  readonly key: string;
  readonly values: readonly string[];
}

/**
 * The statements of the document at this path: a JSON string or an object, one statement or a list.
 * Normalise each with `statementOf` inside `each`, so that one unknown does not hide the others.
 */
export function statementsOf(resource: Reader, path: string): Reader[] {
  const document = resource.json(path)?.as({ aliases: { Statement: ["Statements"] } });
  return document?.list("Statement") ?? [];
}

/** A statement, normalised. Each part is read when asked for, so that a rule waits only for what it needs. */
export function statementOf(reader: Reader): Statement {
  return {
    reader,
    get effect() {
      return reader.text("Effect")?.toLowerCase() === "deny" ? "Deny" : "Allow";
    },
    get actions() {
      return reader.texts("Action");
    },
    get notActions() {
      return reader.texts("NotAction");
    },
    get resources() {
      return reader.texts("Resource");
    },
    get notResources() {
      return reader.texts("NotResource");
    },
    get principals() {
      return reader.given("Principal") ? principals(reader, "Principal") : undefined;
    },
    get notPrincipal() {
      return reader.given("NotPrincipal");
    },
    get conditions() {
      return conditions(reader);
    },
  };
}

function principals(reader: Reader, path: string): Principal[] {
  const value = reader.raw(path);
  if (typeof value === "string") return [{ kind: value === "*" ? "*" : "AWS", value }];
  return reader
    .entries(path)
    .flatMap(([kind, values]) => values.texts().map((text) => ({ kind, value: text })));
}

function conditions(reader: Reader): Condition[] {
  return reader.entries("Condition").flatMap(([name, keys]) => {
    const [set, plain] = name.includes(":") ? (name.split(":", 2) as [string, string]) : ["", name];
    return keys.entries().map(([key, values]) => ({
      operator: plain.replace(/IfExists$/i, ""),
      ifExists: /IfExists$/i.test(plain),
      forAllValues: set.toLowerCase() === "forallvalues",
      key: key.toLowerCase(),
      values: values.texts(),
    }));
  });
}

/** True if the statement speaks of everybody. */
export function namesEveryone({ principals, notPrincipal }: Statement): boolean {
  return (
    notPrincipal ||
    (principals ?? []).some(
      ({ kind, value }) => value === "*" && (kind === "*" || kind.toUpperCase() === "AWS"),
    )
  );
}

// Keys that say whose the caller is, or where the call comes from; see
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
const RESTRICTING_KEYS = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principalserviceorgid",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpcarn",
  "aws:sourcevpce",
  "aws:userid",
  "aws:vpceaccount",
  "aws:vpceorgid",
  "aws:vpceorgpaths",
  "kms:calleraccount",
]);

const MATCHING_OPERATORS = /^(?:String(?:Equals|EqualsIgnoreCase|Like)|Arn(?:Equals|Like))$/i;

/** True if a condition narrows "everybody" to callers that the owner has named. */
export function isRestricted({ conditions }: Statement): boolean {
  return conditions.some(
    ({ operator, ifExists, forAllValues, key, values }) =>
      RESTRICTING_KEYS.has(key) &&
      MATCHING_OPERATORS.test(operator) &&
      !ifExists &&
      !forAllValues &&
      values.length > 0 &&
      values.every(names),
  );
}

/** False for a value that anybody matches: nothing but wildcards, or an ARN without an account. */
function names(value: string): boolean {
  if (/^[*?]*$/.test(value)) return false;
  const parts = value.split(":");
  if (parts[0] !== "arn" || parts.length < 6) return true;
  return !/^[*?]*$/.test(parts[4] ?? "") || (parts[2] === "s3" && !/^[*?]*$/.test(parts[5] ?? ""));
}
