import { each, type Check, type Outcome } from "./finding";
import { statementOf, statementsOf, type Statement } from "./policy-document";
import type { Reader } from "./reader";

/** Where each type keeps the policies of an identity: a list of blocks, if there is one, and the document. */
const DOCUMENTS: Readonly<Record<string, readonly [list: string, document: string]>> = {
  "aws:iam/groupPolicy:GroupPolicy": ["", "policy"],
  "aws:iam/policy:Policy": ["", "policy"],
  "aws:iam/role:Role": ["inlinePolicies", "policy"],
  "aws:iam/rolePolicy:RolePolicy": ["", "policy"],
  "aws:iam/userPolicy:UserPolicy": ["", "policy"],
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": ["", "inlinePolicy"],
  "aws-native:iam:Group": ["policies", "policyDocument"],
  "aws-native:iam:GroupPolicy": ["", "policyDocument"],
  "aws-native:iam:ManagedPolicy": ["", "policyDocument"],
  "aws-native:iam:Role": ["policies", "policyDocument"],
  "aws-native:iam:RolePolicy": ["", "policyDocument"],
  "aws-native:iam:User": ["policies", "policyDocument"],
  "aws-native:iam:UserPolicy": ["", "policyDocument"],
  "aws-native:sso:PermissionSet": ["", "inlinePolicy"],
};

/** Where each type keeps ARNs of managed policies that an identity gets. */
const ATTACHMENTS: Readonly<Record<string, string>> = {
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": "policyArn",
  "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive": "policyArns",
  "aws:iam/policyAttachment:PolicyAttachment": "policyArn",
  "aws:iam/role:Role": "managedPolicyArns",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "policyArn",
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": "policyArns",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": "policyArn",
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive": "policyArns",
  "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment": "managedPolicyArn",
  "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive":
    "managedPolicyArns",
  "aws-native:iam:Group": "managedPolicyArns",
  "aws-native:iam:Role": "managedPolicyArns",
  "aws-native:iam:User": "managedPolicyArns",
  "aws-native:sso:PermissionSet": "managedPolicies",
};

/** Every type that carries the policy of a role, user, group or permission set. */
export const POLICY_TYPES = Object.keys(DOCUMENTS);

/** Every type that gives an identity a managed policy. */
export const ATTACHMENT_TYPES = Object.keys(ATTACHMENTS);

/** Judges each statement of the resource's identity policies on its own. */
export function* eachStatement(
  resource: Reader,
  type: string,
  part: (statement: Statement) => Iterable<Outcome>,
): Check {
  const [list, document] = DOCUMENTS[type] ?? ["", ""];
  if (document === "") return;
  const owners = list === "" ? [resource] : resource.list(list);
  yield* each(owners, function* (owner) {
    if (!owner.given(document)) return;
    yield* each(statementsOf(owner, document), (reader) => part(statementOf(reader)));
  });
}

/** Judges each statement that allows something. */
export function* eachGrant(
  resource: Reader,
  type: string,
  part: (statement: Statement) => Iterable<Outcome>,
): Check {
  yield* eachStatement(resource, type, function* (statement) {
    if (statement.effect === "Allow") yield* part(statement);
  });
}

/** The property in which an attachment, or an identity, names managed policies. */
export function attachmentProperty(type: string): string {
  return ATTACHMENTS[type] ?? "";
}

/** The ARNs of managed policies that the resource gives an identity. */
export function attachedPolicies(resource: Reader, type: string): Reader[] {
  const property = attachmentProperty(type);
  return property === "" ? [] : resource.list(property);
}

const AWS_MANAGED = /^arn:aws[\w-]*:iam::aws:policy\/(?:.*\/)?([^/]+)$/;

/** The name of a policy that AWS manages, without its path; undefined for one's own. */
export function awsManagedName(arn: string): string | undefined {
  return AWS_MANAGED.exec(arn)?.[1];
}
