import { documentFault, parseDocument, statementsOf, type Statement } from "./iam-document";

/**
 * Why a resource policy (of a key, of a repository) is malformed; undefined: it is well-formed.
 * Its statements are those of an identity policy that also say who; what they apply to may be left out.
 */
export function resourcePolicyFault(text: string): string | undefined {
  const document = parseDocument(text);
  if (document === undefined) return "This policy contains invalid Json";
  const statements = statementsOf(document);
  const identity = { ...document, Statement: statements.map(withoutPrincipal) };
  return (
    documentFault(JSON.stringify(identity), "identity") ??
    statements.map(principalFault).find((fault) => fault !== undefined)
  );
}

function withoutPrincipal(statement: Statement): object {
  const isBound = "Resource" in statement || "NotResource" in statement;
  const rest = Object.entries({ Resource: isBound ? undefined : "*", ...statement }).filter(
    ([name]) => !name.endsWith("Principal"),
  );
  return Object.fromEntries(rest);
}

function principalFault({ Principal, NotPrincipal }: Statement): string | undefined {
  const principals = Object.entries({ Principal, NotPrincipal }).filter(
    ([, value]) => value !== undefined,
  );
  const trust = { Effect: "Allow", Action: "sts:AssumeRole", ...Object.fromEntries(principals) };
  return documentFault(JSON.stringify({ Version: "2012-10-17", Statement: [trust] }), "trust");
}

/** Policy documents may arrive as objects: the provider writes them as JSON. */
export function documentText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
