import type { Reader } from "./reader";

/** Keys that KMS makes itself, or keeps in a key store. */
export const KEYS: readonly string[] = ["aws:kms/key:Key", "aws-native:kms:Key"];

/** Where each type keeps the policy of a key. */
export const KEY_POLICIES: Readonly<Record<string, string>> = {
  "aws:kms/externalKey:ExternalKey": "policy",
  "aws:kms/key:Key": "policy",
  "aws:kms/keyPolicy:KeyPolicy": "policy",
  "aws:kms/replicaExternalKey:ReplicaExternalKey": "policy",
  "aws:kms/replicaKey:ReplicaKey": "policy",
  "aws-native:kms:Key": "keyPolicy",
  "aws-native:kms:ReplicaKey": "keyPolicy",
};

/** Types with a time between a key's deletion and its end. */
export const DELETABLE_KEYS = Object.keys(KEY_POLICIES).filter(
  (type) => type !== "aws:kms/keyPolicy:KeyPolicy",
);

const NAMES = {
  customerMasterKeySpec: ["keySpec"],
  deletionWindowInDays: ["pendingWindowInDays"],
};

/** A key, read under the names of `aws:kms/key`. */
export function keyOf(resource: Reader): Reader {
  return resource.as({ aliases: NAMES });
}

/** True if KMS can rotate the key by itself: a symmetric one, whose material it made and keeps. */
export function canRotate(key: Reader): boolean {
  const spec = key.text("customerMasterKeySpec")?.toUpperCase() ?? "SYMMETRIC_DEFAULT";
  const usage = key.text("keyUsage")?.toUpperCase() ?? "ENCRYPT_DECRYPT";
  const origin = key.text("origin")?.toUpperCase() ?? "AWS_KMS";
  return (
    spec === "SYMMETRIC_DEFAULT" &&
    usage === "ENCRYPT_DECRYPT" &&
    origin === "AWS_KMS" &&
    !key.given("customKeyStoreId") &&
    !key.given("xksKeyId")
  );
}
