import type { Account } from "../../account";
import { AwsError, type Properties } from "../../resource-type";

export const ORGANIZATION = "aws:organizations/organization:Organization";
export const POLICY = "aws:organizations/policy:Policy";
export const POLICY_ATTACHMENT = "aws:organizations/policyAttachment:PolicyAttachment";
export const ORGANIZATIONAL_UNIT = "aws:organizations/organizationalUnit:OrganizationalUnit";

/** An answer of AWS Organizations. */
export function refuse(operation: string, code: string, message: string): AwsError {
  return new AwsError(`Organizations: ${operation}`, code, message);
}

/** The organization that the account belongs to, with its id; an account without one is refused. */
export function organizationOf(account: Account, operation: string): Properties & { id: string } {
  const [found] = account.list(ORGANIZATION);
  if (found !== undefined) return { ...found.properties, id: found.id };
  throw refuse(
    operation,
    "AWSOrganizationsNotInUseException",
    "Your account is not a member of an organization.",
  );
}

/** The root of an organization: every unit and account is below it. */
export function rootOf(organization: Properties): Properties & { id: string } {
  const [root] = organization["roots"] as readonly (Properties & { id: string })[];
  if (root !== undefined) return root;
  throw new Error("The organization in the account has no root");
}

/** The organization for changes, which only its management account may make. */
export function managedOrganization(
  { account, accountId }: { readonly account: Account; readonly accountId: string },
  operation: string,
): Properties & { id: string } {
  const organization = organizationOf(account, operation);
  if (organization["masterAccountId"] === accountId) return organization;
  throw refuse(
    operation,
    "AccessDeniedException",
    "You don't have permissions to access this resource.",
  );
}

/** Whether a policy can be attached here, or a unit made below: the root, a unit, an account. */
export function targetExists(account: Account, organization: Properties, id: string): boolean {
  if (rootOf(organization).id === id) return true;
  const accounts = organization["accounts"] as readonly { readonly id: string }[];
  return (
    accounts.some((each) => each.id === id) || account.get(ORGANIZATIONAL_UNIT, id) !== undefined
  );
}
