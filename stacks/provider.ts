/** The one explicit AWS provider of a stack. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Account, readAccount } from "../components";
import { defaultTags } from "../components/lib/tags";
import type { StackConfiguration } from "../config";

/** A provider and where it leads. */
export interface StackProvider {
  readonly provider: aws.Provider;
  readonly account: Account;
  /** What the provider tags everything with; what it cannot reach needs them by hand. */
  readonly tags: Readonly<Record<string, string>>;
}

/** The provider: region, the only account it may touch, tags for everything. */
export async function stackProvider(configuration: StackConfiguration): Promise<StackProvider> {
  const { accountId, region } = configuration;
  if (accountId === undefined)
    void pulumi.log.info(
      "cruddur:accountId is not set: this deploys to whichever account the credentials belong to.",
    );
  const environment =
    configuration.scope === "environment" ? configuration.environment : configuration.scope;
  const tags = defaultTags({ ...configuration, environment });
  const provider = new aws.Provider("aws", {
    region: region as aws.Region,
    allowedAccountIds: accountId === undefined ? undefined : [accountId],
    defaultTags: { tags },
  });
  return { provider, account: await readAccount(provider), tags };
}
