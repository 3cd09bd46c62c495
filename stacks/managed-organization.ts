/** The organization, where something of the organisation stack concerns all of it. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../components";
import { userError } from "../components/lib/faults";
import type { Organization } from "../config";

/** What of the organization is used. */
export interface ManagedOrganization {
  readonly id: string;
  readonly rootId: string;
}

type Found = aws.organizations.GetOrganizationResult;

/** A setting that concerns all accounts, and what the organization must have for it beside its management account. */
interface Need {
  /** The setting as it stands in the configuration. */
  readonly setting: string;
  /** What to choose in another account. */
  readonly otherwise: string;
  readonly isAsked: (organization: Organization) => boolean;
  /** What is missing, and the command that mends it; nothing where all is there. */
  readonly missing: (found: Found) => string | undefined;
}

const rootId = ({ roots }: Found) => roots[0]?.id ?? "<id of the root>";

const NEEDS: readonly Need[] = [
  {
    setting: "cruddur:guardrails true",
    otherwise: "false",
    isAsked: ({ guardrails }) => guardrails,
    missing: (found) =>
      found.roots[0]?.policyTypes.some(
        ({ type, status }) => type === "SERVICE_CONTROL_POLICY" && status === "ENABLED",
      )
        ? undefined
        : `service control policies are switched off in organization ${found.id}; run: aws organizations enable-policy-type --root-id ${rootId(found)} --policy-type SERVICE_CONTROL_POLICY`,
  },
  {
    setting: "cruddur:organizationTrail true",
    otherwise: "false",
    isAsked: ({ organizationTrail }) => organizationTrail,
    missing: ({ id, awsServiceAccessPrincipals }) =>
      awsServiceAccessPrincipals.includes("cloudtrail.amazonaws.com")
        ? undefined
        : `CloudTrail has no access to organization ${id}; run: aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com`,
  },
  {
    setting: "cruddur:conformancePack organization",
    otherwise: "account",
    isAsked: ({ conformancePack }) => conformancePack === "organization",
    missing: ({ id, featureSet }) =>
      featureSet === "ALL"
        ? undefined
        : `organization ${id} has not all features; run: aws organizations enable-all-features`,
  },
];

/**
 * Looks the organization up, if the configuration needs it.
 *
 * @throws pulumi.RunError unless this is its management account and it has what the settings need: all faults at once.
 */
export async function managedOrganization(
  organization: Organization,
  { accountId }: Account,
  provider: pulumi.ProviderResource,
): Promise<ManagedOrganization | undefined> {
  const needs = NEEDS.filter(({ isAsked }) => isAsked(organization));
  if (needs.length === 0) return undefined;
  const found = await lookUp(needs, provider);
  const faults = needs.flatMap(({ setting, otherwise, missing }) => {
    if (found.masterAccountId !== accountId)
      return `${setting}: account ${accountId} is not the management account of organization ${found.id}, account ${found.masterAccountId} is; deploy there, or choose ${otherwise}.`;
    const fault = missing(found);
    return fault === undefined ? [] : `${setting}: ${fault}`;
  });
  const [root] = found.roots;
  if (faults.length === 0 && root !== undefined) return { id: found.id, rootId: root.id };
  throw userError(
    faults.length > 0 ? faults.join("\n") : `Organization ${found.id} shows no root.`,
  );
}

/** An account may belong to no organization, or not be allowed to look. */
async function lookUp(needs: readonly Need[], provider: pulumi.ProviderResource): Promise<Found> {
  try {
    return await aws.organizations.getOrganization({}, { provider });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const settings = needs.map(
      ({ setting, otherwise }) =>
        `${setting}: the organization of this account cannot be read; deploy in its management account, or choose ${otherwise}.`,
    );
    throw userError([...settings, `  ${reason}`].join("\n"));
  }
}
