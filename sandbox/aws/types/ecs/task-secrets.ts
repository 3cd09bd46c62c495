/**
 * Secrets that the agent fetches before a task starts, with the execution role.
 * Sentences: ResourceInitializationError as quoted in public issue trackers and in "Troubleshooting
 * Amazon ECS ResourceInitializationError errors" (Developer Guide); the agent's sources for JSON keys.
 */
import type { Call, Properties } from "../../resource-type";
import type { SecretReference } from "./container";
import { items, text } from "./records";
import { decryptFault, denial, type TaskRole } from "./task-role";

const PREFIX =
  "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed:";
const FROM_SSM = `${PREFIX} unable to retrieve secrets from ssm: service call has been retried 1 time(s):`;
const FROM_ASM = `${PREFIX} unable to retrieve secret from asm: service call has been retried 1 time(s):`;

/** SSM's own sentence when KMS refuses (public issue trackers). */
const CIPHERTEXT =
  "AccessDeniedException: The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.";

const SECRET = "aws:secretsmanager/secret:Secret";
const SECRET_VERSION = "aws:secretsmanager/secretVersion:SecretVersion";
const PARAMETER = "aws:ssm/parameter:Parameter";

/** Why the agent cannot fetch these secrets; undefined: it can. */
export function secretsFault(
  secrets: readonly SecretReference[],
  role: TaskRole,
  call: Call,
): string | undefined {
  for (const { valueFrom } of secrets) {
    const fault = valueFrom.includes(":secretsmanager:")
      ? secretFault(valueFrom, role, call)
      : parameterFault(valueFrom, role, call);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function parameterFault(reference: string, role: TaskRole, call: Call): string | undefined {
  const [, , , region = call.region, , resource = ""] = reference.startsWith("arn:")
    ? reference.split(":")
    : [];
  const path = reference.startsWith("arn:") ? resource.replace(/^parameter/, "") : reference;
  const bare = path.replace(/^\//, "");
  const arn = `arn:${call.partition}:ssm:${region}:${call.accountId}:parameter/${bare}`;
  const denied = denial(role, call, "ssm:GetParameters", arn);
  if (denied !== undefined) return `${FROM_SSM} AccessDeniedException: ${denied}`;
  const parameter = call.account.find(
    PARAMETER,
    (item, id) => [path, bare, `/${bare}`].includes(text(item["name"]) ?? id),
    region,
  )?.properties;
  if (parameter === undefined) return `${FROM_SSM} invalid ssm parameters: ${path}`;
  if (parameter["type"] !== "SecureString") return undefined;
  const fault = decryptFault(role, call, text(parameter["keyId"]), "ssm");
  if (fault === undefined) return undefined;
  return fault === "disabled"
    ? // Our wording.
      `${FROM_SSM} InvalidKeyId: ${text(parameter["keyId"]) ?? ""} is disabled.`
    : `${FROM_SSM} ${CIPHERTEXT}`;
}

/** A reference to a secret: its ARN, then optionally a key in its JSON, a staging label, a version. */
function secretFault(reference: string, role: TaskRole, call: Call): string | undefined {
  const parts = reference.split(":");
  const arn = parts.slice(0, 7).join(":");
  const key = parts[7] ?? "";
  const secret = findSecret(arn, call);
  const resource = (secret?.["arn"] as string | undefined) ?? arn;
  const failed = `${FROM_ASM} failed to fetch secret ${arn} from secrets manager:`;
  const denied = denial(role, call, "secretsmanager:GetSecretValue", resource);
  if (denied !== undefined) return `${failed} AccessDeniedException: ${denied}`;
  if (secret === undefined) {
    return `${failed} ResourceNotFoundException: Secrets Manager can't find the specified secret.`;
  }
  const version = versionOf(secret, call);
  if (version === undefined) {
    return `${failed} ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: AWSCURRENT`;
  }
  const fault = decryptFault(role, call, text(secret["kmsKeyId"]), "secretsmanager");
  if (fault === "denied") return `${failed} AccessDeniedException: Access to KMS is not allowed`;
  if (fault !== undefined) {
    return `${failed} DecryptionFailure: Secrets Manager can't decrypt the protected secret text using the provided KMS key.`;
  }
  const missing = key !== "" && !hasKey(text(version["secretString"]), key);
  return missing
    ? `${FROM_ASM} retrieved secret from Secrets Manager did not contain json key ${key}`
    : undefined;
}

/** By full ARN, or by an ARN without the six characters that Secrets Manager adds. */
function findSecret(arn: string, call: Call): Properties | undefined {
  return call.account.find(SECRET, (secret) => {
    const full = text(secret["arn"]) ?? "";
    return full === arn || full.replace(/-\w{6}$/, "") === arn;
  })?.properties;
}

/** The version that readers get: while a new one replaces it, the old one is there too, with another label. */
function versionOf(secret: Properties, call: Call): Properties | undefined {
  const names = [secret["arn"], secret["id"], secret["name"]];
  return call.account.find(SECRET_VERSION, ({ secretId, versionStages }) => {
    const stages: readonly unknown[] = items(versionStages);
    return names.includes(secretId) && stages.includes("AWSCURRENT");
  })?.properties;
}

/** A value that the account does not show (write-only) is taken to have the key. */
function hasKey(value: string | undefined, key: string): boolean {
  if (value === undefined) return true;
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === "object" && parsed !== null && key in parsed;
  } catch {
    return false;
  }
}

/** Why the agent cannot log in to ECR; undefined: it can. */
export function registryFault(role: TaskRole, call: Call): string | undefined {
  const denied = denial(role, call, "ecr:GetAuthorizationToken", "*");
  return (
    denied &&
    `${PREFIX} unable to retrieve ecr registry auth: service call has been retried 1 time(s): AccessDeniedException: ${denied}`
  );
}
