import { checks, lengthBetween, wholeNumberBetween } from "../../lib/check";
import { documentFault, documentSize, namedPrincipals } from "../../lib/iam-document";
import type { Call, Properties, ResourceType } from "../../resource-type";
import {
  checkDocument,
  checkName,
  checkPath,
  documentText,
  entityArn,
  iamError,
  nameOf,
  text,
  texts,
  timestamp,
  uniqueId,
} from "./common";
import {
  attachedPolicies,
  inlinePolicies,
  INSTANCE_PROFILE,
  policyExists,
  ROLE,
  ROLE_ATTACHMENT,
  ROLE_POLICY,
  roleNamed,
} from "./permissions";

/** Characters, white space aside (IAM and STS quotas: role trust policy length). */
const MAX_TRUST_SIZE = 2048;
/** Managed policies per role (IAM and STS quotas, default). */
export const MAX_ATTACHED = 10;

/** Refuses a trust policy as CreateRole and UpdateAssumeRolePolicy do. */
function requireTrust(document: string, operation: string, call: Call): void {
  const fault = documentFault(document, "trust");
  if (fault !== undefined) throw iamError(operation, "MalformedPolicyDocument", fault);
  for (const principal of namedPrincipals(document)) {
    const ours = principal.startsWith(`arn:${call.partition}:iam::${call.accountId}:`);
    const exists = call.account
      .all()
      .some(
        ({ token, properties }) =>
          /^aws:iam\/(role|user|serviceLinkedRole):/.test(token) && properties["arn"] === principal,
      );
    if (ours && !exists) {
      throw iamError(
        operation,
        "MalformedPolicyDocument",
        `Invalid principal in policy: "AWS":"${principal}"`,
      );
    }
  }
  if (documentSize(document) > MAX_TRUST_SIZE) {
    throw iamError(
      operation,
      "LimitExceeded",
      `Cannot exceed quota for ACLSizePerRole: ${MAX_TRUST_SIZE}`,
    );
  }
}

function requirePolicies(inputs: Properties, operation: string, call: Call): void {
  const boundary = text(inputs["permissionsBoundary"]);
  if (boundary !== undefined && !policyExists(call.account, boundary)) {
    throw iamError(
      operation,
      "NoSuchEntity",
      `Scope ARN: ${boundary} does not exist or is not attachable.`,
    );
  }
  const attached = texts(inputs["managedPolicyArns"]);
  const missing = attached.find((arn) => !policyExists(call.account, arn));
  if (missing !== undefined) {
    throw iamError(
      "AttachRolePolicy",
      "NoSuchEntity",
      `Policy ${missing} does not exist or is not attachable.`,
    );
  }
  if (attached.length > MAX_ATTACHED) {
    throw iamError(
      "AttachRolePolicy",
      "LimitExceeded",
      `Cannot exceed quota for PoliciesPerRole: ${MAX_ATTACHED}`,
    );
  }
  for (const policy of (inputs["inlinePolicies"] ?? []) as readonly Properties[]) {
    const fault =
      policy["policy"] === undefined
        ? undefined
        : documentFault(documentText(policy["policy"]), "identity");
    if (fault !== undefined) throw iamError("PutRolePolicy", "MalformedPolicyDocument", fault);
  }
}

/** Seconds and characters (API model: roleMaxSessionDurationType, roleDescriptionType). */
const checkRest = checks(
  wholeNumberBetween("maxSessionDuration", 3600, 43200),
  lengthBetween("description", 0, 1000),
);

export const role: ResourceType = {
  token: ROLE,
  source: [
    "AWS API model iam 2010-05-08: CreateRole, UpdateAssumeRolePolicy, DeleteRole",
    "hashicorp/terraform-provider-aws internal/service/iam/role.go",
  ],
  autoName: { property: "name", maxLength: 64 },
  defaults: { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
  required: ["assumeRolePolicy"],
  forceNew: ["name", "namePrefix", "path"],
  taggable: true,
  sets: ["managedPolicyArns", "inlinePolicies"],
  json: ["assumeRolePolicy"],
  check: (inputs) => [
    ...checkName(inputs, 64),
    ...checkPath(inputs),
    ...checkDocument(inputs, "assumeRolePolicy"),
    ...checkRest(inputs),
  ],
  create: (inputs, call) => {
    const name = nameOf(inputs, call);
    if (roleNamed(call.account, name) !== undefined) {
      throw iamError("CreateRole", "EntityAlreadyExists", `Role with name ${name} already exists.`);
    }
    const trust = documentText(inputs["assumeRolePolicy"]);
    requireTrust(trust, "CreateRole", call);
    requirePolicies(inputs, "CreateRole", call);
    return {
      id: name,
      outputs: {
        arn: entityArn(call, "role", text(inputs["path"]) ?? "/", name),
        assumeRolePolicy: trust,
        createDate: timestamp(call.now),
        inlinePolicies: inputs["inlinePolicies"] ?? [],
        managedPolicyArns: inputs["managedPolicyArns"] ?? [],
        name,
        namePrefix: inputs["namePrefix"] ?? "",
        uniqueId: uniqueId(call, "AROA"),
      },
    };
  },
  update: (_id, inputs, _old, call) => {
    const trust = documentText(inputs["assumeRolePolicy"]);
    requireTrust(trust, "UpdateAssumeRolePolicy", call);
    requirePolicies(inputs, "PutRolePermissionsBoundary", call);
    return {
      assumeRolePolicy: trust,
      inlinePolicies: inputs["inlinePolicies"] ?? [],
      managedPolicyArns: inputs["managedPolicyArns"] ?? [],
    };
  },
  delete: (id, stored, { account }) => {
    const conflict = (message: string) => iamError("DeleteRole", "DeleteConflict", message);
    const force = stored["forceDetachPolicies"] === true;
    // The provider detaches what the role's own lists name, and everything only when told to.
    const detaches = force || texts(stored["managedPolicyArns"]).length > 0;
    const removes = force || ((stored["inlinePolicies"] ?? []) as unknown[]).length > 0;
    if (!detaches && attachedPolicies(account, stored).length > 0) {
      throw conflict("Cannot delete entity, must detach all policies first.");
    }
    if (!removes && inlinePolicies(account, stored).size > 0) {
      throw conflict("Cannot delete entity, must delete policies first.");
    }
    for (const token of [ROLE_ATTACHMENT, ROLE_POLICY]) {
      for (const object of account.list(token)) {
        if (object.properties["role"] === id) account.remove(token, object.id);
      }
    }
    for (const { id: profile, properties } of account.list(INSTANCE_PROFILE)) {
      if (properties["role"] === id) {
        account.put(INSTANCE_PROFILE, profile, { ...properties, role: "" });
      }
    }
  },
};
