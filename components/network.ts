import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import { FLOW_LOGS, FlowLogs, type FlowLogsArgs, flowLogsFaults } from "./flow-logs";
import type { Account } from "./lib/account";
import { ACCOUNT } from "./lib/aws-checks";
import { type Checks, faultsOf, oneOf, optional, textSuch, whole } from "./lib/checks";
import { cidrFault, zoneMask } from "./lib/cidr";
import { quote, refuse } from "./lib/faults";
import { INTERFACES, VpcEndpoints } from "./vpc-endpoints";

/** Arguments of {@link Network}. */
export interface NetworkArgs {
  /** Where everything is. */
  readonly account: Account;
  /** The VPC's private IPv4 range; each zone gets a public, a private and an isolated subnet of equal size. */
  readonly cidrBlock: string;
  /** In how many availability zones, 1 to what the region has. */
  readonly zoneCount: number;
  /**
   * The way from private subnets to the internet: `None`, one gateway for all (`Single`: about 33 USD a month, and its
   * zone takes the others' way along when it fails) or `OnePerAz`.
   */
  readonly nat: "None" | "Single" | "OnePerAz";
  /** Interface endpoints by service, such as `ecr.api`; each costs about 7 USD a month and zone. Default: none. */
  readonly interfaceEndpoints?: readonly string[];
  /** What the flow logs record, where and who is told. */
  readonly flowLogs: Omit<FlowLogsArgs, "account" | "vpcId">;
}

const CHECKS: Checks<NetworkArgs> = {
  account: ACCOUNT,
  cidrBlock: textSuch("an IPv4 range such as 10.10.0.0/16", (range) => range.includes("/")),
  zoneCount: whole(1, 8),
  nat: oneOf(["None", "Single", "OnePerAz"]),
  interfaceEndpoints: optional(INTERFACES),
  flowLogs: FLOW_LOGS,
};

/** A network as services use it. */
export interface NetworkReference {
  /** The VPC. */
  readonly vpcId: pulumi.Output<string>;
  /** Where tasks run: no public addresses, a way out by NAT or endpoints only. */
  readonly privateSubnetIds: pulumi.Output<string[]>;
}

/**
 * A VPC with public, private and isolated subnets, made by `awsx.ec2.Vpc`. Always: no automatic public addresses, an
 * emptied default security group, flow logs, gateway endpoints for S3 and DynamoDB (which are free).
 */
export class Network extends pulumi.ComponentResource implements NetworkReference {
  /** The VPC. */
  readonly vpcId: pulumi.Output<string>;
  /** Load balancers and NAT gateways only. */
  readonly publicSubnetIds: pulumi.Output<string[]>;
  readonly privateSubnetIds: pulumi.Output<string[]>;
  /** Databases: no way out at all. */
  readonly isolatedSubnetIds: pulumi.Output<string[]>;
  /** The NAT gateways. */
  readonly natGatewayIds: readonly pulumi.Output<string>[];
  /** The endpoints; peers of the tasks' security groups. */
  readonly endpoints: VpcEndpoints;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`Network ${quote(name)}`, faultsOf(args, CHECKS, networkFaults));
    super("cruddur:ec2:Network", name, {}, opts);
    const parent = { parent: this };
    const vpc = new awsx.ec2.Vpc(
      name,
      {
        cidrBlock: args.cidrBlock,
        enableDnsHostnames: true,
        enableDnsSupport: true,
        numberOfAvailabilityZones: args.zoneCount,
        availabilityZoneCidrMask: zoneMask(args.cidrBlock, args.zoneCount),
        subnetStrategy: "Auto",
        subnetSpecs: [{ type: "Public" }, { type: "Private" }, { type: "Isolated" }],
        natGateways: { strategy: args.nat },
      },
      { ...parent, transforms: [withoutPublicAddresses] },
    );
    this.vpcId = vpc.vpcId;
    this.publicSubnetIds = vpc.publicSubnetIds;
    this.privateSubnetIds = vpc.privateSubnetIds;
    this.isolatedSubnetIds = vpc.isolatedSubnetIds;
    // How many there are is known before they are: what is made for each of them is planned at the first preview.
    const gateways = { None: 0, Single: 1, OnePerAz: args.zoneCount }[args.nat];
    this.natGatewayIds = Array.from({ length: gateways }, (_, index) =>
      vpc.natGateways.apply((all) => pulumi.output(all[index]?.id ?? "")),
    );

    new aws.ec2.DefaultSecurityGroup(name, { vpcId: this.vpcId, ingress: [], egress: [] }, parent);
    new FlowLogs(
      `${name}-flow-logs`,
      { account: args.account, vpcId: this.vpcId, ...args.flowLogs },
      parent,
    );
    this.endpoints = new VpcEndpoints(
      `${name}-endpoints`,
      {
        account: args.account,
        vpcId: this.vpcId,
        subnetIds: this.privateSubnetIds,
        routeTableIds: vpc.routeTables.apply((tables) => tables.map((table) => table.id)),
        interfaces: args.interfaceEndpoints ?? [],
      },
      parent,
    );
    this.registerOutputs({
      vpcId: this.vpcId,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      isolatedSubnetIds: this.isolatedSubnetIds,
    });
  }
}

/**
 * awsx opens public subnets: whatever starts there gets a public address. Load balancers and NAT gateways bring their
 * own, so nothing needs it.
 */
function withoutPublicAddresses(
  args: pulumi.ResourceTransformArgs,
): pulumi.ResourceTransformResult | undefined {
  if (args.type !== "aws:ec2/subnet:Subnet") return undefined;
  return { props: { ...args.props, mapPublicIpOnLaunch: false }, opts: args.opts };
}

function networkFaults(args: Partial<NetworkArgs>): string[] {
  const faults: string[] = [];
  const { account, cidrBlock, zoneCount, nat, interfaceEndpoints, flowLogs } = args;
  if (zoneCount !== undefined && account !== undefined && zoneCount > account.zones.length)
    faults.push(
      `zoneCount ${zoneCount} is out of range; ${account.region} has ${account.zones.length} zones`,
    );
  else if (zoneCount !== undefined && cidrBlock !== undefined) {
    const fault = cidrFault("cidrBlock", cidrBlock, zoneCount);
    if (fault !== undefined) faults.push(fault);
  }
  if (nat === "None" && "interfaceEndpoints" in args && !interfaceEndpoints?.length)
    faults.push(
      "nat None leaves private tasks no way to the registry; name interfaceEndpoints or choose Single",
    );
  const records = flowLogsFaults({ ...flowLogs, account }).map((fault) => `flowLogs.${fault}`);
  return [...faults, ...records];
}
