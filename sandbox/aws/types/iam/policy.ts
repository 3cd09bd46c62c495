import { documentFault, documentSize } from "../../lib/iam-document";
import type { Properties, ResourceType } from "../../resource-type";
import {
  checkDocument,
  checkName,
  checkPath,
  documentText,
  entityArn,
  iamError,
  nameOf,
  text,
  uniqueId,
} from "./common";
import { attachmentCount, POLICY } from "./permissions";

/** Characters, white space aside (IAM and STS quotas: managed policy length). */
const MAX_SIZE = 6144;

function requireDocument(inputs: Properties, operation: string): string {
  const document = documentText(inputs["policy"]);
  const fault = documentFault(document, "identity");
  if (fault !== undefined) throw iamError(operation, "MalformedPolicyDocument", fault);
  if (documentSize(document) > MAX_SIZE) {
    throw iamError(operation, "LimitExceeded", `Cannot exceed quota for PolicySize: ${MAX_SIZE}`);
  }
  return document;
}

export const policy: ResourceType = {
  token: POLICY,
  source: [
    "AWS API model iam 2010-05-08: CreatePolicy, CreatePolicyVersion, DeletePolicy",
    "hashicorp/terraform-provider-aws internal/service/iam/policy.go",
  ],
  autoName: { property: "name", maxLength: 128 },
  defaults: { path: "/" },
  required: ["policy"],
  forceNew: ["description", "name", "namePrefix", "path"],
  taggable: true,
  json: ["policy"],
  check: (inputs) => [
    ...checkName(inputs, 128),
    ...checkPath(inputs),
    ...checkDocument(inputs, "policy"),
  ],
  create: (inputs, call) => {
    const name = nameOf(inputs, call);
    const clash = call.account.find(
      POLICY,
      (other) => text(other["name"])?.toLowerCase() === name.toLowerCase(),
    );
    if (clash !== undefined) {
      throw iamError(
        "CreatePolicy",
        "EntityAlreadyExists",
        `A policy called ${name} already exists. Duplicate names are not allowed.`,
      );
    }
    const document = requireDocument(inputs, "CreatePolicy");
    const arn = entityArn(call, "policy", text(inputs["path"]) ?? "/", name);
    return {
      id: arn,
      outputs: {
        arn,
        attachmentCount: 0,
        name,
        namePrefix: inputs["namePrefix"] ?? "",
        policy: document,
        policyId: uniqueId(call, "ANPA"),
      },
    };
  },
  update: (_id, inputs) => ({ policy: requireDocument(inputs, "CreatePolicyVersion") }),
  delete: (id, _stored, { account }) => {
    if (attachmentCount(account, id) > 0) {
      throw iamError(
        "DeletePolicy",
        "DeleteConflict",
        "Cannot delete a policy attached to entities.",
      );
    }
  },
};
