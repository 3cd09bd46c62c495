import { matchesFilters } from "../../invokes/filters";
import { arn } from "../../lib/arns";
import { zonesOf } from "../../lib/regions";
import type { Call, Invokes, Properties } from "../../resource-type";
import { lastOf } from "./cidr";
import { endpointServices, prefixLists } from "./endpoint-services";
import { bags, text, textOf } from "./inputs";
import { blockOf, mainAssociation } from "./lookups";
import { refuse } from "./refusals";
import { SECURITY_GROUP, SUBNET, VPC } from "./tokens";

/** What EC2's look-ups compare, under the names of the arguments and of the API's filters. */
type Fields = Readonly<Record<string, string>>;

const FIELDS: Readonly<Record<string, (id: string, properties: Properties) => Fields>> = {
  [VPC]: (id, vpc) => ({
    id,
    "vpc-id": id,
    cidr: textOf(vpc, "cidrBlock"),
    cidrBlock: textOf(vpc, "cidrBlock"),
    "cidr-block-association.cidr-block": textOf(vpc, "cidrBlock"),
    default: "false",
    isDefault: "false",
    "is-default": "false",
    dhcpOptionsId: textOf(vpc, "dhcpOptionsId"),
    "dhcp-options-id": textOf(vpc, "dhcpOptionsId"),
    "owner-id": textOf(vpc, "ownerId"),
    state: "available",
  }),
  [SUBNET]: (id, subnet) => ({
    id,
    "subnet-id": id,
    availabilityZone: textOf(subnet, "availabilityZone"),
    "availability-zone": textOf(subnet, "availabilityZone"),
    availabilityZoneId: textOf(subnet, "availabilityZoneId"),
    "availability-zone-id": textOf(subnet, "availabilityZoneId"),
    cidrBlock: textOf(subnet, "cidrBlock"),
    "cidr-block": textOf(subnet, "cidrBlock"),
    defaultForAz: "false",
    "default-for-az": "false",
    "map-public-ip-on-launch": String(subnet["mapPublicIpOnLaunch"] === true),
    "owner-id": textOf(subnet, "ownerId"),
    state: "available",
    vpcId: textOf(subnet, "vpcId"),
    "vpc-id": textOf(subnet, "vpcId"),
  }),
  [SECURITY_GROUP]: (id, group) => ({
    id,
    "group-id": id,
    name: textOf(group, "name"),
    "group-name": textOf(group, "name"),
    description: textOf(group, "description"),
    "owner-id": textOf(group, "ownerId"),
    vpcId: textOf(group, "vpcId"),
    "vpc-id": textOf(group, "vpcId"),
  }),
};

const NOT_CRITERIA = ["filters", "region", "tags"];

interface Match {
  readonly id: string;
  readonly properties: Properties;
}

/** The objects that an invoke's arguments describe. */
function select(token: string, args: Properties, { account }: Call): Match[] {
  const wantedTags = Object.entries((args["tags"] ?? {}) as Record<string, string>);
  const criteria = Object.entries(args).filter(([name]) => !NOT_CRITERIA.includes(name));
  return account.list(token).filter(({ id, properties }) => {
    const fields = FIELDS[token]?.(id, properties) ?? {};
    const tags = tagsOf(properties);
    return (
      criteria.every(([name, value]) => fields[name] === String(value)) &&
      wantedTags.every(([key, value]) => tags[key] === value) &&
      matchesFilters(args["filters"], { ...tagFields(args, tags), ...fields })
    );
  });
}

function one(what: string, operation: string, matches: readonly Match[]): Match {
  const [match] = matches;
  if (match === undefined) return refuse(operation, "NotFound", `no matching EC2 ${what} found`);
  if (matches.length > 1) {
    refuse(
      operation,
      "TooMany",
      `multiple EC2 ${what}s matched; use additional constraints to reduce matches to a single EC2 ${what}`,
    );
  }
  return match;
}

function tagsOf(properties: Properties): Record<string, string> {
  return (properties["tagsAll"] ?? properties["tags"] ?? {}) as Record<string, string>;
}

/** Every filter by tag finds a value, if only an empty one: an object without the tag does not match. */
function tagFields(args: Properties, tags: Record<string, string>): Fields {
  const names = bags(args, "filters").map((filter) => textOf(filter, "name"));
  return Object.fromEntries(
    names
      .filter((name) => name.startsWith("tag:"))
      .map((name) => [name, tags[name.slice("tag:".length)] ?? ""]),
  );
}

export const invokes: Invokes = {
  "aws:ec2/getVpc:getVpc": (args, call) => {
    const { id, properties } = one("VPC", "DescribeVpcs", select(VPC, args, call));
    const cidrBlock = textOf(properties, "cidrBlock");
    return {
      ...properties,
      cidrBlockAssociations: [
        { associationId: `vpc-cidr-assoc-${id.slice(4)}`, cidrBlock, state: "associated" },
      ],
      default: false,
      filters: args["filters"],
      id,
      ipv6CidrBlockAssociations: [],
      mainRouteTableId: mainAssociation(call, id)?.routeTableId ?? "",
      region: call.region,
      state: "available",
      tags: tagsOf(properties),
    };
  },

  "aws:ec2/getSubnets:getSubnets": (args, call) => ({
    filters: args["filters"],
    id: call.region,
    ids: select(SUBNET, args, call).map(({ id }) => id),
    region: call.region,
    tags: args["tags"] ?? {},
  }),

  "aws:ec2/getSubnet:getSubnet": (args, call) => {
    const { id, properties } = one("Subnet", "DescribeSubnets", select(SUBNET, args, call));
    const block = blockOf(properties);
    return {
      customerOwnedIpv4Pool: "",
      outpostArn: "",
      ...properties,
      availableIpAddressCount: lastOf(block) - block.first - 4,
      defaultForAz: false,
      filters: args["filters"],
      id,
      state: "available",
      tags: tagsOf(properties),
    };
  },

  "aws:ec2/getSecurityGroup:getSecurityGroup": (args, call) => {
    const { id, properties } = one(
      "Security Group",
      "DescribeSecurityGroups",
      select(SECURITY_GROUP, args, call),
    );
    return { ...properties, filters: args["filters"], id, tags: tagsOf(properties) };
  },

  "aws:ec2/getVpcEndpointService:getVpcEndpointService": (args, call) => {
    const operation = "DescribeVpcEndpointServices";
    const type = text(args, "serviceType");
    const name =
      text(args, "serviceName") ?? `com.amazonaws.${call.region}.${textOf(args, "service")}`;
    const matches = endpointServices(call.region)
      .filter((service) => service.name === name)
      .flatMap((service) => service.types.map((one) => ({ ...service, type: one })))
      .filter((service) => type === undefined || service.type === type);
    const [service] = matches;
    if (service === undefined) {
      return refuse(
        operation,
        "InvalidServiceName",
        `The Vpc Endpoint Service '${name}' does not exist`,
      );
    }
    if (matches.length > 1) {
      refuse(
        operation,
        "TooMany",
        `multiple EC2 VPC Endpoint Services matched '${name}'; give serviceType: ${matches.map((one) => one.type).join(" or ")}`,
      );
    }
    const serviceId = `vpce-svc-${Buffer.from(name).toString("hex").slice(-17)}`;
    const isInterface = service.type === "Interface";
    return {
      acceptanceRequired: false,
      arn: `arn:${call.partition}:ec2:${call.region}:amazon:vpc-endpoint-service/${serviceId}`,
      availabilityZones: zonesOf(call.region).map((zone) => zone.name),
      baseEndpointDnsNames: [
        isInterface
          ? `${service.suffix}.${call.region}.vpce.amazonaws.com`
          : service.privateDnsName,
      ],
      filters: args["filters"],
      id: serviceId,
      managesVpcEndpoints: false,
      owner: "amazon",
      privateDnsName: isInterface ? service.privateDnsName : "",
      privateDnsNames: isInterface ? [service.privateDnsName] : [],
      region: call.region,
      service: args["service"],
      serviceId,
      serviceName: name,
      serviceRegion: call.region,
      serviceRegions: args["serviceRegions"],
      serviceType: service.type,
      supportedIpAddressTypes: ["ipv4"],
      tags: {},
      vpcEndpointPolicySupported: true,
    };
  },

  "aws:ec2/getPrefixList:getPrefixList": (args, call) => {
    const list = prefixListOf(text(args, "prefixListId"), args, call);
    return {
      cidrBlocks: list.cidrs,
      filters: args["filters"],
      id: list.id,
      name: list.name,
      prefixListId: args["prefixListId"],
      region: call.region,
    };
  },

  "aws:ec2/getManagedPrefixList:getManagedPrefixList": (args, call) => {
    const list = prefixListOf(text(args, "id"), args, call);
    return {
      addressFamily: "IPv4",
      arn: arn({ ...call, accountId: "aws" }, "ec2", `prefix-list/${list.id}`),
      entries: list.cidrs.map((cidr) => ({ cidr, description: "" })),
      filters: args["filters"],
      id: list.id,
      maxEntries: 0,
      name: list.name,
      ownerId: "AWS",
      region: call.region,
      tags: {},
      version: 0,
    };
  },
};

function prefixListOf(id: string | undefined, args: Properties, call: Call) {
  const name = text(args, "name");
  const matches = prefixLists(call.region).filter(
    (list) =>
      (id === undefined || list.id === id) &&
      (name === undefined || list.name === name) &&
      matchesFilters(args["filters"], {
        "prefix-list-id": list.id,
        "prefix-list-name": list.name,
        "owner-id": "AWS",
      }),
  );
  const [list] = matches;
  if (list === undefined || matches.length > 1) {
    return refuse(
      "DescribeManagedPrefixLists",
      list === undefined ? "InvalidPrefixListID.NotFound" : "TooMany",
      list === undefined
        ? `no matching EC2 Prefix List found: ${id ?? name ?? "no criteria"}`
        : "multiple EC2 Prefix Lists matched; use additional constraints",
    );
  }
  return list;
}
