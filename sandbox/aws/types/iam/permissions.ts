import type { Account } from "../../account";
import { parseDocument, type PolicyDocument } from "../../lib/iam-document";
import { decide, type AccessRequest, type Decision } from "../../lib/iam-evaluate";
import type { Properties } from "../../resource-type";
import { documentText, text, texts } from "./common";
import { awsManagedDocument, isAwsManaged } from "./managed-policies";

export const ROLE = "aws:iam/role:Role";
export const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
export const ROLE_ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
export const POLICY = "aws:iam/policy:Policy";
const POLICY_ATTACHMENT = "aws:iam/policyAttachment:PolicyAttachment";
export const INSTANCE_PROFILE = "aws:iam/instanceProfile:InstanceProfile";

/** The role with this name, in any letter case (names are unique regardless of case). */
export function roleNamed(account: Account, name: string): Properties | undefined {
  return account.find(ROLE, (role) => text(role["name"])?.toLowerCase() === name.toLowerCase())
    ?.properties;
}

export function roleByArn(account: Account, arn: string): Properties | undefined {
  return account.find(ROLE, (role) => role["arn"] === arn)?.properties;
}

/** Whether a managed policy exists, AWS's own or one of the account. */
export function policyExists(account: Account, arn: string): boolean {
  return isAwsManaged(arn) || account.get(POLICY, arn) !== undefined;
}

/** Inline policies of a role by name: separate resources and those of the role itself. */
export function inlinePolicies(account: Account, role: Properties): ReadonlyMap<string, string> {
  const own = (role["inlinePolicies"] ?? []) as readonly Properties[];
  const named = own.flatMap((policy) =>
    text(policy["name"]) === undefined
      ? []
      : [[policy["name"] as string, documentText(policy["policy"])] as const],
  );
  const separate = account
    .list(ROLE_POLICY)
    .filter(({ properties }) => properties["role"] === role["name"])
    .map(
      ({ properties }) =>
        [properties["name"] as string, documentText(properties["policy"])] as const,
    );
  return new Map([...named, ...separate]);
}

/** ARNs of the managed policies attached to a role. */
export function attachedPolicies(account: Account, role: Properties): readonly string[] {
  const separate = account
    .list(ROLE_ATTACHMENT)
    .filter(({ properties }) => properties["role"] === role["name"])
    .map(({ properties }) => properties["policyArn"] as string);
  const shared = account
    .list(POLICY_ATTACHMENT)
    .filter(({ properties }) => texts(properties["roles"]).includes(role["name"] as string))
    .map(({ properties }) => properties["policyArn"] as string);
  return [...new Set([...texts(role["managedPolicyArns"]), ...separate, ...shared])];
}

/** How many principals a managed policy is attached to. */
export function attachmentCount(account: Account, arn: string): number {
  const roles = account
    .list(ROLE)
    .filter(({ properties }) => attachedPolicies(account, properties).includes(arn));
  const others = account
    .all()
    .filter(
      ({ token, properties }) =>
        /^aws:iam\/(user|group)PolicyAttachment:/.test(token) && properties["policyArn"] === arn,
    );
  return roles.length + others.length;
}

function managedDocument(account: Account, arn: string): PolicyDocument | undefined {
  const stored = account.get(POLICY, arn);
  if (stored === undefined) return awsManagedDocument(arn);
  return parseDocument(documentText(stored["policy"]));
}

/** Whether a role may do something: its inline and attached policies under its boundary. */
export function roleMay(account: Account, role: Properties, request: AccessRequest): Decision {
  const inline = [...inlinePolicies(account, role).values()].map(parseDocument);
  const attached = attachedPolicies(account, role).map((arn) => managedDocument(account, arn));
  const policies = [...inline, ...attached].filter((document) => document !== undefined);
  const boundary = text(role["permissionsBoundary"]);
  const limit = boundary === undefined ? undefined : managedDocument(account, boundary);
  return decide(policies, limit, request);
}
