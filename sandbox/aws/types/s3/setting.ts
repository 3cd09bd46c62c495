import type { StoredObject } from "../../account";
import { matches } from "../../lib/check";
import type { Call, Properties, ResourceType } from "../../resource-type";
import { bucketOf, refuse } from "./buckets";

/** A configuration of a bucket: one object per bucket, put as a whole. */
interface Setting {
  readonly token: ResourceType["token"];
  /** The operation of S3's API that puts it. */
  readonly operation: string;
  readonly source: string;
  readonly required: readonly string[];
  readonly more?: Partial<Omit<ResourceType, "create" | "update" | "token" | "source">>;
  /** Refuses what S3 would; gives the computed outputs. */
  readonly put?: (
    inputs: Properties,
    bucket: StoredObject,
    call: Call,
    old: Properties | undefined,
  ) => Properties;
}

/** Whether the SDK's class has the argument is what `hasOwner` says: `expectedBucketOwner` is part of the id then. */
export function bucketSetting(setting: Setting, hasOwner: boolean): ResourceType {
  const { token, operation, source, required, more = {}, put } = setting;
  const owner = "expectedBucketOwner";
  const isOwner = matches(owner, /^\d{12}$/, "an AWS account ID of 12 digits");
  return {
    ...more,
    token,
    source: [
      `API model s3 2006-03-01: ${operation}`,
      `terraform-provider-aws internal/service/s3/${source}`,
    ],
    required,
    forceNew: ["bucket", ...(hasOwner ? [owner] : [])],
    check: (inputs, unknown) => [
      ...(hasOwner ? isOwner(inputs) : []),
      ...(more.check?.(inputs, unknown) ?? []),
    ],
    create: (inputs, call) => {
      const bucket = ownedBucket(inputs, operation, call);
      const expected = inputs[owner];
      const id = typeof expected === "string" ? `${bucket.id},${expected}` : bucket.id;
      return { id, outputs: put?.(inputs, bucket, call, undefined) ?? {} };
    },
    update: (_id, inputs, old, call) =>
      put?.(inputs, ownedBucket(inputs, operation, call), call, old) ?? {},
  };
}

function ownedBucket(inputs: Properties, operation: string, call: Call): StoredObject {
  const bucket = bucketOf(call, operation, String(inputs["bucket"]));
  const expected = inputs["expectedBucketOwner"];
  if (expected !== undefined && expected !== call.accountId) {
    refuse(operation, "AccessDenied", `Access Denied (the bucket's owner is ${call.accountId})`);
  }
  return bucket;
}
