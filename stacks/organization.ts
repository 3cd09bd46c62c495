/** What exists once per account or organisation, from top to bottom. */
import type * as pulumi from "@pulumi/pulumi";
import type { Organization } from "../config";
import { stackProvider } from "./provider";

/** Deploys the organisation stack and answers with its outputs. */
export async function organizationStack(organization: Organization): Promise<pulumi.Inputs> {
  const { account } = await stackProvider(organization);
  return { accountId: account.accountId };
}
