import { Eip } from "@pulumi/aws/ec2/eip";
import { InternetGateway } from "@pulumi/aws/ec2/internetGateway";
import { NatGateway } from "@pulumi/aws/ec2/natGateway";
import { Route } from "@pulumi/aws/ec2/route";
import { RouteTable } from "@pulumi/aws/ec2/routeTable";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import { output, type ComponentResource, type Input, type Inputs } from "@pulumi/pulumi";
import { createEndpoints, dnsSettings } from "./endpoints";
import { subnetIpv6Block } from "./ipv6";
import { isType, type PlannedSubnet, type SubnetLayout, type SubnetType } from "./layout-types";
import { below, type BuiltSubnet, type Site } from "./site";
import type { VpcArgs } from "./vpc-args";

const ORDER: readonly SubnetType[] = ["Public", "Private", "Isolated"];

/** Registers the resources of a network under `component`; returns the component's outputs. */
export function buildNetwork(
  component: ComponentResource<Inputs>,
  name: string,
  args: VpcArgs,
  zones: readonly string[],
  { subnets: plans, layout }: SubnetLayout,
): Inputs {
  const region = args.region === undefined ? {} : { region: args.region };
  const tags = { Name: name, ...args.tags };
  const vpc = new Vpc(
    name,
    { ...args.network, ...dnsSettings(args), cidrBlock: args.cidrBlock, tags },
    { parent: component },
  );
  const site: Site = { name, args, zones, vpc, region, tags };
  const internetGateway = new InternetGateway(name, { ...region, vpcId: vpc.id, tags }, below(vpc));
  const built = zones.flatMap((_, zone) =>
    ORDER.flatMap((type) => plans.filter((one) => one.zone === zone && isType(one, type))).map(
      (one, position) => buildSubnet(site, one, zone + position * zones.length),
    ),
  );
  const { natGateways, eips } = buildNatGateways(site, built);
  const routes = built.flatMap((one) => routeOut(site, one, internetGateway, natGateways));
  const vpcEndpoints = createEndpoints(site, built);

  const ofType = (type: SubnetType) =>
    built.filter(({ plan }) => isType(plan, type)).map(({ subnet }) => subnet);
  const groups = {
    publicSubnets: ofType("Public"),
    privateSubnets: ofType("Private"),
    isolatedSubnets: ofType("Isolated"),
  };
  return {
    vpc,
    vpcId: vpc.id,
    internetGateway,
    subnets: built.map(({ subnet }) => subnet),
    ...groups,
    publicSubnetIds: groups.publicSubnets.map(({ id }) => id),
    privateSubnetIds: groups.privateSubnets.map(({ id }) => id),
    isolatedSubnetIds: groups.isolatedSubnets.map(({ id }) => id),
    routeTables: built.map(({ routeTable }) => routeTable),
    routeTableAssociations: built.map(({ association }) => association),
    routes,
    natGateways,
    eips,
    vpcEndpoints,
    subnetLayout: layout,
  };
}

function buildSubnet(site: Site, plan: PlannedSubnet, ipv6Index: number): BuiltSubnet {
  const { args, vpc, region, tags } = site;
  const ownTags = { Name: plan.nameTag, SubnetType: plan.type };
  const assignIpv6 = output({
    subnet: plan.assignIpv6AddressOnCreation,
    vpc: args.network["assignGeneratedIpv6CidrBlock"] as Input<boolean> | undefined,
  }).apply((asked) => asked.subnet ?? asked.vpc ?? false);
  const subnet = new Subnet(
    plan.name,
    {
      ...region,
      vpcId: vpc.id,
      availabilityZone: site.zones[plan.zone],
      mapPublicIpOnLaunch: isType(plan, "Public"),
      cidrBlock: plan.cidrBlock,
      assignIpv6AddressOnCreation: assignIpv6,
      ipv6CidrBlock: subnetIpv6Block(vpc.ipv6CidrBlock, assignIpv6, ipv6Index),
      tags: { ...tags, ...plan.tags, ...ownTags },
    },
    below(vpc),
  );
  const routeTable = new RouteTable(
    plan.name,
    { ...region, vpcId: vpc.id, tags: { ...tags, ...ownTags } },
    below(subnet),
  );
  const association = new RouteTableAssociation(
    plan.name,
    { ...region, routeTableId: routeTable.id, subnetId: subnet.id },
    below(routeTable),
  );
  return { plan, subnet, routeTable, association };
}

/** One gateway in the first public subnet of each zone, or of the first zone only. */
function buildNatGateways(
  { name, args, zones, region }: Site,
  built: readonly BuiltSubnet[],
): { natGateways: NatGateway[]; eips: Eip[] } {
  const count = { None: 0, Single: 1, OnePerAz: zones.length }[args.natStrategy];
  const eips: Eip[] = [];
  const natGateways = zones.slice(0, count).flatMap((_, zone) => {
    const host = built.find(({ plan }) => plan.zone === zone && isType(plan, "Public"))?.subnet;
    if (host === undefined) return [];
    const label = `${name}-${zone + 1}`;
    const tags = { ...args.tags, Name: label };
    let allocationId = args.allocationIds[zone];
    if (allocationId === undefined) {
      const eip = new Eip(label, { ...region, tags }, below(host));
      eips.push(eip);
      allocationId = eip.allocationId;
    }
    return [
      new NatGateway(label, { ...region, subnetId: host.id, allocationId, tags }, below(host)),
    ];
  });
  return { natGateways, eips };
}

/** The default route of a subnet: public to the internet, private to its zone's NAT gateway, isolated none. */
function routeOut(
  { region }: Site,
  { plan, routeTable }: BuiltSubnet,
  internetGateway: InternetGateway,
  natGateways: readonly NatGateway[],
): Route[] {
  const natGateway = natGateways[plan.zone] ?? natGateways[0];
  const target = isType(plan, "Public")
    ? { gatewayId: internetGateway.id }
    : isType(plan, "Private") && natGateway !== undefined
      ? { natGatewayId: natGateway.id }
      : undefined;
  if (target === undefined) return [];
  return [
    new Route(
      plan.name,
      { ...region, routeTableId: routeTable.id, destinationCidrBlock: "0.0.0.0/0", ...target },
      below(routeTable),
    ),
  ];
}
