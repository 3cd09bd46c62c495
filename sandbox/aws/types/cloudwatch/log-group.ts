import { arn } from "../../lib/arns";
import { checks, conflicts, lengthBetween, matches, oneOf } from "../../lib/check";
import { prefixedName } from "../../lib/names";
import { AwsError, type Call, type Properties, type ResourceType } from "../../resource-type";
import { findKey } from "../kms/find-key";

export const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
/** Filters belong to their group: they go with it. */
export const LOG_METRIC_FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
/** API model logs 2014-03-28: LogGroupName, LogGroupClass, Days; 0 is the provider's word for "never". */
const NAME = /^[.\-_/#A-Za-z0-9]+$/;
const NAME_MEANS = "letters, digits or . - _ / #";
const CLASSES = ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY", "ESSENTIALS"];
const RETENTION_DAYS = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
  3288, 3653,
];

export const logGroup: ResourceType = {
  token: LOG_GROUP,
  source: [
    "API model logs 2014-03-28: CreateLogGroup, PutRetentionPolicy, DeleteLogGroup",
    "terraform-provider-aws internal/service/logs/group.go",
  ],
  autoName: { property: "name", maxLength: 255 },
  defaults: { retentionInDays: 0, skipDestroy: false },
  forceNew: ["logGroupClass", "name", "namePrefix"],
  taggable: true,
  check: checks(
    oneOf("retentionInDays", RETENTION_DAYS),
    oneOf("logGroupClass", CLASSES),
    matches("name", NAME, NAME_MEANS),
    lengthBetween("name", 1, 512),
    matches("namePrefix", NAME, NAME_MEANS),
    conflicts("namePrefix", "name"),
  ),
  create: (inputs, call) => {
    const { namePrefix } = inputs;
    const name =
      typeof namePrefix === "string"
        ? prefixedName(namePrefix, call.now, (length) => call.hex(length))
        : String(inputs["name"]);
    if (call.account.get(LOG_GROUP, name) !== undefined) {
      throw refuse(
        "CreateLogGroup",
        "ResourceAlreadyExistsException",
        `The specified log group already exists (${name})`,
      );
    }
    requireKey(inputs, call, "CreateLogGroup");
    return {
      id: name,
      outputs: {
        arn: arn(call, "logs", `log-group:${name}`),
        deletionProtectionEnabled: inputs["deletionProtectionEnabled"] ?? false,
        logGroupClass: inputs["logGroupClass"] ?? "STANDARD",
        name,
        namePrefix: namePrefix ?? "",
      },
    };
  },
  update: (_id, inputs, _old, call) => {
    requireKey(inputs, call, "AssociateKmsKey");
    return {};
  },
  outlivesDelete: (stored) => stored["skipDestroy"] === true,
  delete: (id, stored, { account }) => {
    if (stored["deletionProtectionEnabled"] === true) {
      throw refuse(
        "DeleteLogGroup",
        "ValidationException",
        `The log group ${id} has deletion protection enabled; disable it first.`,
      );
    }
    for (const filter of account.list(LOG_METRIC_FILTER)) {
      if (filter.properties["logGroupName"] === id) account.remove(LOG_METRIC_FILTER, filter.id);
    }
  },
};

function requireKey({ kmsKeyId }: Properties, call: Call, operation: string): void {
  if (typeof kmsKeyId !== "string" || kmsKeyId === "") return;
  const isArn = kmsKeyId.startsWith("arn:");
  if (isArn && findKey(call, kmsKeyId) !== undefined) return;
  throw refuse(
    operation,
    "InvalidParameterException",
    isArn
      ? "The specified KMS Key Id could not be found."
      : `The KMS key must be given by its ARN, got ${kmsKeyId}.`,
  );
}

function refuse(operation: string, code: string, message: string): AwsError {
  return new AwsError(`CloudWatch Logs: ${operation}`, code, message);
}
