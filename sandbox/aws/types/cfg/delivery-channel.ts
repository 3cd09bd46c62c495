import { isObject } from "../../../lib/values";
import { checks, lengthBetween, oneOf } from "../../lib/check";
import { serviceMay } from "../../lib/service-access";
import type { Call, Properties, ResourceType } from "../../resource-type";
import { roleByArn, roleMay } from "../iam/permissions";
import { bucketNamed, bucketPolicy } from "../s3/access";
import { putObject } from "../s3/buckets";
import { DELIVERY_CHANNEL, FREQUENCIES, isRecording, recorderOf, refuse } from "./tokens";

const SERVICE = "config.amazonaws.com";

export const deliveryChannel: ResourceType = {
  token: DELIVERY_CHANNEL,
  source: [
    "API model config 2014-11-12: PutDeliveryChannel, DeleteDeliveryChannel",
    "terraform-provider-aws internal/service/configservice/delivery_channel.go",
    "what the bucket must allow: AWS Config Developer Guide, permissions for the Amazon S3 bucket",
    "wording: hashicorp/terraform-provider-aws#8655",
  ],
  autoName: { property: "name", maxLength: 256 },
  required: ["s3BucketName"],
  forceNew: ["name"],
  check: (inputs) => {
    const delivery = inputs["snapshotDeliveryProperties"];
    return [
      ...checks(lengthBetween("name", 0, 256))(inputs),
      ...checks(oneOf("deliveryFrequency", FREQUENCIES))(isObject(delivery) ? delivery : {}),
    ];
  },
  create: (inputs, call) => {
    const name = String(inputs["name"]);
    if (call.account.list(DELIVERY_CHANNEL).length > 0) {
      throw refuse(
        "PutDeliveryChannel",
        "MaxNumberOfDeliveryChannelsExceededException",
        `Failed to put delivery channel '${name}' because the maximum number of delivery channels: 1 is reached.`,
      );
    }
    validate(inputs, call);
    return { id: name, outputs: {} };
  },
  update: (_id, inputs, _old, call) => {
    validate(inputs, call);
    return {};
  },
  delete: (id, _stored, call) => {
    if (!isRecording(call)) return;
    throw refuse(
      "DeleteDeliveryChannel",
      "LastDeliveryChannelDeleteFailedException",
      `Failed to delete last specified delivery channel with name '${id}', because there is a running configuration recorder.`,
    );
  },
};

function validate(inputs: Properties, call: Call): void {
  const recorder = recorderOf(call);
  if (recorder === undefined) {
    throw refuse(
      "PutDeliveryChannel",
      "NoAvailableConfigurationRecorderException",
      "Configuration recorder is not available to put delivery channel.",
    );
  }
  const name = String(inputs["s3BucketName"]);
  const bucket = bucketNamed(call.account, name);
  if (bucket === undefined) {
    throw refuse(
      "PutDeliveryChannel",
      "NoSuchBucketException",
      `Cannot find a S3 bucket with an empty bucket name or the bucket does not exist: ${name}`,
    );
  }
  const arn = `arn:${call.partition}:s3:::${name}`;
  const { s3KeyPrefix: prefix, s3KmsKeyArn: key } = inputs as Record<string, string | undefined>;
  const folder = `${prefix ? `${prefix}/` : ""}AWSLogs/${call.accountId}/Config`;
  const role = roleByArn(call.account, String(recorder["roleArn"]));
  const policy = bucketPolicy(call.account, name);
  const context = {
    "aws:securetransport": "true",
    "aws:sourceaccount": call.accountId,
    "aws:principalisawsservice": "true",
    "s3:x-amz-acl": "bucket-owner-full-control",
  };
  const may = (action: string, resource: string) =>
    serviceMay(policy, SERVICE, { action, resource, context }) ||
    (role !== undefined &&
      roleMay(call.account, role, { action, resource, context }) === "allowed");
  const object = `${folder}/ConfigWritabilityCheckFile`;
  if (may("s3:GetBucketAcl", arn) && may("s3:PutObject", `${arn}/${object}`)) {
    putObject(call, bucket, object);
    return;
  }
  throw refuse(
    "PutDeliveryChannel",
    "InsufficientDeliveryPolicyException",
    `Insufficient delivery policy to s3 bucket: ${name}, unable to write to bucket, provided s3 key prefix is '${prefix ?? "null"}', provided kms key is '${key ?? "null"}'.`,
  );
}
