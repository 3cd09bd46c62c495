import { isObject } from "../../../lib/values";
import { parseArn } from "../../lib/arns";
import { checks, lengthBetween, oneOf } from "../../lib/check";
import type { Call, CheckFailure, Properties, ResourceType } from "../../resource-type";
import { ROLE } from "../iam/permissions";
import { DELIVERY_CHANNEL, isRecording, RECORDER, RECORDER_STATUS, refuse } from "./tokens";

/** API model config 2014-11-12: RecordingFrequency, RecordingStrategyType. */
const FREQUENCIES = ["CONTINUOUS", "DAILY"];
const STRATEGIES = [
  "ALL_SUPPORTED_RESOURCE_TYPES",
  "INCLUSION_BY_RESOURCE_TYPES",
  "EXCLUSION_BY_RESOURCE_TYPES",
];
const SERVICE_LINKED_ROLE = "aws:iam/serviceLinkedRole:ServiceLinkedRole";

export const recorder: ResourceType = {
  token: RECORDER,
  source: [
    "API model config 2014-11-12: PutConfigurationRecorder, DeleteConfigurationRecorder",
    "terraform-provider-aws internal/service/configservice/configuration_recorder.go",
    "wording: trussworks/terraform-aws-config#69",
  ],
  autoName: { property: "name", maxLength: 256 },
  required: ["roleArn"],
  forceNew: ["name"],
  check: (inputs) => [
    ...checks(lengthBetween("name", 0, 256))(inputs),
    ...checkGroup(inputs["recordingGroup"]),
    ...nested(inputs["recordingMode"], "recordingMode", (mode) =>
      checks(oneOf("recordingFrequency", FREQUENCIES))(mode),
    ),
  ],
  create: (inputs, call) => {
    const name = String(inputs["name"]);
    if (call.account.list(RECORDER).length > 0) {
      throw refuse(
        "PutConfigurationRecorder",
        "MaxNumberOfConfigurationRecordersExceededException",
        `Failed to put configuration recorder '${name}' because the maximum number of configuration recorders: 1 is reached.`,
      );
    }
    requireRole(inputs, call);
    return { id: name, outputs: settings(inputs) };
  },
  update: (_id, inputs, _old, call) => {
    requireRole(inputs, call);
    return settings(inputs);
  },
  delete: (id, _stored, { account }) => {
    account.remove(RECORDER_STATUS, id);
  },
};

export const recorderStatus: ResourceType = {
  token: RECORDER_STATUS,
  source: [
    "API model config 2014-11-12: StartConfigurationRecorder, StopConfigurationRecorder",
    "terraform-provider-aws internal/service/configservice/configuration_recorder_status.go",
  ],
  required: ["isEnabled", "name"],
  forceNew: ["name"],
  create: (inputs, call) => {
    requireStartable(inputs, call);
    return { id: String(inputs["name"]), outputs: {} };
  },
  update: (_id, inputs, _old, call) => {
    requireStartable(inputs, call);
    return {};
  },
};

function settings(inputs: Properties): Properties {
  return {
    recordingGroup: inputs["recordingGroup"] ?? {
      allSupported: true,
      includeGlobalResourceTypes: false,
      recordingStrategies: [{ useOnly: "ALL_SUPPORTED_RESOURCE_TYPES" }],
    },
    recordingMode: inputs["recordingMode"] ?? { recordingFrequency: "CONTINUOUS" },
  };
}

function checkGroup(group: unknown): readonly CheckFailure[] {
  return nested(group, "recordingGroup", ({ allSupported, resourceTypes, recordingStrategies }) => {
    const types: readonly unknown[] = Array.isArray(resourceTypes) ? resourceTypes : [];
    const strategies = Array.isArray(recordingStrategies) ? (recordingStrategies as unknown[]) : [];
    const surplus =
      (allSupported ?? true) === true && types.length > 0
        ? [{ property: "resourceTypes", reason: "conflicts with allSupported true" }]
        : [];
    return [
      ...surplus,
      ...strategies.flatMap((strategy, index) =>
        nested(strategy, `recordingStrategies[${index}]`, checks(oneOf("useOnly", STRATEGIES))),
      ),
    ];
  });
}

function nested(
  value: unknown,
  path: string,
  check: (value: Properties) => readonly CheckFailure[],
): readonly CheckFailure[] {
  if (!isObject(value)) return [];
  return check(value).map(({ property, reason }) => ({ property: `${path}.${property}`, reason }));
}

function requireRole({ roleArn }: Properties, { account, accountId }: Call): void {
  const arn = parseArn(roleArn);
  const exists =
    arn?.accountId !== accountId ||
    [ROLE, SERVICE_LINKED_ROLE].some((token) =>
      account.find(token, (role) => role["arn"] === roleArn),
    );
  if (arn?.service === "iam" && arn.resource.startsWith("role/") && exists) return;
  throw refuse(
    "PutConfigurationRecorder",
    "InvalidRoleException",
    `Provided role ${String(roleArn)} does not exist or cannot be assumed.`,
  );
}

function requireStartable(inputs: Properties, call: Call): void {
  const name = String(inputs["name"]);
  if (call.account.get(RECORDER, name) === undefined) {
    throw refuse(
      "StartConfigurationRecorder",
      "NoSuchConfigurationRecorderException",
      `Cannot find configuration recorder with the specified name '${name}'.`,
    );
  }
  if (inputs["isEnabled"] !== true || isRecording(call)) return;
  if (call.account.list(DELIVERY_CHANNEL).length > 0) return;
  throw refuse(
    "StartConfigurationRecorder",
    "NoAvailableDeliveryChannelException",
    "Delivery channel is not available to start configuration recorder.",
  );
}
