import { Output, type Input, type Inputs } from "@pulumi/pulumi";
import type { VpcEndpointArgs } from "@pulumi/aws/ec2/vpcEndpoint";
import { shapeFaults } from "./subnet-specs";
import {
  NAME_TAG_STRATEGIES,
  STRATEGIES,
  type NameTagStrategy,
  type SubnetSpec,
  type SubnetStrategy,
} from "./layout-types";

/** How many NAT gateways there are: none, one, or one per availability zone. */
export type NatGatewayStrategy = "None" | "Single" | "OnePerAz";

/** One entry of `vpcEndpointSpecs`. */
export type VpcEndpointSpec = Omit<VpcEndpointArgs, "vpcId" | "serviceName"> & {
  readonly serviceName: string;
};

/** Arguments of `awsx:ec2:Vpc`, read and with their defaults. */
export interface VpcArgs {
  readonly cidrBlock: string;
  readonly zoneNames?: readonly string[];
  /** Default: 3. */
  readonly zoneCount: number;
  readonly zoneCidrMask?: number;
  readonly subnetSpecs?: readonly SubnetSpec[];
  readonly subnetStrategy: SubnetStrategy;
  readonly nameTagStrategy: NameTagStrategy;
  readonly natStrategy: NatGatewayStrategy;
  /** Allocation ids of existing addresses for the NAT gateways; empty: addresses are allocated. */
  readonly allocationIds: readonly Input<string>[];
  readonly endpointSpecs: readonly VpcEndpointSpec[];
  readonly endpointStrategy: "Legacy" | "Auto";
  readonly region?: Input<string>;
  readonly tags: Readonly<Record<string, Input<string>>>;
  /** What is handed on to the `aws.ec2.Vpc` as it came. */
  readonly network: Inputs;
}

type Kind = "string" | "number" | "list" | "list of objects" | "object" | readonly string[];

/** Arguments whose value the component must know when it runs: its schema calls them plain. */
const PLAIN: Readonly<Record<string, Kind>> = {
  availabilityZoneCidrMask: "number",
  availabilityZoneNames: "list",
  cidrBlock: "string",
  natGateways: "object",
  numberOfAvailabilityZones: "number",
  subnetNameTagStrategy: NAME_TAG_STRATEGIES,
  subnetSpecs: "list of objects",
  subnetStrategy: STRATEGIES,
  vpcEndpointSpecs: "list of objects",
  vpcEndpointStrategy: ["Legacy", "Auto"],
};

const HANDED_ON = [
  "assignGeneratedIpv6CidrBlock",
  "enableDnsHostnames",
  "enableDnsSupport",
  "enableNetworkAddressUsageMetrics",
  "instanceTenancy",
  "ipv6CidrBlock",
  "ipv6CidrBlockNetworkBorderGroup",
  "ipv6IpamPoolId",
  "ipv6NetmaskLength",
  "region",
];

const NAT_STRATEGIES: readonly NatGatewayStrategy[] = ["None", "Single", "OnePerAz"];
const DEFAULT_CIDR = "10.0.0.0/16";
const DEFAULT_ZONES = 3;
/** Zones are named by a letter. */
const MAX_ZONES = 26;

/** Reads the arguments; `faults` says what is wrong with them, each beginning with the argument's name. */
export function readVpcArgs(inputs: Inputs): { readonly args: VpcArgs; readonly faults: string[] } {
  const given = inputs as Record<string, unknown>;
  const faults = Object.entries(PLAIN).flatMap(([name, kind]) =>
    plainFaults(name, kind, given[name]),
  );
  const sound = (name: string) =>
    faults.some((fault) => fault.startsWith(`${name}:`) || fault.startsWith(`${name}[`))
      ? undefined
      : given[name];
  const specs = sound("subnetSpecs") as Record<string, unknown>[] | undefined;
  faults.push(...(specs ?? []).flatMap(shapeFaults));

  const nat = sound("natGateways") as Record<string, unknown> | undefined;
  const natGiven = nat?.["strategy"] ?? "OnePerAz";
  const natStrategy = NAT_STRATEGIES.find(
    (one) => typeof natGiven === "string" && one.toLowerCase() === natGiven.toLowerCase(),
  );
  if (natStrategy === undefined) {
    faults.push(
      `natGateways: strategy ${JSON.stringify(natGiven)} is not one of ${NAT_STRATEGIES.join(", ")}`,
    );
  }
  const allocationIds = nat?.["elasticIpAllocationIds"];
  if (allocationIds !== undefined && !Array.isArray(allocationIds)) {
    faults.push("natGateways: elasticIpAllocationIds is not a list");
  }
  const zoneNames = sound("availabilityZoneNames") as unknown[] | undefined;
  if (zoneNames !== undefined && !isZoneList(zoneNames)) {
    faults.push(`availabilityZoneNames: ${JSON.stringify(zoneNames)} is not a list of zone names`);
  }
  const zoneCount = sound("numberOfAvailabilityZones");
  if (zoneNames !== undefined && zoneCount !== undefined) {
    faults.push("numberOfAvailabilityZones: not together with availabilityZoneNames");
  }
  if (zoneCount !== undefined && !isZoneCount(zoneCount)) {
    faults.push(
      `numberOfAvailabilityZones: ${JSON.stringify(zoneCount)} is not a whole number from 1 to ${MAX_ZONES}`,
    );
  }
  if (given["ipv4IpamPoolId"] !== undefined || given["ipv4NetmaskLength"] !== undefined) {
    faults.push("ipv4IpamPoolId: address pools (IPAM) are not simulated; give cidrBlock instead");
  }
  const tags = given["tags"];
  if (Output.isInstance(tags)) {
    faults.push("tags: is an output as a whole; give an object whose values may be outputs");
  }
  return {
    faults,
    args: {
      cidrBlock: (sound("cidrBlock") as string | undefined) ?? DEFAULT_CIDR,
      zoneCount: isZoneCount(zoneCount) ? zoneCount : DEFAULT_ZONES,
      ...optional("zoneNames", isZoneList(zoneNames) ? zoneNames : undefined),
      ...optional("zoneCidrMask", sound("availabilityZoneCidrMask") as number | undefined),
      ...optional("subnetSpecs", sound("subnetSpecs") as SubnetSpec[] | undefined),
      subnetStrategy: (sound("subnetStrategy") as SubnetStrategy | undefined) ?? "Legacy",
      nameTagStrategy: (sound("subnetNameTagStrategy") as NameTagStrategy | undefined) ?? "Legacy",
      natStrategy: natStrategy ?? "None",
      allocationIds: Array.isArray(allocationIds) ? (allocationIds as Input<string>[]) : [],
      endpointSpecs: (sound("vpcEndpointSpecs") as VpcEndpointSpec[] | undefined) ?? [],
      endpointStrategy: (sound("vpcEndpointStrategy") as "Auto" | undefined) ?? "Legacy",
      ...optional("region", given["region"] as Input<string> | undefined),
      tags: (tags as Record<string, Input<string>> | undefined) ?? {},
      network: Object.fromEntries(
        HANDED_ON.filter((name) => given[name] !== undefined).map((name) => [name, given[name]]),
      ),
    },
  };
}

/** What is wrong between NAT gateways, their addresses and the subnets. */
export function natFaults(args: VpcArgs, zoneCount: number): string[] {
  const { natStrategy, allocationIds } = args;
  const count = allocationIds.length;
  const allowed = { None: 0, Single: 1, OnePerAz: zoneCount }[natStrategy];
  const faults =
    count > 0 && count !== allowed
      ? [
          `natGateways: ${count} elasticIpAllocationIds with strategy ${natStrategy} and ` +
            `${zoneCount} availability zones; allowed: ${allowed === 0 ? "none" : `none or ${allowed}`}`,
        ]
      : [];
  const has = (...types: string[]) =>
    args.subnetSpecs?.some((spec) => types.includes(spec.type.toLowerCase())) ?? true;
  if (natStrategy !== "None" && !(has("public") && has("private", "isolated"))) {
    faults.push(
      `natGateways: strategy ${natStrategy} needs a public subnet for the gateway and a private or isolated one behind it`,
    );
  }
  return faults;
}

function plainFaults(name: string, kind: Kind, value: unknown): string[] {
  if (value === undefined) return [];
  if (Output.isInstance(value)) {
    return [`${name}: must be a plain value; it is an output, known only while the program runs`];
  }
  const sound = typeof kind === "string" ? isOfKind(kind, value) : kind.includes(value as string);
  if (sound) return [];
  const allowed =
    typeof kind === "string"
      ? `${kind === "object" ? "an" : "a"} ${kind}`
      : `one of ${kind.join(", ")}`;
  return [`${name}: ${JSON.stringify(value)} is not ${allowed}`];
}

function isZoneCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MAX_ZONES;
}

function isZoneList(value: unknown): value is string[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((zone) => typeof zone === "string")
  );
}

function isOfKind(kind: Exclude<Kind, readonly string[]>, value: unknown): boolean {
  switch (kind) {
    case "list":
      return Array.isArray(value);
    case "list of objects":
      return Array.isArray(value) && value.every((item) => isOfKind("object", item));
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    default:
      return typeof value === kind;
  }
}

function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}
