import { isObject } from "../../../lib/values";
import { oneOf } from "../../lib/check";
import type { CheckFailure, Properties, ResourceType } from "../../resource-type";
import { bucketNamed } from "./access";
import { bucketOf, refuse, setDefaultBlock } from "./buckets";
import { bucketSetting } from "./setting";
import { ENCRYPTION, LOGGING, OWNERSHIP, PUBLIC_ACCESS_BLOCK, VERSIONING } from "./tokens";
import { bagOr } from "./values";

/** API model s3 2006-03-01: ObjectOwnership, ServerSideEncryption, BucketVersioningStatus, PartitionDateSource. */
const OWNERSHIPS = ["BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced"];
const ALGORITHMS = ["AES256", "aws:fsx", "aws:kms", "aws:kms:dsse"];
const VERSIONINGS = ["Enabled", "Suspended", "Disabled"];

/** Failures of a check of a nested object, under its path. */
const at = (path: string, failures: readonly CheckFailure[]): CheckFailure[] =>
  failures.map(({ property, reason }) => ({ property: `${path}.${property}`, reason }));

const missing = (bag: Properties, property: string): CheckFailure[] =>
  bag[property] === undefined
    ? [{ property, reason: `Missing required property '${property}'.` }]
    : [];

export const bucketPublicAccessBlock: ResourceType = {
  ...bucketSetting(
    {
      token: PUBLIC_ACCESS_BLOCK,
      operation: "PutPublicAccessBlock",
      source: "bucket_public_access_block.go",
      required: ["bucket"],
      more: {
        defaults: {
          blockPublicAcls: false,
          blockPublicPolicy: false,
          ignorePublicAcls: false,
          restrictPublicBuckets: false,
        },
        outlivesDelete: ({ skipDestroy }) => skipDestroy === true,
      },
    },
    false,
  ),
  // DeletePublicAccessBlock leaves nothing, not even what a new bucket has.
  delete: (id, _stored, call) => {
    setDefaultBlock(call, id, false);
  },
};

export const bucketOwnershipControls = bucketSetting(
  {
    token: OWNERSHIP,
    operation: "PutBucketOwnershipControls",
    source: "bucket_ownership_controls.go",
    required: ["bucket", "rule"],
    more: {
      check: ({ rule }, unknown) =>
        !isObject(rule) || unknown.has("rule")
          ? []
          : at("rule", [
              ...missing(rule, "objectOwnership"),
              ...oneOf("objectOwnership", OWNERSHIPS)(rule),
            ]),
    },
  },
  false,
);

export const bucketVersioning = bucketSetting(
  {
    token: VERSIONING,
    operation: "PutBucketVersioning",
    source: "bucket_versioning.go",
    required: ["bucket", "versioningConfiguration"],
    more: {
      check: ({ versioningConfiguration: given }, unknown) =>
        !isObject(given) || unknown.has("versioningConfiguration")
          ? []
          : at("versioningConfiguration", [
              ...missing(given, "status"),
              ...oneOf("status", VERSIONINGS)(given),
              ...oneOf("mfaDelete", ["Enabled", "Disabled"])(given),
            ]),
    },
    put: (inputs, bucket, _call, old) => {
      const given = bagOr(inputs["versioningConfiguration"], {});
      const before = bagOr(old?.["versioningConfiguration"], { status: "Disabled" })["status"];
      const { status, mfaDelete } = given;
      if (status === "Disabled" && before !== "Disabled") {
        refuse(
          "PutBucketVersioning",
          "IllegalVersioningConfigurationException",
          `versioning_configuration.status cannot be updated from '${String(before)}' to 'Disabled'`,
        );
      }
      if (mfaDelete === "Enabled" && inputs["mfa"] === undefined) {
        refuse(
          "PutBucketVersioning",
          "AccessDenied",
          "Mfa Authentication must be used for this request",
        );
      }
      if (bucket.properties["objectLockEnabled"] === true && status === "Suspended") {
        refuse(
          "PutBucketVersioning",
          "InvalidBucketState",
          "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
        );
      }
      return { versioningConfiguration: { mfaDelete: "", ...given } };
    },
  },
  true,
);

export const bucketEncryption = bucketSetting(
  {
    token: ENCRYPTION,
    operation: "PutBucketEncryption",
    source: "bucket_server_side_encryption_configuration.go",
    required: ["bucket", "rules"],
    more: {
      sets: ["rules"],
      check: ({ rules }, unknown) =>
        unknown.has("rules")
          ? []
          : list(rules).flatMap((rule, index) => {
              const path = `rules[${index}].applyServerSideEncryptionByDefault`;
              const applied = rule["applyServerSideEncryptionByDefault"];
              if (!isObject(applied)) return [];
              const faults = [
                ...missing(applied, "sseAlgorithm"),
                ...oneOf("sseAlgorithm", ALGORITHMS)(applied),
              ];
              return at(path, faults);
            }),
    },
    // The key is not looked up: "Amazon S3 doesn't validate the KMS key ID provided in PutBucketEncryption requests" (API reference).
    put: (inputs) => {
      for (const rule of list(inputs["rules"])) {
        const applied = bagOr(rule["applyServerSideEncryptionByDefault"], {});
        const { sseAlgorithm, kmsMasterKeyId } = applied;
        if (sseAlgorithm === "AES256" && kmsMasterKeyId !== undefined && kmsMasterKeyId !== "") {
          refuse(
            "PutBucketEncryption",
            "InvalidArgument",
            "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
          );
        }
      }
      return {};
    },
  },
  true,
);

export const bucketLogging = bucketSetting(
  {
    token: LOGGING,
    operation: "PutBucketLogging",
    source: "bucket_logging.go",
    required: ["bucket", "targetBucket", "targetPrefix"],
    more: { sets: ["targetGrants"] },
    put: (inputs, bucket, call) => {
      const operation = "PutBucketLogging";
      const name = String(inputs["targetBucket"]);
      const target = bucketNamed(call.account, name);
      if (target === undefined) {
        return refuse(
          operation,
          "InvalidTargetBucketForLogging",
          `The target bucket for logging does not exist: ${name}`,
        );
      }
      if (target.region !== bucket.region) {
        refuse(
          operation,
          "CrossLocationLoggingProhibitted", // AWS's spelling
          `Cross S3 location logging not allowed. (sandbox: ${bucket.id} is in ${bucket.region}, ${name} in ${target.region})`,
        );
      }
      const rule = call.account.get(OWNERSHIP, bucketOf(call, operation, name).id)?.["rule"];
      const isEnforced =
        bagOr(rule, { objectOwnership: "BucketOwnerEnforced" })["objectOwnership"] ===
        "BucketOwnerEnforced";
      if (isEnforced && list(inputs["targetGrants"]).length > 0) {
        refuse(
          operation,
          "InvalidArgument",
          "Target grants are not supported with bucket owner enforced", // own wording
        );
      }
      return {};
    },
  },
  true,
);

function list(value: unknown): readonly Properties[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
