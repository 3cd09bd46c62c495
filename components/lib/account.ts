import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/**
 * The account and region that a stack deploys to. All plain strings, because policy documents and container JSON name
 * them: what is built from plain strings is known at the first preview, so the policy pack can judge it.
 */
export interface Account {
  /** The 12 digits. */
  readonly accountId: string;
  /** Such as `us-east-1`. */
  readonly region: string;
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  /** The domain of the partition's registries, such as `amazonaws.com`. */
  readonly dnsSuffix: string;
  /** Names of the region's availability zones (no Local Zones), sorted. */
  readonly zones: readonly string[];
}

/** Asks AWS which account, region, partition and zones a provider works in. An empty account can answer all of it. */
export async function readAccount(provider: pulumi.ProviderResource): Promise<Account> {
  const opts = { provider };
  const [identity, region, partition, zones] = await Promise.all([
    aws.getCallerIdentity({}, opts),
    aws.getRegion({}, opts),
    aws.getPartition({}, opts),
    aws.getAvailabilityZones(
      { state: "available", filters: [{ name: "zone-type", values: ["availability-zone"] }] },
      opts,
    ),
  ]);
  return {
    accountId: identity.accountId,
    region: region.region,
    partition: partition.partition,
    dnsSuffix: partition.dnsSuffix,
    zones: [...zones.names].sort(),
  };
}
