import { isObject } from "../../../lib/values";
import { arn } from "../../lib/arns";
import { checks, lengthBetween, wholeNumberBetween } from "../../lib/check";
import { AwsError, type Properties, type ResourceType } from "../../resource-type";

const RULE = "aws:xray/samplingRule:SamplingRule";
const MANY = Number.MAX_SAFE_INTEGER;
/** X-Ray quotas: custom sampling rules per region. */
const MAX_RULES = 25;
/** API model xray 2016-04-12: AttributeMap. */
const MAX_ATTRIBUTES = 5;
/** What a request is matched by, and the longest that it may be. */
const MATCHERS = {
  host: 64,
  httpMethod: 10,
  serviceName: 64,
  serviceType: 64,
  urlPath: 128,
} as const;

export const samplingRule: ResourceType = {
  token: RULE,
  source: [
    "API model xray 2016-04-12: CreateSamplingRule, UpdateSamplingRule, SamplingRule",
    "terraform-provider-aws internal/service/xray/sampling_rule.go",
  ],
  required: [
    "fixedRate",
    "priority",
    "reservoirSize",
    "resourceArn",
    "version",
    ...Object.keys(MATCHERS),
  ],
  forceNew: ["ruleName", "version"],
  taggable: true,
  check: checks(
    lengthBetween("ruleName", 1, 32),
    wholeNumberBetween("priority", 1, 9999),
    wholeNumberBetween("reservoirSize", 0, MANY),
    wholeNumberBetween("version", 1, MANY),
    ...Object.entries(MATCHERS).map(([name, most]) => lengthBetween(name, 0, most)),
  ),
  create: (inputs, call) => {
    const { ruleName } = inputs;
    if (typeof ruleName !== "string") {
      throw refuse("CreateSamplingRule", "InvalidRequestException", "RuleName is missing."); // own wording
    }
    if (call.account.get(RULE, ruleName) !== undefined) {
      throw refuse(
        "CreateSamplingRule",
        "InvalidRequestException",
        `A sampling rule with the name ${ruleName} already exists.`, // own wording
      );
    }
    if (call.account.list(RULE).length >= MAX_RULES) {
      throw refuse(
        "CreateSamplingRule",
        "RuleLimitExceededException",
        "You have reached the maximum number of sampling rules.",
      );
    }
    validate("CreateSamplingRule", inputs);
    return {
      id: ruleName,
      outputs: { arn: arn(call, "xray", `sampling-rule/${ruleName}`) },
    };
  },
  update: (_id, inputs) => {
    validate("UpdateSamplingRule", inputs);
    return {};
  },
};

/** What the provider's schema lets through and X-Ray does not; wording our own. */
function validate(operation: string, inputs: Properties): void {
  const invalid = (message: string) => refuse(operation, "InvalidRequestException", message);
  const { fixedRate, version, resourceArn, attributes } = inputs;
  if (!(Number(fixedRate) >= 0 && Number(fixedRate) <= 1)) {
    throw invalid(`FixedRate must be between 0 and 1, got ${String(fixedRate)}.`);
  }
  if (version !== 1) throw invalid(`Version must be 1, got ${String(version)}.`);
  if (String(resourceArn).length > 500) throw invalid("ResourceARN has more than 500 characters.");
  if (isObject(attributes) && Object.keys(attributes).length > MAX_ATTRIBUTES) {
    throw invalid(`Attributes has more than ${MAX_ATTRIBUTES} entries.`);
  }
}

function refuse(operation: string, code: string, message: string): AwsError {
  return new AwsError(`X-Ray: ${operation}`, code, message);
}
