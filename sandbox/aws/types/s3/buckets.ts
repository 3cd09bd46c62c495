import { isObject } from "../../../lib/values";
import type { StoredObject } from "../../account";
import { AwsError, type Call, type Properties } from "../../resource-type";
import { bucketNamed } from "./access";
import { ACCOUNT_ACCESS_BLOCK, ENCRYPTION, PUBLIC_ACCESS_BLOCK } from "./tokens";

/** What is in a bucket: kept with the bucket's name and the object's key. */
const OBJECT = "s3:object";
/** Buckets whose public access block is the one that S3 gives every new bucket (since April 2023). */
const DEFAULT_BLOCK = "s3:default-public-access-block";

export function refuse(operation: string, code: string, message: string): never {
  throw new AwsError(`S3: ${operation}`, code, message);
}

/** The bucket that a call in its region names. Codes and messages: "Error responses" (Amazon S3 API Reference). */
export function bucketOf(call: Call, operation: string, name: string): StoredObject {
  const bucket = bucketNamed(call.account, name);
  if (bucket === undefined) {
    return refuse(operation, "NoSuchBucket", `The specified bucket does not exist: ${name}`);
  }
  if (bucket.region !== call.region) {
    refuse(
      operation,
      "PermanentRedirect",
      `The bucket you are attempting to access must be addressed using the specified endpoint. (sandbox: ${name} is in ${bucket.region}, the call went to ${call.region})`,
    );
  }
  return bucket;
}

export interface PublicAccessBlock {
  readonly blockPublicAcls: boolean;
  readonly blockPublicPolicy: boolean;
}

/** What blocks public access to a bucket: its own block, the account's, or the one of every new bucket. */
export function publicAccessBlock({ account }: Call, bucket: StoredObject): PublicAccessBlock {
  const own = account.get(PUBLIC_ACCESS_BLOCK, bucket.id, bucket.region);
  const whole = account.all().find(({ token }) => token === ACCOUNT_ACCESS_BLOCK)?.properties;
  const isNew = account.get(DEFAULT_BLOCK, bucket.id, bucket.region) !== undefined;
  const blocks = (name: string) =>
    own?.[name] === true || whole?.[name] === true || (own === undefined && isNew);
  return {
    blockPublicAcls: blocks("blockPublicAcls"),
    blockPublicPolicy: blocks("blockPublicPolicy"),
  };
}

export function setDefaultBlock({ account }: Call, name: string, isSet: boolean): void {
  if (isSet) account.put(DEFAULT_BLOCK, name, {});
  else account.remove(DEFAULT_BLOCK, name);
}

/** How new objects of a bucket are encrypted: `AES256`, `aws:kms`, `aws:kms:dsse`, and with which key. */
export function encryptionOf(
  { account }: Call,
  bucket: StoredObject,
): { readonly algorithm: string; readonly keyId: string | undefined } {
  const rules = account.get(ENCRYPTION, bucket.id, bucket.region)?.["rules"];
  const inline = bucket.properties["serverSideEncryptionConfiguration"];
  const [first] = Array.isArray(rules) ? (rules as unknown[]) : [];
  const rule = first ?? (isObject(inline) ? inline["rule"] : undefined);
  const applied = isObject(rule) ? rule["applyServerSideEncryptionByDefault"] : undefined;
  const { sseAlgorithm, kmsMasterKeyId } = isObject(applied) ? applied : ({} as Properties);
  return {
    algorithm: typeof sseAlgorithm === "string" ? sseAlgorithm : "AES256",
    keyId: typeof kmsMasterKeyId === "string" && kmsMasterKeyId !== "" ? kmsMasterKeyId : undefined,
  };
}

/** Keys of the objects in a bucket: what AWS services wrote there. */
export function objectsIn({ account }: Call, bucket: string, region: string): readonly string[] {
  return account
    .list(OBJECT, region)
    .filter(({ properties }) => properties["bucket"] === bucket)
    .map(({ properties }) => String(properties["key"]));
}

export function putObject({ account }: Call, bucket: StoredObject, key: string): void {
  account.put(OBJECT, `${bucket.id}/${key}`, { bucket: bucket.id, key }, bucket.region);
}

export function removeObjects(call: Call, bucket: string): void {
  for (const key of objectsIn(call, bucket, call.region)) {
    call.account.remove(OBJECT, `${bucket}/${key}`);
  }
}
