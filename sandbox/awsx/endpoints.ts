import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { SecurityGroupRule } from "@pulumi/aws/ec2/securityGroupRule";
import { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint";
import { log, Output, type Input } from "@pulumi/pulumi";
import { isType, type SubnetType } from "./layout-types";
import { below, type BuiltSubnet, type Site } from "./site";
import type { VpcArgs, VpcEndpointSpec } from "./vpc-args";

/** Where an endpoint's network interface goes, in this order of preference, once per zone. */
const PREFERRED: readonly SubnetType[] = ["Private", "Isolated", "Public"];

/** What is wrong with `vpcEndpointSpecs`. */
export function endpointFaults(args: VpcArgs): string[] {
  const nameless = args.endpointSpecs.flatMap(({ serviceName }: { serviceName: unknown }, index) =>
    typeof serviceName === "string"
      ? []
      : [`vpcEndpointSpecs[${index}].serviceName: must be a plain text`],
  );
  if (args.endpointStrategy !== "Auto") return nameless;
  const dynamic = args.endpointSpecs.flatMap((spec, index) =>
    typeOf(spec) === undefined
      ? [
          `vpcEndpointSpecs[${index}].vpcEndpointType: must be a plain value with vpcEndpointStrategy "Auto"`,
        ]
      : [],
  );
  const off = privateDnsWanted(args)
    ? ["enableDnsHostnames", "enableDnsSupport"].filter((name) => args.network[name] === false)
    : [];
  return [
    ...nameless,
    ...dynamic,
    ...off.map((name) => `${name}: is false, but interface endpoints with private DNS need it`),
  ];
}

/** DNS settings that private DNS of interface endpoints needs, where the program left them open. */
export function dnsSettings(args: VpcArgs): Readonly<Record<string, unknown>> {
  return privateDnsWanted(args)
    ? {
        enableDnsHostnames: args.network["enableDnsHostnames"] ?? true,
        enableDnsSupport: args.network["enableDnsSupport"] ?? true,
      }
    : {};
}

/** Registers the endpoints. With "Auto", subnets, route tables and a security group are filled in. */
export function createEndpoints(site: Site, built: readonly BuiltSubnet[]): VpcEndpoint[] {
  return site.args.endpointSpecs.map((spec) => {
    if (site.args.endpointStrategy === "Legacy") warnIfIncomplete(spec, site.vpc);
    const region = spec.region ?? site.args.region;
    return new VpcEndpoint(
      spec.serviceName,
      {
        ...spec,
        ...(site.args.endpointStrategy === "Auto" ? filledIn(site, built, spec) : {}),
        ...(region === undefined ? {} : { region }),
        tags: { ...site.tags, ...(spec.tags as Record<string, Input<string>> | undefined) },
        vpcId: site.vpc.id,
      },
      below(site.vpc),
    );
  });
}

function filledIn(
  site: Site,
  built: readonly BuiltSubnet[],
  spec: VpcEndpointSpec,
): Partial<VpcEndpointSpec> {
  if (typeOf(spec) === "gateway") {
    return { routeTableIds: spec.routeTableIds ?? built.map(({ routeTable }) => routeTable.id) };
  }
  if (typeOf(spec) !== "interface") return {};
  const placed = spec.subnetIds !== undefined || spec.subnetConfigurations !== undefined;
  return {
    privateDnsEnabled: spec.privateDnsEnabled ?? true,
    securityGroupIds: spec.securityGroupIds ?? [endpointGroup(site, spec)],
    ...(placed ? {} : { subnetIds: subnetPerZone(site, built) }),
  };
}

function subnetPerZone({ zones }: Site, built: readonly BuiltSubnet[]): Input<string>[] {
  return zones.flatMap((_, zone) => {
    const inZone = built.filter(({ plan }) => plan.zone === zone);
    const chosen = PREFERRED.flatMap((type) => inZone.filter(({ plan }) => isType(plan, type)))[0];
    return chosen === undefined ? [] : [chosen.subnet.id];
  });
}

/** A security group that lets the network reach the endpoint by HTTPS. */
function endpointGroup({ args, vpc, tags }: Site, spec: VpcEndpointSpec): Input<string> {
  const given = spec.region ?? args.region;
  const region = given === undefined ? {} : { region: given };
  const ipAddressType =
    typeof spec.ipAddressType === "string" ? spec.ipAddressType.toLowerCase() : "";
  const group = new SecurityGroup(
    `${spec.serviceName}-sg`,
    {
      ...region,
      vpcId: vpc.id,
      tags: { ...tags, ...(spec.tags as Record<string, Input<string>> | undefined) },
    },
    below(vpc),
  );
  new SecurityGroupRule(
    `${spec.serviceName}-ingress`,
    {
      ...region,
      type: "ingress",
      securityGroupId: group.id,
      protocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrBlocks: [vpc.cidrBlock],
      ...(["ipv6", "dualstack"].includes(ipAddressType)
        ? { ipv6CidrBlocks: [vpc.ipv6CidrBlock] }
        : {}),
    },
    { parent: vpc, dependsOn: [group] },
  );
  return group.id;
}

function privateDnsWanted(args: VpcArgs): boolean {
  return (
    args.endpointStrategy === "Auto" &&
    args.endpointSpecs.some(
      (spec) => typeOf(spec) === "interface" && (spec.privateDnsEnabled ?? true) === true,
    )
  );
}

/** The endpoint's type in lower case (Gateway where none is given); undefined where it is an output. */
function typeOf(spec: VpcEndpointSpec): string | undefined {
  const type = spec.vpcEndpointType ?? "Gateway";
  return typeof type === "string" ? type.toLowerCase() : undefined;
}

function warnIfIncomplete(spec: VpcEndpointSpec, vpc: Site["vpc"]): void {
  const missing =
    typeOf(spec) === "gateway" && spec.routeTableIds === undefined
      ? "routeTableIds"
      : typeOf(spec) === "interface" && (spec.subnetIds ?? spec.subnetConfigurations) === undefined
        ? "subnetIds"
        : undefined;
  if (missing === undefined || Output.isInstance(spec.vpcEndpointType)) return;
  void log.warn(
    `VPC endpoint "${spec.serviceName}" has no ${missing}; vpcEndpointStrategy: "Auto" fills them in.`,
    vpc,
  );
}
