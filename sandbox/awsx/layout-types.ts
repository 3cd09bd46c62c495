import type { Ipv4Block } from "../aws/types/ec2/cidr";
import type { Input } from "@pulumi/pulumi";

/** What a subnet is for; `Unused` reserves addresses and creates nothing. */
export type SubnetType = "Public" | "Private" | "Isolated" | "Unused";

/** One entry of `subnetSpecs`: a subnet in every availability zone. */
export interface SubnetSpec {
  readonly type: SubnetType;
  readonly name?: string;
  readonly cidrMask?: number;
  /** Number of addresses, a power of two. */
  readonly size?: number;
  /** One CIDR block per availability zone. */
  readonly cidrBlocks?: readonly string[];
  readonly assignIpv6AddressOnCreation?: boolean;
  readonly tags?: Readonly<Record<string, Input<string>>>;
}

/** How addresses are given to the subnets. */
export const STRATEGIES = ["Legacy", "Auto", "AutoMerge", "Exact"] as const;
export type SubnetStrategy = (typeof STRATEGIES)[number];

/** What follows the last dash of a subnet's `Name` tag: the zone's number or its name. */
export const NAME_TAG_STRATEGIES = ["Legacy", "AvailabilityZone"] as const;
export type NameTagStrategy = (typeof NAME_TAG_STRATEGIES)[number];

/** Everything that the layout depends on. */
export interface LayoutRequest {
  /** The component's name, with which the subnets' names begin. */
  readonly name: string;
  readonly cidrBlock: string;
  /** Names of the availability zones. */
  readonly zones: readonly string[];
  readonly strategy: SubnetStrategy;
  readonly nameTagStrategy: NameTagStrategy;
  readonly specs?: readonly SubnetSpec[];
  /** Prefix length of one zone's range; default: the network divided evenly. */
  readonly zoneCidrMask?: number;
}

/** A subnet to create. */
export interface PlannedSubnet {
  readonly type: SubnetType;
  /** Index of its availability zone. */
  readonly zone: number;
  readonly cidrBlock: string;
  /** Name of the resource: always ends in the zone's number. */
  readonly name: string;
  /** Value of the `Name` tag. */
  readonly nameTag: string;
  readonly assignIpv6AddressOnCreation?: boolean;
  readonly tags?: SubnetSpec["tags"];
}

/** A spec with the addresses it got in one zone. */
export interface PlacedSubnet {
  readonly spec: SubnetSpec;
  /** Index of the availability zone. */
  readonly zone: number;
  readonly block: Ipv4Block;
}

/** Entry of the `subnetLayout` output. */
export interface ResolvedSubnetSpec {
  readonly type: SubnetType;
  readonly name?: string;
  readonly cidrMask?: number;
  readonly size?: number;
  readonly cidrBlocks?: readonly string[];
}

export interface SubnetLayout {
  readonly subnets: readonly PlannedSubnet[];
  readonly layout: readonly ResolvedSubnetSpec[];
}

/** Types are compared without case, as the component does. */
export function isType(spec: { readonly type: string }, type: string): boolean {
  return spec.type.toLowerCase() === type.toLowerCase();
}

/** How many bits number `count` things. */
export function bitsFor(count: number): number {
  return count <= 1 ? 0 : Math.ceil(Math.log2(count));
}
