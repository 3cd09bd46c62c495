import { arn } from "../../lib/arns";
import { checks, conflicts, lengthBetween, matches, oneOf } from "../../lib/check";
import { givenName } from "../../lib/names";
import { serviceMay } from "../../lib/service-access";
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
    "what the key's policy must allow: CloudWatch Logs User Guide, encryption with KMS",
    "wording: hashicorp/terraform#24194, hashicorp/terraform-provider-aws#29282",
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
    const name = givenName(inputs, call);
    if (call.account.get(LOG_GROUP, name) !== undefined) {
      throw refuse(
        "CreateLogGroup",
        "ResourceAlreadyExistsException",
        `The specified log group already exists (${name})`,
      );
    }
    requireKey(name, inputs, call, "CreateLogGroup");
    return {
      id: name,
      outputs: {
        arn: arn(call, "logs", `log-group:${name}`),
        deletionProtectionEnabled: inputs["deletionProtectionEnabled"] ?? false,
        logGroupClass: inputs["logGroupClass"] ?? "STANDARD",
        name,
        namePrefix: inputs["namePrefix"] ?? "",
      },
    };
  },
  update: (id, inputs, _old, call) => {
    requireKey(id, inputs, call, "AssociateKmsKey");
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

/** What CloudWatch Logs does with a key, on the service's own behalf. */
const KEY_USE = ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"];

function requireKey(name: string, { kmsKeyId }: Properties, call: Call, operation: string): void {
  if (typeof kmsKeyId !== "string" || kmsKeyId === "") return;
  if (!kmsKeyId.startsWith("arn:")) {
    throw refuse(
      operation,
      "InvalidParameterException",
      `The KMS key must be given by its ARN, got ${kmsKeyId}.`,
    );
  }
  const key = findKey(call, kmsKeyId);
  if (key === undefined) {
    throw refuse(
      operation,
      "InvalidParameterException",
      "The specified KMS Key Id could not be found.",
    );
  }
  const { policy } = key as { readonly policy?: string };
  // A key of another account cannot be looked into.
  if (policy === undefined) return;
  const group = arn(call, "logs", `log-group:${name}`);
  const context = {
    "kms:encryptioncontext:aws:logs:arn": group,
    "aws:sourcearn": group,
    "aws:sourceaccount": call.accountId,
    "aws:principalisawsservice": "true",
  };
  const services = [`logs.${call.region}.amazonaws.com`, "logs.amazonaws.com"];
  const isAllowed = services.some((service) =>
    KEY_USE.every((action) => serviceMay(policy, service, { action, resource: kmsKeyId, context })),
  );
  if (isAllowed) return;
  throw refuse(
    operation,
    "AccessDeniedException",
    `The specified KMS key does not exist or is not allowed to be used with Arn '${group}'`,
  );
}

function refuse(operation: string, code: string, message: string): AwsError {
  return new AwsError(`CloudWatch Logs: ${operation}`, code, message);
}
