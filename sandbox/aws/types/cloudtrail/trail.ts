import { arn, parseArn } from "../../lib/arns";
import { checks, conflicts, lengthBetween } from "../../lib/check";
import { serviceMay } from "../../lib/service-access";
import {
  AwsError,
  type Call,
  type CheckFailure,
  type Properties,
  type ResourceType,
} from "../../resource-type";
import { LOG_GROUP } from "../cloudwatch/log-group";
import { roleByArn, roleMay } from "../iam/permissions";
import { findKey } from "../kms/find-key";
import { organizationOf } from "../organizations/tokens";
import { bucketNamed, bucketPolicy } from "../s3/access";
import { putObject } from "../s3/buckets";
import { TOPIC } from "../sns/tokens";

const TRAIL = "aws:cloudtrail/trail:Trail";
const SERVICE = "cloudtrail.amazonaws.com";
/** CloudTrail quotas: trails per region, not adjustable. */
const MAX_TRAILS = 5;
const ARNS = ["cloudWatchLogsGroupArn", "cloudWatchLogsRoleArn", "kmsKeyId"];

export const trail: ResourceType = {
  token: TRAIL,
  source: [
    "API model cloudtrail 2013-11-01: CreateTrail, UpdateTrail, StartLogging",
    "terraform-provider-aws internal/service/cloudtrail/trail.go",
    "what bucket and key must allow: CloudTrail User Guide, bucket policy and key policy",
    "wording: public issue trackers (aws/aws-cdk#11602, trussworks/terraform-aws-cloudtrail#186)",
  ],
  autoName: { property: "name", maxLength: 128 },
  defaults: {
    enableLogFileValidation: false,
    enableLogging: true,
    includeGlobalServiceEvents: true,
    isMultiRegionTrail: false,
    isOrganizationTrail: false,
  },
  required: ["s3BucketName"],
  forceNew: ["name"],
  taggable: true,
  check: (inputs) => [
    ...checks(
      lengthBetween("name", 3, 128),
      lengthBetween("s3KeyPrefix", 0, 2000),
      conflicts("advancedEventSelectors", "eventSelectors"),
    )(inputs),
    ...ARNS.flatMap((name) => checkArn(name, inputs[name])),
  ],
  create: (inputs, call) => {
    const name = String(inputs["name"]);
    const id = arn(call, "cloudtrail", `trail/${name}`);
    if (!/^[A-Za-z0-9](?!.*([._-])[._-])[A-Za-z0-9._-]*[A-Za-z0-9]$/.test(name)) {
      throw refuse(
        "CreateTrail",
        "InvalidTrailNameException",
        `Trail name must begin and end with a letter or a number and have no adjacent . _ or -: ${name}`,
      );
    }
    if (call.account.get(TRAIL, id) !== undefined) {
      throw refuse(
        "CreateTrail",
        "TrailAlreadyExistsException",
        `Trail ${name} already exists for customer: ${call.accountId}`,
      );
    }
    if (call.account.list(TRAIL).length >= MAX_TRAILS) {
      throw refuse(
        "CreateTrail",
        "MaximumNumberOfTrailsExceededException",
        `User: ${call.accountId} already has ${MAX_TRAILS} trails in ${call.region}.`,
      );
    }
    validate(inputs, id, call, "CreateTrail");
    return {
      id,
      outputs: { arn: id, homeRegion: call.region, snsTopicArn: topicArn(inputs, call) },
    };
  },
  update: (id, inputs, _old, call) => {
    validate(inputs, id, call, "UpdateTrail");
    return { snsTopicArn: topicArn(inputs, call) };
  },
};

function checkArn(property: string, value: unknown): readonly CheckFailure[] {
  if (value === undefined || value === "" || parseArn(value) !== undefined) return [];
  return [{ property, reason: `"${property}" (${JSON.stringify(value)}) is an invalid ARN` }];
}

function validate(inputs: Properties, trailArn: string, call: Call, operation: string): void {
  const isMultiRegion = inputs["isMultiRegionTrail"] === true;
  if (isMultiRegion && inputs["includeGlobalServiceEvents"] === false) {
    throw refuse(
      operation,
      "InvalidParameterCombinationException",
      "Multi-Region trail must include global service events.",
    );
  }
  if (inputs["isOrganizationTrail"] === true) requireTrustedAccess(call, operation);
  requireBucket(inputs, trailArn, call, operation);
  requireKey(inputs, trailArn, call, operation);
  requireLogGroup(inputs, call, operation);
}

function requireTrustedAccess(call: Call, operation: string): void {
  const organization = organizationOf(call.account, operation);
  const principals = organization["awsServiceAccessPrincipals"] as readonly string[];
  if (principals.includes(SERVICE)) return;
  throw refuse(
    operation,
    "CloudTrailAccessNotEnabledException",
    "CloudTrail service access is not enabled for the organization: enable trusted access for cloudtrail.amazonaws.com first.",
  );
}

/** CloudTrail tries both accesses before it accepts the bucket, and begins to fill it. */
function requireBucket(inputs: Properties, trailArn: string, call: Call, operation: string): void {
  const name = String(inputs["s3BucketName"]);
  const found = bucketNamed(call.account, name);
  if (found === undefined) {
    throw refuse(operation, "S3BucketDoesNotExistException", `S3 bucket ${name} does not exist!`);
  }
  const bucket = `arn:${call.partition}:s3:::${name}`;
  const { s3KeyPrefix } = inputs as { readonly s3KeyPrefix?: string };
  const prefix = s3KeyPrefix ? `${s3KeyPrefix}/` : "";
  const context = {
    "aws:securetransport": "true",
    "aws:sourcearn": trailArn,
    "aws:sourceaccount": call.accountId,
    "aws:principalisawsservice": "true",
    "s3:x-amz-acl": "bucket-owner-full-control",
  };
  const policy = bucketPolicy(call.account, name);
  const may = (action: string, resource: string) =>
    serviceMay(policy, SERVICE, { action, resource, context });
  const object = `${bucket}/${prefix}AWSLogs/${call.accountId}/CloudTrail/${call.region}/file`;
  if (may("s3:GetBucketAcl", bucket) && may("s3:PutObject", object)) {
    putObject(call, found, object.slice(bucket.length + 1));
    return;
  }
  throw refuse(
    operation,
    "InsufficientS3BucketPolicyException",
    `Incorrect S3 bucket policy is detected for bucket: ${name}`,
  );
}

function requireKey(inputs: Properties, trailArn: string, call: Call, operation: string): void {
  const { kmsKeyId, s3BucketName } = inputs;
  if (typeof kmsKeyId !== "string" || kmsKeyId === "") return;
  const key = findKey(call, kmsKeyId);
  if (key === undefined) {
    throw refuse(operation, "KmsKeyNotFoundException", `KMS key not found: ${kmsKeyId}`);
  }
  if (key["policy"] === undefined) return; // a key of another account, which cannot be looked into
  const context = {
    "aws:sourcearn": trailArn,
    "aws:sourceaccount": call.accountId,
    "kms:encryptioncontext:aws:cloudtrail:arn": trailArn,
  };
  const may = (action: string) =>
    serviceMay(String(key["policy"]), SERVICE, { action, resource: String(key["arn"]), context });
  if (may("kms:GenerateDataKey") && may("kms:DescribeKey")) return;
  throw refuse(
    operation,
    "InsufficientEncryptionPolicyException",
    `Insufficient permissions to access S3 bucket ${String(s3BucketName)} or KMS key ${kmsKeyId}.`,
  );
}

function requireLogGroup(inputs: Properties, call: Call, operation: string): void {
  const { cloudWatchLogsGroupArn: group, cloudWatchLogsRoleArn: roleArn } = inputs as Record<
    string,
    string | undefined
  >;
  if (!group && !roleArn) return;
  if (!group || !roleArn) {
    throw refuse(
      operation,
      "InvalidParameterCombinationException",
      "You must specify both a CloudWatch Logs log group and a role for CloudTrail to assume.",
    );
  }
  const [, name] = /:log-group:([^:]+):\*$/.exec(group) ?? [];
  if (name === undefined || call.account.get(LOG_GROUP, name) === undefined) {
    throw refuse(
      operation,
      "InvalidCloudWatchLogsLogGroupArnException",
      `CloudTrail cannot validate the specified log group ARN; it must exist and end with :* (${group})`,
    );
  }
  const role = roleByArn(call.account, roleArn);
  const stream = `${group.replace(/:\*$/, "")}:log-stream:${call.accountId}_CloudTrail_${call.region}`;
  const may = (action: string) =>
    role !== undefined &&
    roleMay(call.account, role, { action, resource: stream, context: {} }) === "allowed";
  const assumed =
    role !== undefined &&
    serviceMay(String(role["assumeRolePolicy"]), SERVICE, {
      action: "sts:AssumeRole",
      resource: "*",
      // CloudTrail User Guide, role policy for CloudWatch Logs: these keys are not supported, so they have no value.
      context: { "aws:sourcearn": [], "aws:sourceaccount": [] },
    });
  if (assumed && may("logs:CreateLogStream") && may("logs:PutLogEvents")) return;
  throw refuse(
    operation,
    "InvalidCloudWatchLogsRoleArnException",
    "Access denied. Verify in IAM that the role has adequate permissions.",
  );
}

function topicArn(inputs: Properties, call: Call): string {
  const given = inputs["snsTopicName"];
  if (typeof given !== "string" || given === "") return "";
  const topic = given.startsWith("arn:") ? given : arn(call, "sns", given);
  if (parseArn(topic)?.accountId !== call.accountId || call.account.get(TOPIC, topic)) return topic;
  throw refuse(
    "CreateTrail",
    "InvalidSnsTopicNameException",
    `SNS Topic does not exist! (${topic})`,
  );
}

function refuse(operation: string, code: string, message: string): AwsError {
  return new AwsError(`CloudTrail: ${operation}`, code, message);
}
