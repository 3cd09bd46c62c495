import { arn, parseArn } from "../../lib/arns";
import type { Call, Properties, ResourceType } from "../../resource-type";
import { allOf, exactlyOne, isArn, oneOf, text, textOf, type Check } from "./inputs";
import { natGatewayOf, subnetOf, vpcOf } from "./lookups";
import { newId } from "./records";
import { refuse } from "./refusals";
import { FLOW_LOG } from "./tokens";

const CREATE = "CreateFlowLogs";
const BUCKETS = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];

/** What can be watched, by the input that names it. */
const WATCHED = [
  "eniId",
  "regionalNatGatewayId",
  "subnetId",
  "transitGatewayAttachmentId",
  "transitGatewayId",
  "vpcId",
];

/** Fields of the default format (Amazon VPC User Guide, "Flow log records"). */
const DEFAULT_FORMAT =
  "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status"
    .split(" ")
    .map((field) => `\${${field}}`)
    .join(" ");

const trafficNamed: Check = (inputs, unknown) => {
  const transit = ["transitGatewayId", "transitGatewayAttachmentId"].some(
    (name) => text(inputs, name) !== undefined || unknown.has(name),
  );
  return transit || inputs["trafficType"] !== undefined || unknown.has("trafficType")
    ? []
    : [{ property: "trafficType", reason: "is required: ACCEPT, REJECT or ALL" }];
};

export const flowLog: ResourceType = {
  token: FLOW_LOG,
  source: [
    "hashicorp/terraform-provider-aws internal/service/ec2/vpc_flow_log.go",
    "botocore ec2 2016-11-15: CreateFlowLogs, DeleteFlowLogs",
  ],
  taggable: true,
  defaults: { logDestinationType: "cloud-watch-logs", maxAggregationInterval: 600 },
  forceNew: [
    "deliverCrossAccountRole",
    "destinationOptions",
    "iamRoleArn",
    "logDestination",
    "logDestinationType",
    "logFormat",
    "maxAggregationInterval",
    "tagFieldSpecifications",
    "trafficType",
    ...WATCHED,
  ],
  check: allOf(
    exactlyOne(...WATCHED),
    oneOf("logDestinationType", ["cloud-watch-logs", "s3", "kinesis-data-firehose"]),
    oneOf("trafficType", ["ACCEPT", "REJECT", "ALL"]),
    oneOf("maxAggregationInterval", [60, 600]),
    isArn("iamRoleArn"),
    isArn("logDestination"),
    isArn("deliverCrossAccountRole"),
    trafficNamed,
  ),
  create: (inputs, call) => {
    checkWatched(inputs, call);
    const destination = textOf(inputs, "logDestination").replace(/:\*$/, "");
    if (inputs["logDestinationType"] === "s3") checkBucket(destination, call);
    else if (inputs["logDestinationType"] === "cloud-watch-logs") checkRole(inputs, call);
    const logFormat = text(inputs, "logFormat") ?? DEFAULT_FORMAT;
    checkUnique(inputs, destination, logFormat, call);
    const id = newId(call, "fl");
    return {
      id,
      outputs: {
        arn: arn(call, "ec2", `vpc-flow-log/${id}`),
        logDestination: destination,
        logFormat,
      },
    };
  },
};

function checkWatched(inputs: Properties, call: Call): void {
  const subnetId = text(inputs, "subnetId");
  const vpcId = text(inputs, "vpcId");
  const gatewayId = text(inputs, "regionalNatGatewayId");
  if (vpcId !== undefined) vpcOf(call, CREATE, vpcId);
  else if (subnetId !== undefined) subnetOf(call, CREATE, subnetId);
  else if (gatewayId !== undefined) natGatewayOf(call, CREATE, gatewayId);
  else {
    const name = WATCHED.find((one) => text(inputs, one) !== undefined) ?? "eniId";
    refuse(CREATE, "InvalidParameter", `${name} '${textOf(inputs, name)}' does not exist`); // own wording
  }
}

/** A log group need not exist (delivery creates it); the role must, and the service must be able to assume it. */
function checkRole(inputs: Properties, call: Call): void {
  const roleArn = text(inputs, "iamRoleArn");
  if (roleArn === undefined) {
    refuse(
      CREATE,
      "InvalidParameter",
      "DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs.",
    );
  }
  if (text(inputs, "logDestination") === undefined) {
    refuse(CREATE, "InvalidParameter", "LogDestination can't be empty if LogGroupName is not provided."); // prettier-ignore
  }
  const role = call.account.find(
    "aws:iam/role:Role",
    (properties) => properties["arn"] === roleArn,
  )?.properties;
  // Kept as text: whatever grants the service, its name stands in the trust policy.
  const trust = JSON.stringify(role?.["assumeRolePolicy"] ?? "");
  if (!trust.includes("vpc-flow-logs.amazonaws.com")) {
    refuse(CREATE, "InvalidParameter", "Unable to assume given IAM role");
  }
}

function checkBucket(destination: string, { account }: Call): void {
  const bucket = parseArn(destination)?.resource.split("/")[0] ?? "";
  const exists = BUCKETS.some((token) =>
    account
      .all()
      .some((object) => object.token === token && object.properties["bucket"] === bucket),
  );
  if (!exists) {
    refuse(CREATE, "InvalidParameter", `LogDestination: ${bucket} does not exist`);
  }
}

function checkUnique(
  inputs: Properties,
  destination: string,
  logFormat: string,
  { account }: Call,
): void {
  const other = account.find(
    FLOW_LOG,
    (properties) =>
      [...WATCHED, "trafficType"].every(
        (name) => textOf(properties, name) === textOf(inputs, name),
      ) &&
      properties["logDestination"] === destination &&
      properties["logFormat"] === logFormat,
  );
  if (other !== undefined) {
    refuse(
      CREATE,
      "FlowLogAlreadyExists",
      "Error. There is an existing Flow Log with the same configuration and log destination.",
    );
  }
}
