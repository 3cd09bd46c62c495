import { checks, isJson, lengthBetween, oneOf } from "../../lib/check";
import { documentFault } from "../../lib/iam-document";
import { documentText } from "../../lib/resource-policy";
import type { Properties, ResourceType } from "../../resource-type";
import { managedOrganization, POLICY, POLICY_ATTACHMENT, refuse } from "./tokens";

/** API model organizations 2016-11-28: PolicyType. */
const TYPES = [
  ..."SERVICE_CONTROL_POLICY RESOURCE_CONTROL_POLICY TAG_POLICY BACKUP_POLICY".split(" "),
  ..."AISERVICES_OPT_OUT_POLICY CHATBOT_POLICY DECLARATIVE_POLICY_EC2 SECURITYHUB_POLICY".split(
    " ",
  ),
  ..."INSPECTOR_POLICY UPGRADE_ROLLOUT_POLICY BEDROCK_POLICY S3_POLICY".split(" "),
];
/** AWS Organizations User Guide, "Quotas": characters, as sent. Other types: the most that any has. */
const MAX_CONTENT: Readonly<Record<string, number>> = {
  SERVICE_CONTROL_POLICY: 5120,
  RESOURCE_CONTROL_POLICY: 5120,
};
const MAX_OTHER_CONTENT = 10_000;

export const policy: ResourceType = {
  token: POLICY,
  source: [
    "API model organizations 2016-11-28: CreatePolicy, UpdatePolicy, DeletePolicy",
    "terraform-provider-aws internal/service/organizations/policy.go",
    "sizes: AWS Organizations User Guide, quotas",
  ],
  autoName: { property: "name", maxLength: 128 },
  defaults: { type: "SERVICE_CONTROL_POLICY" },
  required: ["content"],
  forceNew: ["type"],
  taggable: true,
  json: ["content"],
  check: checks(isJson("content"), oneOf("type", TYPES), lengthBetween("description", 0, 512)),
  create: (inputs, call) => {
    const organization = managedOrganization(call, "CreatePolicy");
    const { name, type } = inputs;
    if (call.account.find(POLICY, (other) => other["name"] === name && other["type"] === type)) {
      throw refuse(
        "CreatePolicy",
        "DuplicatePolicyException",
        "A policy with the specified name and type already exists.",
      );
    }
    requireContent(inputs, "CreatePolicy");
    const id = `p-${call.hex(8)}`;
    const path = `policy/${organization.id}/${String(type).toLowerCase()}/${id}`;
    return {
      id,
      outputs: { arn: `arn:${call.partition}:organizations::${call.accountId}:${path}` },
    };
  },
  update: (_id, inputs) => {
    requireContent(inputs, "UpdatePolicy");
    return {};
  },
  outlivesDelete: (stored) => stored["skipDestroy"] === true,
  delete: (id, _stored, { account }) => {
    if (account.find(POLICY_ATTACHMENT, ({ policyId }) => policyId === id) === undefined) return;
    throw refuse(
      "DeletePolicy",
      "PolicyInUseException",
      "The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before performing this operation.",
    );
  },
};

function requireContent(inputs: Properties, operation: string): void {
  const type = String(inputs["type"]);
  const content = documentText(inputs["content"]);
  const most = MAX_CONTENT[type] ?? MAX_OTHER_CONTENT;
  if (content.length > most) {
    throw refuse(
      operation,
      "ConstraintViolationException",
      `You have exceeded the maximum policy size. (${content.length} of at most ${most} characters)`,
    );
  }
  // Resource control policies name principals; the grammar of service control policies is that of identities.
  const fault = type === "SERVICE_CONTROL_POLICY" ? documentFault(content, "identity") : undefined;
  if (fault !== undefined) {
    throw refuse(
      operation,
      "MalformedPolicyDocumentException",
      `The provided policy document does not meet the requirements of the specified policy type. (${fault})`,
    );
  }
}
