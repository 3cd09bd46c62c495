import { arn } from "../../lib/arns";
import { AwsError, type Call, type Properties } from "../../resource-type";

export const SECRET = "aws:secretsmanager/secret:Secret";
export const SECRET_VERSION = "aws:secretsmanager/secretVersion:SecretVersion";
export const SECRET_POLICY = "aws:secretsmanager/secretPolicy:SecretPolicy";
/** A deleted secret keeps its name until its recovery window ends. */
const SCHEDULED = "sandbox:secretsmanager/scheduledForDeletion";
const DAY_MS = 24 * 60 * 60 * 1000;

/** API model secretsmanager 2017-10-17: SecretVersionStageType, staging labels that Secrets Manager moves itself. */
export const CURRENT = "AWSCURRENT";
const PREVIOUS = "AWSPREVIOUS";

export function refuse(operation: string, code: string, message: string): AwsError {
  return new AwsError(`Secrets Manager: ${operation}`, code, message);
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The secret that is meant by an ARN, an ARN without its last six characters, or a name. */
export function findSecret(given: string, { account }: Call): Properties | undefined {
  return account.find(SECRET, (secret) => {
    const full = String(secret["arn"]);
    return [full, full.replace(/-\w{6}$/, ""), secret["name"]].includes(given);
  })?.properties;
}

export function secretOf(given: unknown, call: Call, operation: string): Properties {
  const secret = findSecret(String(given), call);
  if (secret !== undefined) return secret;
  throw refuse(
    operation,
    "ResourceNotFoundException",
    "Secrets Manager can't find the specified secret.",
  );
}

/** A new ARN: the name and six characters. */
export function newSecretArn(name: string, call: Call): string {
  const suffix = call.hex(6).replace(/\d/g, (digit) => "GHJKMNPQRS"[Number(digit)] ?? digit);
  return arn(call, "secretsmanager", `secret:${name}-${suffix}`);
}

/** Refuses a name that a secret has, or had until its recovery window ends. */
export function requireFreeName(name: string, call: Call): void {
  const { account, now } = call;
  if (account.find(SECRET, (secret) => secret["name"] === name) !== undefined) {
    throw refuse(
      "CreateSecret",
      "ResourceExistsException",
      `The operation failed because the secret ${name} already exists.`,
    );
  }
  const until = account.get(SCHEDULED, name)?.["until"];
  if (typeof until === "string" && new Date(until) > now) {
    throw refuse(
      "CreateSecret",
      "InvalidRequestException",
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
  }
  account.remove(SCHEDULED, name);
}

/** Remembers the name of a deleted secret. @param days 0: deleted at once, the name is free. */
export function schedule(name: string, days: number, { account, now }: Call): void {
  if (days === 0) return;
  account.put(SCHEDULED, name, { until: new Date(now.getTime() + days * DAY_MS).toISOString() });
}

/** Gives the label to a version: the one that had it becomes the previous one. */
export function moveLabels(secretArn: string, labels: readonly string[], { account }: Call): void {
  const isCurrent = labels.includes(CURRENT);
  for (const { id, properties } of account.list(SECRET_VERSION)) {
    if (properties["secretArn"] !== secretArn) continue;
    const stages = properties["versionStages"] as readonly string[];
    const moved = [...labels, ...(isCurrent ? [PREVIOUS] : [])];
    const kept = stages.filter((stage) => !moved.includes(stage));
    const now = isCurrent && stages.includes(CURRENT) ? [...kept, PREVIOUS] : kept;
    account.put(SECRET_VERSION, id, { ...properties, versionStages: now });
  }
}

/** The version that readers get. */
export function currentVersion(secretArn: unknown, { account }: Call): Properties | undefined {
  return account.find(
    SECRET_VERSION,
    (version) =>
      version["secretArn"] === secretArn &&
      (version["versionStages"] as readonly string[]).includes(CURRENT),
  )?.properties;
}

/** A secret that a service makes for itself. @returns its ARN. */
export function putSecret(
  made: { name: string; description: string; kmsKeyId: string; value: string },
  call: Call,
): string {
  const { name, description, kmsKeyId, value } = made;
  const [secretArn, versionId] = [newSecretArn(name, call), newVersionId(call)];
  call.account.put(SECRET, secretArn, {
    ...{ arn: secretArn, description, forceOverwriteReplicaSecret: false, kmsKeyId, name },
    ...{ namePrefix: "", policy: "", recoveryWindowInDays: 0, region: call.region, tagsAll: {} },
  });
  call.account.put(SECRET_VERSION, `${secretArn}|${versionId}`, {
    ...{ arn: secretArn, hasSecretStringWo: false, region: call.region, secretArn, versionId },
    ...{ secretId: secretArn, secretString: value, versionStages: [CURRENT] },
  });
  return secretArn;
}

/** The secret with its versions and its policy. */
export function removeSecret(secretArn: string, { account }: Call): void {
  for (const { id, properties } of account.list(SECRET_VERSION)) {
    if (properties["secretArn"] === secretArn) account.remove(SECRET_VERSION, id);
  }
  account.remove(SECRET_POLICY, secretArn);
  account.remove(SECRET, secretArn);
}

export function newVersionId(call: Call): string {
  return call.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
