import { arn } from "../../lib/arns";
import { checks, matches, oneOf } from "../../lib/check";
import { AwsError, type ResourceType } from "../../resource-type";

const ACCOUNT = "aws:securityhub/account:Account";
const SUBSCRIPTION = "aws:securityhub/standardsSubscription:StandardsSubscription";
/** API model securityhub 2018-10-26: ControlFindingGenerator. */
const GENERATORS = ["STANDARD_CONTROL", "SECURITY_CONTROL"];
/** `arn:aws:securityhub:us-east-1::standards/<name>/v/<version>`; CIS 1.2 is a ruleset without a region. */
const STANDARD =
  /^arn:aws[\w-]*:securityhub:([a-z0-9-]+)?::(standards|ruleset)\/([a-z0-9-]+\/v\/[\d.]+)$/;

export const account: ResourceType = {
  token: ACCOUNT,
  source: [
    "API model securityhub 2018-10-26: EnableSecurityHub, DisableSecurityHub",
    "terraform-provider-aws internal/service/securityhub/account.go",
    "wording: nozaq/terraform-aws-secure-baseline#135",
  ],
  defaults: { autoEnableControls: true, enableDefaultStandards: true },
  forceNew: ["enableDefaultStandards"],
  check: checks(oneOf("controlFindingGenerator", GENERATORS)),
  create: (inputs, call) => {
    if (call.account.get(ACCOUNT, call.accountId) !== undefined) {
      throw refuse(
        "EnableSecurityHub",
        "ResourceConflictException",
        "Account is already subscribed to Security Hub",
      );
    }
    return {
      id: call.accountId,
      outputs: {
        arn: arn(call, "securityhub", "hub/default"),
        controlFindingGenerator: inputs["controlFindingGenerator"] ?? "SECURITY_CONTROL",
      },
    };
  },
  delete: (_id, _stored, call) => {
    for (const { id } of call.account.list(SUBSCRIPTION)) call.account.remove(SUBSCRIPTION, id);
  },
};

export const standardsSubscription: ResourceType = {
  token: SUBSCRIPTION,
  source: [
    "API model securityhub 2018-10-26: BatchEnableStandards",
    "terraform-provider-aws internal/service/securityhub/standards_subscription.go",
  ],
  required: ["standardsArn"],
  forceNew: ["standardsArn"],
  check: checks(matches("standardsArn", /^arn:/, "an ARN")),
  create: (inputs, call) => {
    if (call.account.get(ACCOUNT, call.accountId) === undefined) {
      throw refuse(
        "BatchEnableStandards",
        "InvalidAccessException",
        `Account ${call.accountId} is not subscribed to AWS Security Hub`,
      );
    }
    const [, region, , standard] = STANDARD.exec(String(inputs["standardsArn"])) ?? [];
    if (standard === undefined || (region ?? call.region) !== call.region) {
      throw refuse(
        "BatchEnableStandards",
        "InvalidInputException",
        `Invalid standards ARN for ${call.region}: ${String(inputs["standardsArn"])}`,
      );
    }
    const id = arn(call, "securityhub", `subscription/${standard}`);
    return { id, outputs: { arn: id } };
  },
};

function refuse(operation: string, code: string, message: string): AwsError {
  return new AwsError(`SecurityHub: ${operation}`, code, message);
}
