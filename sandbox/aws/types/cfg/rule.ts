import { isObject } from "../../../lib/values";
import { arn } from "../../lib/arns";
import { checks, isJson, lengthBetween, oneOf } from "../../lib/check";
import type { Call, CheckFailure, Properties, ResourceType } from "../../resource-type";
import { FREQUENCIES, recorderOf, refuse, RULE } from "./tokens";

/** API model config 2014-11-12: Owner. */
const OWNERS = ["CUSTOM_LAMBDA", "AWS", "CUSTOM_POLICY"];
/** AWS Config quotas: rules per region and account. */
const MAX_RULES = 1000;

export const rule: ResourceType = {
  token: RULE,
  source: [
    "API model config 2014-11-12: PutConfigRule, DeleteConfigRule",
    "terraform-provider-aws internal/service/configservice/config_rule.go",
    "wording: hashicorp/terraform-provider-aws#21722; of an unknown identifier without a source",
  ],
  autoName: { property: "name", maxLength: 128 },
  required: ["source"],
  forceNew: ["name"],
  taggable: true,
  check: (inputs) => [
    ...checks(
      lengthBetween("name", 1, 128),
      lengthBetween("description", 0, 256),
      isJson("inputParameters"),
      oneOf("maximumExecutionFrequency", FREQUENCIES),
    )(inputs),
    ...checkSource(inputs["source"]),
  ],
  create: (inputs, call) => {
    const name = String(inputs["name"]);
    requireRecorder(call);
    requireIdentifier(inputs);
    if (call.account.list(RULE).length >= MAX_RULES) {
      throw refuse(
        "PutConfigRule",
        "MaxNumberOfConfigRulesExceededException",
        `Failed to put config rule '${name}' because the account already contains ${MAX_RULES} config rules. Please consider deleting deactivated rules if you have any before adding new rules.`,
      );
    }
    const ruleId = `config-rule-${call.hex(6)}`;
    return {
      id: name,
      outputs: {
        arn: arn(call, "config", `config-rule/${ruleId}`),
        evaluationModes: inputs["evaluationModes"] ?? [{ mode: "DETECTIVE" }],
        ruleId,
      },
    };
  },
  update: (_id, inputs, _old, call) => {
    requireRecorder(call);
    requireIdentifier(inputs);
    return {};
  },
};

function checkSource(given: unknown): readonly CheckFailure[] {
  if (!isObject(given)) return [];
  const missing =
    given["owner"] === undefined
      ? [{ property: "owner", reason: "Missing required property 'owner'." }]
      : [];
  return [
    ...missing,
    ...checks(oneOf("owner", OWNERS), lengthBetween("sourceIdentifier", 0, 256))(given),
  ].map(({ property, reason }) => ({ property: `source.${property}`, reason }));
}

function requireRecorder(call: Call): void {
  if (recorderOf(call) !== undefined) return;
  throw refuse(
    "PutConfigRule",
    "NoAvailableConfigurationRecorderException",
    "Configuration recorder is not available to put config rule.",
  );
}

/** AWS's own rules are called in capitals; which ones there are is not modelled. */
function requireIdentifier({ source }: Properties): void {
  const { owner, sourceIdentifier } = source as Properties;
  if (owner !== "AWS" || /^[A-Z][A-Z0-9_]+$/.test(String(sourceIdentifier))) return;
  throw refuse(
    "PutConfigRule",
    "InvalidParameterValueException",
    `The sourceIdentifier ${String(sourceIdentifier)} is invalid. Please refer to the documentation for a list of valid sourceIdentifiers that can be used when AWS is the Owner.`,
  );
}
