import { globMatches } from "./policy-patterns";
import { isUnscoped } from "./policy-scope";
import type { Store } from "./secret-references";

/** Actions that read secrets. */
export const SECRET_READS: Readonly<Record<Store, readonly string[]>> = {
  ssm: [
    "ssm:GetParameter",
    "ssm:GetParameters",
    "ssm:GetParametersByPath",
    "ssm:GetParameterHistory",
  ],
  secretsmanager: ["secretsmanager:GetSecretValue"],
};

/** AWS managed policies that allow one of these on everything: AWS Managed Policy Reference. */
export const SECRET_READERS: ReadonlySet<string> = new Set([
  "AdministratorAccess",
  "AmazonEC2RoleforSSM",
  "AmazonSSMFullAccess",
  "AmazonSSMManagedInstanceCore",
  "AmazonSSMReadOnlyAccess",
  "PowerUserAccess",
  "ReadOnlyAccess",
  "SecretsManagerReadWrite",
]);

/** What a Resource of a policy takes in of a store: nothing, everything, or names of a pattern. */
export function secretScope(resource: string, store: Store): "none" | "all" | { name: string } {
  const [, , service = "*", , , ...rest] = resource.split(":");
  if (!globMatches(service.toLowerCase(), store)) return "none";
  if (isUnscoped(resource)) return "all";
  const prefix = store === "ssm" ? "parameter" : "secret:";
  const name = rest.join(":");
  return name.startsWith(prefix) ? { name: name.slice(prefix.length) } : "none";
}
