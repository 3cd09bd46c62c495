import { arn } from "../../lib/arns";
import { AwsError, type Call, type Properties, type ResourceType } from "../../resource-type";
import { findKey } from "../kms/find-key";
import { checkTable, indexesOf } from "./table-check";

const TABLE = "aws:dynamodb/table:Table";
/** Per table: "Quotas in Amazon DynamoDB". */
const MOST = { globalSecondaryIndexes: 20, localSecondaryIndexes: 5 };
/** What an on-demand table can serve at once when it is new ("DynamoDB warm throughput"). */
const WARM = { readUnitsPerSecond: 12000, writeUnitsPerSecond: 4000 };

export const table: ResourceType = {
  token: TABLE,
  source: [
    "API model dynamodb 2012-08-10: CreateTable, UpdateTable, DeleteTable",
    "terraform-provider-aws internal/service/dynamodb/table.go",
  ],
  autoName: { property: "name", maxLength: 255 },
  defaults: { billingMode: "PROVISIONED" },
  forceNew: ["hashKey", "localSecondaryIndexes", "name", "rangeKey"],
  taggable: true,
  sets: ["attributes", "globalSecondaryIndexes", "localSecondaryIndexes"],
  check: checkTable,
  create: (inputs, call) => {
    const name = String(inputs["name"]);
    if (call.account.get(TABLE, name) !== undefined) {
      throw refuse("CreateTable", "ResourceInUseException", `Table already exists: ${name}`);
    }
    const tableArn = arn(call, "dynamodb", `table/${name}`);
    return {
      id: name,
      outputs: {
        arn: tableArn,
        globalTableWitness: { regionName: "" },
        ...settled(inputs, {}, tableArn, call, "CreateTable"),
      },
    };
  },
  update: (_id, inputs, old, call) => settled(inputs, old, String(old["arn"]), call, "UpdateTable"),
  delete: (_id, stored) => {
    if (stored["deletionProtectionEnabled"] !== true) return;
    throw refuse(
      "DeleteTable",
      "ValidationException",
      "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
    );
  },
};

function settled(
  inputs: Properties,
  old: Properties,
  tableArn: string,
  call: Call,
  operation: string,
): Properties {
  requireCapacity(inputs, operation);
  requireIndexes(inputs, operation);
  requireKey(inputs["serverSideEncryption"], call, operation);
  const streams = inputs["streamEnabled"] === true;
  const kept = text(old["streamLabel"]);
  const isSame = kept !== undefined && old["streamViewType"] === inputs["streamViewType"];
  const label = streams ? (isSame ? kept : call.now.toISOString().replace("Z", "")) : "";
  const onDemand = inputs["billingMode"] === "PAY_PER_REQUEST";
  const encryption = inputs["serverSideEncryption"] as Properties | undefined;
  return {
    attributes: inputs["attributes"] ?? [],
    globalSecondaryIndexes: inputs["globalSecondaryIndexes"] ?? [],
    hashKey: inputs["hashKey"],
    pointInTimeRecovery: inputs["pointInTimeRecovery"] ?? {
      enabled: false,
      recoveryPeriodInDays: 0,
    },
    readCapacity: onDemand ? 0 : inputs["readCapacity"],
    serverSideEncryption: {
      enabled: encryption?.["enabled"] ?? false,
      kmsKeyArn:
        encryption?.["kmsKeyArn"] ??
        (encryption?.["enabled"] === true ? arn(call, "kms", "alias/aws/dynamodb") : ""),
    },
    streamArn: streams ? `${tableArn}/stream/${label}` : "",
    streamLabel: label,
    streamViewType: inputs["streamViewType"] ?? "",
    ttl: inputs["ttl"] ?? { attributeName: "", enabled: false },
    warmThroughput: inputs["warmThroughput"] ?? WARM,
    writeCapacity: onDemand ? 0 : inputs["writeCapacity"],
  };
}

function requireCapacity(inputs: Properties, operation: string): void {
  const given = ["readCapacity", "writeCapacity"].filter((name) => Number(inputs[name] ?? 0) > 0);
  if (inputs["billingMode"] === "PAY_PER_REQUEST") {
    if (given.length === 0) return;
    throw invalid(
      operation,
      "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
    );
  }
  if (given.length < 2) {
    throw invalid(
      operation,
      "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
    );
  }
}

function requireIndexes(inputs: Properties, operation: string): void {
  const indexes = indexesOf(inputs);
  for (const [kind, most] of Object.entries(MOST)) {
    const count = indexes.filter((index) => index.kind === kind).length;
    if (count > most) {
      throw refuse(
        operation,
        "LimitExceededException",
        `A table has at most ${most} ${kind}, got ${count}.`, // own wording
      );
    }
  }
  const names = indexes.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw invalid(operation, `Duplicate index name: ${twice}`);
  const { hashKey, rangeKey } = inputs;
  if (hashKey === rangeKey) {
    throw invalid(operation, "Both the Hash Key and the Range Key element in the KeySchema have the same name"); // prettier-ignore
  }
  const isLocal = indexes.some(({ kind }) => kind === "localSecondaryIndexes");
  if (isLocal && text(rangeKey) === undefined) {
    throw invalid(operation, "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex"); // prettier-ignore
  }
}

function requireKey(encryption: unknown, call: Call, operation: string): void {
  const key = text((encryption as Properties | undefined)?.["kmsKeyArn"]);
  const found = key === undefined ? undefined : findKey(call, key);
  if (key === undefined || (found !== undefined && found["isEnabled"] !== false)) return;
  throw invalid(operation, `KMS key ${key} does not exist or is not enabled`); // own wording
}

function invalid(operation: string, message: string): AwsError {
  return refuse(
    operation,
    "ValidationException",
    `One or more parameter values were invalid: ${message}`,
  );
}

function refuse(operation: string, code: string, message: string): AwsError {
  return new AwsError(`DynamoDB: ${operation}`, code, message);
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
