import { checks, conflicts, isJson, lengthBetween, matches } from "../../lib/check";
import { givenName } from "../../lib/names";
import type { Call, Properties, ResourceType } from "../../resource-type";
import { findKey } from "../kms/find-key";
import { policyText } from "./policy";
import {
  newSecretArn,
  refuse,
  removeSecret,
  requireFreeName,
  schedule,
  SECRET,
  text,
} from "./store";

/** CreateSecret, Name: "ASCII letters, numbers, and the following characters: /_+=.@-". */
const NAME = /^[\w/+=.@-]+$/;
const MEANS = "ASCII letters, digits and / _ + = . @ -";
const DEFAULT_RECOVERY_DAYS = 30;

export const secret: ResourceType = {
  token: SECRET,
  source: [
    "API model secretsmanager 2017-10-17: CreateSecret, UpdateSecret, DeleteSecret",
    "terraform-provider-aws internal/service/secretsmanager/secret.go",
  ],
  autoName: { property: "name", maxLength: 512 },
  defaults: { forceOverwriteReplicaSecret: false, recoveryWindowInDays: DEFAULT_RECOVERY_DAYS },
  forceNew: ["name", "namePrefix", "type"],
  taggable: true,
  json: ["policy"],
  check: (inputs) => [
    ...checks(
      matches("name", NAME, MEANS),
      lengthBetween("name", 1, 512),
      matches("namePrefix", NAME, MEANS),
      conflicts("namePrefix", "name"),
      lengthBetween("description", 0, 2048),
      isJson("policy"),
    )(inputs),
    ...recoveryFault(inputs),
  ],
  create: (inputs, call) => {
    const name = givenName(inputs, call);
    requireFreeName(name, call);
    requireKey(inputs, call, "CreateSecret");
    const arn = newSecretArn(name, call);
    return {
      id: arn,
      outputs: { arn, name, namePrefix: inputs["namePrefix"] ?? "", policy: own(inputs) },
    };
  },
  update: (_id, inputs, old, call) => {
    requireKey(inputs, call, "UpdateSecret");
    return { policy: inputs["policy"] === undefined ? old["policy"] : own(inputs) };
  },
  delete: (id, stored, call) => {
    schedule(
      String(stored["name"]),
      Number(stored["recoveryWindowInDays"] ?? DEFAULT_RECOVERY_DAYS),
      call,
    );
    removeSecret(id, call);
  },
};

function own(inputs: Properties): string {
  return inputs["policy"] === undefined ? "" : policyText(inputs["policy"], false);
}

function recoveryFault({ recoveryWindowInDays }: Properties) {
  const days = recoveryWindowInDays ?? DEFAULT_RECOVERY_DAYS;
  if (days === 0 || (Number.isInteger(days) && Number(days) >= 7 && Number(days) <= 30)) return [];
  return [
    {
      property: "recoveryWindowInDays",
      reason: `expected recoveryWindowInDays to be 0 or in the range (7 - 30), got ${JSON.stringify(days)}`,
    },
  ];
}

function requireKey({ kmsKeyId }: Properties, call: Call, operation: string): void {
  const key = text(kmsKeyId);
  if (key === undefined || findKey(call, key) !== undefined) return;
  throw refuse(
    operation,
    "ResourceNotFoundException",
    `The specified KMS key ${key} does not exist in this region.`, // own wording
  );
}
