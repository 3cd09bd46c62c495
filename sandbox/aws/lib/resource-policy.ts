import { documentFault } from "./iam-document";

/** Why a resource policy (of a key, of a repository) is malformed; undefined: it is well-formed. */
export function resourcePolicyFault(text: string): string | undefined {
  return documentFault(text, "resource");
}

/** Policy documents may arrive as objects: the provider writes them as JSON. */
export function documentText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
