import { checks, matches } from "../../lib/check";
import type { ResourceType } from "../../resource-type";
import {
  managedOrganization,
  POLICY,
  POLICY_ATTACHMENT,
  refuse,
  rootOf,
  targetExists,
} from "./tokens";

/** API model organizations 2016-11-28: PolicyTargetId. */
const TARGET = /^(r-[0-9a-z]{4,32}|\d{12}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/;
/** AWS Organizations User Guide, "Quotas": five per target, of which AWS's own FullAWSAccess takes one. */
const MAX_ATTACHED = 5 - 1;

export const policyAttachment: ResourceType = {
  token: POLICY_ATTACHMENT,
  source: [
    "API model organizations 2016-11-28: AttachPolicy, DetachPolicy",
    "terraform-provider-aws internal/service/organizations/policy_attachment.go",
    "policies per target: AWS Organizations User Guide, quotas",
  ],
  required: ["policyId", "targetId"],
  forceNew: ["policyId", "targetId"],
  check: checks(
    matches("targetId", TARGET, "the id of a root, an organizational unit or an account"),
  ),
  create: (inputs, call) => {
    const [policyId, targetId] = [String(inputs["policyId"]), String(inputs["targetId"])];
    const organization = managedOrganization(call, "AttachPolicy");
    const policy = call.account.get(POLICY, policyId);
    if (policy === undefined) {
      throw refuse(
        "AttachPolicy",
        "PolicyNotFoundException",
        `We can't find a policy with the PolicyId that you specified. (${policyId})`,
      );
    }
    if (!targetExists(call.account, organization, targetId)) {
      throw refuse(
        "AttachPolicy",
        "TargetNotFoundException",
        `We can't find a root, OU, or account with the TargetId that you specified. (${targetId})`,
      );
    }
    const enabled = rootOf(organization)["policyTypes"] as readonly { readonly type: string }[];
    if (!enabled.some(({ type }) => type === policy["type"])) {
      throw refuse(
        "AttachPolicy",
        "PolicyTypeNotEnabledException",
        "This operation can't be performed because the specified policy type isn't enabled in this root.",
      );
    }
    const id = `${targetId}:${policyId}`;
    if (call.account.get(POLICY_ATTACHMENT, id) !== undefined) {
      throw refuse(
        "AttachPolicy",
        "DuplicatePolicyAttachmentException",
        "A policy with the specified name and type is already attached to the specified target.",
      );
    }
    const attached = call.account
      .list(POLICY_ATTACHMENT)
      .filter(({ properties }) => properties["targetId"] === targetId)
      .filter(
        ({ properties }) =>
          call.account.get(POLICY, String(properties["policyId"]))?.["type"] === policy["type"],
      );
    if (attached.length >= MAX_ATTACHED) {
      throw refuse(
        "AttachPolicy",
        "ConstraintViolationException",
        "You have attached the maximum number of policies to the specified target.",
      );
    }
    return { id, outputs: {} };
  },
  outlivesDelete: (stored) => stored["skipDestroy"] === true,
};
