import { arn } from "../../lib/arns";
import type { Call, Properties } from "../../resource-type";
import { findKey } from "../kms/find-key";
import { putSecret, removeSecret } from "../secretsmanager/store";
import { refuse, text } from "./common";

/** The secret that RDS makes, owns and rotates when it manages the master user's password. */
export function masterSecret(
  inputs: Properties,
  old: Properties,
  identifier: string,
  call: Call,
): Properties {
  const keyId = text(inputs["masterUserSecretKmsKeyId"]);
  if (inputs["manageMasterUserPassword"] !== true) {
    removeMasterSecret(old, call);
    return { masterUserSecretKmsKeyId: "", masterUserSecrets: [] };
  }
  if (keyId !== undefined && findKey(call, keyId) === undefined) {
    throw refuse(
      "CreateDBInstance",
      "KMSKeyNotAccessibleFault",
      `The specified KMS key [${keyId}] does not exist, is not enabled or you do not have permissions to access it.`,
    );
  }
  const kmsKeyId = keyId ?? arn(call, "kms", "alias/aws/secretsmanager");
  const kept = secretArnOf(old);
  const username = String(inputs["username"] ?? old["username"]);
  const secretArn =
    kept ??
    putSecret(
      {
        name: `rds!db-${call.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")}`,
        description: `The secret associated with the primary RDS DB instance: ${arn(call, "rds", `db:${identifier}`)}`,
        kmsKeyId,
        value: JSON.stringify({ username, password: call.hex(28) }),
      },
      call,
    );
  return {
    masterUserSecretKmsKeyId: kmsKeyId,
    masterUserSecrets: [{ kmsKeyId, secretArn, secretStatus: "active" }],
  };
}

export function removeMasterSecret(stored: Properties, call: Call): void {
  const secretArn = secretArnOf(stored);
  if (secretArn !== undefined) removeSecret(secretArn, call);
}

function secretArnOf(properties: Properties): string | undefined {
  const [secret] = (properties["masterUserSecrets"] ?? []) as readonly Properties[];
  return text(secret?.["secretArn"]);
}
