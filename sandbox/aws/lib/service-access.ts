import { listOf, parseDocument, statementsOf, type Statement } from "./iam-document";
import { decide, wildcard, type AccessRequest } from "./iam-evaluate";

/**
 * Whether a resource's policy (of a bucket, a key, a topic) lets an AWS service do something.
 * Conditions on keys that the request's context lacks are taken as `decide` takes them.
 * @param service such as `cloudtrail.amazonaws.com`.
 */
export function serviceMay(
  policy: string | undefined,
  service: string,
  request: AccessRequest,
): boolean {
  const named = statementsOf(parseDocument(policy ?? "{}"))
    .filter((statement) => names(statement, service))
    // A policy that stands on its resource may leave the resource out.
    .map((statement) =>
      statement.Resource === undefined && statement.NotResource === undefined
        ? { ...statement, Resource: "*" }
        : statement,
    );
  return decide([{ Statement: named }], undefined, request) === "allowed";
}

function names({ Principal, NotPrincipal }: Statement, service: string): boolean {
  if (NotPrincipal !== undefined) return !isNamed(NotPrincipal, service);
  return isNamed(Principal, service);
}

function isNamed(principal: unknown, service: string): boolean {
  if (principal === "*") return true;
  if (typeof principal !== "object" || principal === null) return false;
  const { Service, AWS } = principal as Record<string, string | readonly string[] | undefined>;
  return (
    listOf(AWS).includes("*") || listOf(Service).some((pattern) => wildcard(pattern, service, true))
  );
}
