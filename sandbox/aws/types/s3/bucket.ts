import { bagOr } from "./values";
import { checks, conflicts, isJson, lengthBetween, oneOf } from "../../lib/check";
import { givenName } from "../../lib/names";
import type { Call, Properties, ResourceType } from "../../resource-type";
import { objectsIn, refuse, removeObjects, setDefaultBlock } from "./buckets";
import { bucketNamed } from "./access";
import { bucketNameFault } from "./bucket-name";
import { requireStorable } from "./bucket-policy";
import { hostedZones } from "./hosted-zones";
import { BUCKET, SETTINGS } from "./tokens";

const CREATE = "CreateBucket";
/** API model s3 2006-03-01: BucketCannedACL, and `log-delivery-write`, which the provider adds. */
const CANNED_ACLS = "private public-read public-read-write authenticated-read aws-exec-read log-delivery-write bucket-owner-full-control bucket-owner-read"; // prettier-ignore
/** What `BucketOwnerEnforced`, the ownership of every new bucket, allows. */
const OWNED_ACLS = ["private", "bucket-owner-full-control"];
/** The account's id in ACLs: the example of the Amazon S3 User Guide. */
export const CANONICAL_USER = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";

export const bucket: ResourceType = {
  token: BUCKET,
  source: [
    "API model s3 2006-03-01: CreateBucket, DeleteBucket",
    "terraform-provider-aws internal/service/s3/bucket.go",
    "Amazon S3 User Guide: naming rules, default settings of new buckets",
  ],
  autoName: { property: "bucket", maxLength: 63, lowercase: true },
  defaults: { forceDestroy: false },
  forceNew: ["bucket", "bucketNamespace", "bucketPrefix", "objectLockEnabled"],
  taggable: true,
  json: ["policy"],
  sets: ["grants"],
  check: checks(
    lengthBetween("bucket", 0, 63),
    lengthBetween("bucketPrefix", 0, 37),
    conflicts("bucketPrefix", "bucket"),
    conflicts("acl", "grants"),
    oneOf("acl", CANNED_ACLS.split(" ")),
    oneOf("accelerationStatus", ["Enabled", "Suspended"]),
    oneOf("requestPayer", ["BucketOwner", "Requester"]),
    oneOf("bucketNamespace", ["account-regional", "global"]),
    isJson("policy"),
  ),
  create: (inputs, call) => {
    const name = givenName(inputs, call, { property: "bucket" });
    const fault = bucketNameFault(name);
    if (fault !== undefined) {
      refuse(CREATE, "InvalidBucketName", `The specified bucket is not valid: '${name}': ${fault}`);
    }
    requireFree(name, call);
    requireNoAcl(inputs);
    setDefaultBlock(call, name, true);
    const outputs = computed(name, inputs, call);
    if (inputs["policy"] !== undefined) {
      const created = { token: BUCKET, region: call.region, id: name, properties: outputs };
      requireStorable(inputs["policy"], created, call);
    }
    return { id: name, outputs };
  },
  update: (id, inputs, old, call) => {
    if (inputs["acl"] !== old["acl"]) requireNoAcl(inputs);
    if (inputs["policy"] !== undefined) {
      requireStorable(
        inputs["policy"],
        { token: BUCKET, region: call.region, id, properties: old },
        call,
      );
    }
    return {};
  },
  delete: (id, stored, call) => {
    if (objectsIn(call, id, call.region).length > 0 && stored["forceDestroy"] !== true) {
      refuse(
        "DeleteBucket",
        "BucketNotEmpty",
        `The bucket you tried to delete is not empty: ${id} (sandbox: it holds ${objectsIn(call, id, call.region).join(", ")}; forceDestroy empties it)`,
      );
    }
    removeObjects(call, id);
    setDefaultBlock(call, id, false);
    for (const token of SETTINGS) {
      for (const setting of call.account.list(token)) {
        if (setting.properties["bucket"] === id) call.account.remove(token, setting.id);
      }
    }
  },
};

/** Names are unique in the partition; the provider asks first where S3 would answer that all is well (us-east-1). */
function requireFree(name: string, call: Call): void {
  if (bucketNamed(call.account, name) === undefined) return;
  if (call.region === "us-east-1") refuse(CREATE, "BucketAlreadyExists", `${name} already exists`);
  refuse(
    CREATE,
    "BucketAlreadyOwnedByYou",
    `Your previous request to create the named bucket succeeded and you already own it: ${name}`,
  );
}

function requireNoAcl({ acl, grants }: Properties): void {
  const isOwned = acl === undefined || OWNED_ACLS.includes(acl as string);
  if (isOwned && (!Array.isArray(grants) || grants.length === 0)) return;
  refuse(
    CREATE,
    "InvalidBucketAclWithObjectOwnership",
    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
  );
}

function computed(name: string, inputs: Properties, { partition, region }: Call): Properties {
  return {
    accelerationStatus: inputs["accelerationStatus"] ?? "",
    acl: inputs["acl"] ?? "private",
    arn: `arn:${partition}:s3:::${name}`,
    bucket: name,
    bucketDomainName: `${name}.s3.amazonaws.com`,
    bucketNamespace: inputs["bucketNamespace"] ?? "global",
    bucketPrefix: inputs["bucketPrefix"] ?? "",
    bucketRegion: region,
    bucketRegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
    corsRules: inputs["corsRules"] ?? [],
    grants: inputs["grants"] ?? [
      { id: CANONICAL_USER, permissions: ["FULL_CONTROL"], type: "CanonicalUser", uri: "" },
    ],
    hostedZoneId: hostedZones[region] ?? "",
    lifecycleRules: inputs["lifecycleRules"] ?? [],
    logging: bagOr(inputs["logging"], {}),
    objectLockConfiguration: bagOr(inputs["objectLockConfiguration"], {}),
    objectLockEnabled: inputs["objectLockEnabled"] ?? false,
    policy: inputs["policy"] ?? "",
    replicationConfiguration: bagOr(inputs["replicationConfiguration"], {}),
    requestPayer: inputs["requestPayer"] ?? "BucketOwner",
    serverSideEncryptionConfiguration: bagOr(inputs["serverSideEncryptionConfiguration"], {
      rule: {
        applyServerSideEncryptionByDefault: { kmsMasterKeyId: "", sseAlgorithm: "AES256" },
        bucketKeyEnabled: false,
      },
    }),
    versioning: bagOr(inputs["versioning"], { enabled: false, mfaDelete: false }),
    website: bagOr(inputs["website"], {}),
    websiteDomain: "",
    websiteEndpoint: "",
  };
}
