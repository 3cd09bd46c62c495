import { arn } from "../../lib/arns";
import { zonesOf, type Zone } from "../../lib/regions";
import type { Call, Properties, ResourceType } from "../../resource-type";
import { contains, ipv6Contains, overlaps, parseIpv4Block } from "./cidr";
import { allOf, flag, ipv4, ipv6, notBoth, oneOf, text, textOf } from "./inputs";
import { blockOf, vpcOf } from "./lookups";
import { usersOfSubnet } from "./network-users";
import { findRecords, newId, putRecord, removeRecord } from "./records";
import { inUse, refuse } from "./refusals";
import { SUBNET } from "./tokens";

const MIN_PREFIX = 16;
const MAX_PREFIX = 28;

export const subnet: ResourceType = {
  token: SUBNET,
  source: [
    "hashicorp/terraform-provider-aws internal/service/ec2/vpc_subnet.go",
    "botocore ec2 2016-11-15: CreateSubnet, ModifySubnetAttribute, DeleteSubnet",
  ],
  taggable: true,
  required: ["vpcId"],
  defaults: {
    assignIpv6AddressOnCreation: false,
    enableDns64: false,
    enableResourceNameDnsARecordOnLaunch: false,
    enableResourceNameDnsAaaaRecordOnLaunch: false,
    ipv6Native: false,
    mapPublicIpOnLaunch: false,
  },
  forceNew: [
    "availabilityZone",
    "availabilityZoneId",
    "cidrBlock",
    "ipv4IpamPoolId",
    "ipv4NetmaskLength",
    "ipv6IpamPoolId",
    "ipv6Native",
    "ipv6NetmaskLength",
    "outpostArn",
    "vpcId",
  ],
  check: allOf(
    ipv4("cidrBlock"),
    ipv6("ipv6CidrBlock"),
    oneOf("privateDnsHostnameTypeOnLaunch", ["ip-name", "resource-name"]),
    notBoth("availabilityZone", "availabilityZoneId"),
    notBoth("ipv4NetmaskLength", "cidrBlock"),
    notBoth("ipv6NetmaskLength", "ipv6CidrBlock"),
  ),
  create: (inputs, call) => {
    const vpcId = textOf(inputs, "vpcId");
    const network = vpcOf(call, "CreateSubnet", vpcId);
    const zone = zoneOf(inputs, call);
    checkBlock(inputs, vpcId, network, call);
    const id = newId(call, "subnet");
    putRecord(call, "ec2:network-acl-association", newId(call, "aclassoc"), {
      networkAclId: textOf(network, "defaultNetworkAclId"),
      subnetId: id,
    });
    return {
      id,
      outputs: {
        arn: arn(call, "ec2", `subnet/${id}`),
        availabilityZone: zone.name,
        availabilityZoneId: zone.id,
        cidrBlock: textOf(inputs, "cidrBlock"),
        enableLniAtDeviceIndex: 0,
        mapCustomerOwnedIpOnLaunch: false,
        ownerId: call.accountId,
        privateDnsHostnameTypeOnLaunch: text(inputs, "privateDnsHostnameTypeOnLaunch") ?? "ip-name",
        ...ipv6Outputs(inputs, network, {}, call),
      },
    };
  },
  update: (_id, inputs, old, call) =>
    ipv6Outputs(inputs, vpcOf(call, "AssociateSubnetCidrBlock", textOf(old, "vpcId")), old, call),
  delete: (id, _stored, call) => {
    const users = usersOfSubnet(call, id);
    if (users.length > 0) inUse("DeleteSubnet", `The subnet '${id}'`, users);
    for (const kind of ["ec2:route-table-association", "ec2:network-acl-association"] as const) {
      for (const association of findRecords(call, kind, (one) => one.subnetId === id)) {
        removeRecord(call, kind, association.id);
      }
    }
  },
};

function zoneOf(inputs: Properties, call: Call): Zone {
  const zones = zonesOf(call.region);
  const name = text(inputs, "availabilityZone");
  const zoneId = text(inputs, "availabilityZoneId");
  const zone =
    name === undefined && zoneId === undefined
      ? zones[0]
      : zones.find((one) => one.name === name || one.id === zoneId);
  if (zone !== undefined) return zone;
  const property = zoneId === undefined ? "availabilityZone" : "availabilityZoneId";
  const allowed = zones.map((one) => (zoneId === undefined ? one.name : one.id)).join(", ");
  return refuse(
    "CreateSubnet",
    "InvalidParameterValue",
    `Value (${name ?? zoneId ?? ""}) for parameter ${property} is invalid. Subnets can currently only be created in the following availability zones: ${allowed}.`,
  );
}

/** A subnet is /16 to /28, lies in its VPC, and shares no address with another. */
function checkBlock(inputs: Properties, vpcId: string, network: Properties, call: Call): void {
  const operation = "CreateSubnet";
  const cidrBlock = text(inputs, "cidrBlock");
  const block = parseIpv4Block(cidrBlock ?? "");
  if (cidrBlock === undefined || block === undefined) {
    return refuse(
      operation,
      "MissingParameter",
      "The request must contain the parameter cidrBlock", // IPv6-only subnets and address pools are not simulated
    );
  }
  if (
    block.prefix < MIN_PREFIX ||
    block.prefix > MAX_PREFIX ||
    !contains(blockOf(network), block)
  ) {
    refuse(operation, "InvalidSubnet.Range", `The CIDR '${cidrBlock}' is invalid.`);
  }
  const other = call.account.find(
    SUBNET,
    (properties) => properties["vpcId"] === vpcId && overlaps(blockOf(properties), block),
  );
  if (other !== undefined) {
    refuse(
      operation,
      "InvalidSubnet.Conflict",
      `The CIDR '${cidrBlock}' conflicts with another subnet`,
    );
  }
}

function ipv6Outputs(
  inputs: Properties,
  network: Properties,
  old: Properties,
  call: Call,
): Properties {
  const wanted = text(inputs, "ipv6CidrBlock");
  if (wanted === undefined) {
    if (flag(inputs, "assignIpv6AddressOnCreation")) {
      refuse(
        "ModifySubnetAttribute",
        "InvalidParameterValue",
        "Invalid value 'true' for assignIpv6AddressOnCreation. The subnet does not have an IPv6 CIDR block associated with it.",
      );
    }
    return { ipv6CidrBlock: "", ipv6CidrBlockAssociationId: "" };
  }
  const range = text(network, "ipv6CidrBlock");
  if (range === undefined || !wanted.endsWith("/64") || !ipv6Contains(range, wanted)) {
    refuse("CreateSubnet", "InvalidSubnet.Range", `The CIDR '${wanted}' is invalid.`);
  }
  return {
    ipv6CidrBlock: wanted,
    ipv6CidrBlockAssociationId:
      old["ipv6CidrBlock"] === wanted
        ? textOf(old, "ipv6CidrBlockAssociationId")
        : newId(call, "subnet-cidr-assoc"),
  };
}
