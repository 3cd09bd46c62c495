import { documentFault, documentSize } from "../../lib/iam-document";
import type { Call, Properties, ResourceType } from "../../resource-type";
import { checkDocument, checkName, documentText, iamError, NAME, nameOf, text } from "./common";
import {
  attachedPolicies,
  inlinePolicies,
  policyExists,
  ROLE_ATTACHMENT,
  ROLE_POLICY,
  roleNamed,
} from "./permissions";
import { MAX_ATTACHED } from "./role";

/** Characters of all inline policies of a role together, white space aside (IAM and STS quotas). */
const MAX_INLINE_SIZE = 10240;

function requireRole(name: string, operation: string, call: Call): Properties {
  if (!NAME.test(name)) {
    throw iamError(
      operation,
      "ValidationError",
      "The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-",
    );
  }
  const role = roleNamed(call.account, name);
  if (role === undefined) {
    throw iamError(operation, "NoSuchEntity", `The role with name ${name} cannot be found.`);
  }
  return role;
}

function putRolePolicy(inputs: Properties, name: string, call: Call): Properties {
  const document = documentText(inputs["policy"]);
  const role = requireRole(text(inputs["role"]) ?? "", "PutRolePolicy", call);
  const fault = documentFault(document, "identity");
  if (fault !== undefined) throw iamError("PutRolePolicy", "MalformedPolicyDocument", fault);
  const all = new Map(inlinePolicies(call.account, role)).set(name, document);
  const size = [...all.values()].reduce((total, item) => total + documentSize(item), 0);
  if (size > MAX_INLINE_SIZE) {
    throw iamError(
      "PutRolePolicy",
      "LimitExceeded",
      `Maximum policy size of ${MAX_INLINE_SIZE} bytes exceeded for role ${String(role["name"])}`,
    );
  }
  return { name, namePrefix: inputs["namePrefix"] ?? "", policy: document };
}

export const rolePolicy: ResourceType = {
  token: ROLE_POLICY,
  source: [
    "AWS API model iam 2010-05-08: PutRolePolicy",
    "hashicorp/terraform-provider-aws internal/service/iam/role_policy.go",
  ],
  autoName: { property: "name", maxLength: 128 },
  required: ["policy", "role"],
  forceNew: ["name", "namePrefix", "role"],
  json: ["policy"],
  check: (inputs) => [...checkName(inputs, 128), ...checkDocument(inputs, "policy")],
  create: (inputs, call) => {
    const name = nameOf(inputs, call);
    const outputs = putRolePolicy(inputs, name, call);
    return { id: `${text(inputs["role"]) ?? ""}:${name}`, outputs };
  },
  update: (_id, inputs, old, call) => putRolePolicy(inputs, old["name"] as string, call),
};

export const rolePolicyAttachment: ResourceType = {
  token: ROLE_ATTACHMENT,
  source: [
    "AWS API model iam 2010-05-08: AttachRolePolicy",
    "hashicorp/terraform-provider-aws internal/service/iam/role_policy_attachment.go",
  ],
  required: ["policyArn", "role"],
  forceNew: ["policyArn", "role"],
  create: (inputs, call) => {
    const arn = text(inputs["policyArn"]) ?? "";
    const role = requireRole(text(inputs["role"]) ?? "", "AttachRolePolicy", call);
    if (!policyExists(call.account, arn)) {
      throw iamError(
        "AttachRolePolicy",
        "NoSuchEntity",
        `Policy ${arn} does not exist or is not attachable.`,
      );
    }
    if (new Set([...attachedPolicies(call.account, role), arn]).size > MAX_ATTACHED) {
      throw iamError(
        "AttachRolePolicy",
        "LimitExceeded",
        `Cannot exceed quota for PoliciesPerRole: ${MAX_ATTACHED}`,
      );
    }
    return { id: `${String(role["name"])}/${arn}`, outputs: {} };
  },
};
