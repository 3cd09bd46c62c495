import { arn } from "../../lib/arns";
import type { Call, Properties, ResourceType } from "../../resource-type";
import { overlaps, parseIpv4Block, type Ipv4Block } from "./cidr";
import { allOf, between, flag, ipv4, ipv6, notBoth, oneOf, text } from "./inputs";
import { attachedVpc, gatewayOf, mainAssociation } from "./lookups";
import { findRecords, newId, putRecord, removeRecord } from "./records";
import { inUse, refuse } from "./refusals";
import { revokeAll } from "./security-group-rules";
import {
  NAT_GATEWAY,
  NETWORK_ACL,
  ROUTE_TABLE,
  SECURITY_GROUP,
  SUBNET,
  VPC,
  VPC_ENDPOINT,
} from "./tokens";

const MIN_PREFIX = 16;
const MAX_PREFIX = 28;

/** Ranges that no VPC may use: this network, loopback, link-local, multicast and reserved (VPC User Guide, "VPC CIDR blocks"). */
const RESERVED = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3"];

/** The default DHCP options: one set, the same for all VPCs. */
const DHCP_OPTIONS_ID = "dopt-0123456789abcdef0";

export const vpc: ResourceType = {
  token: VPC,
  source: [
    "hashicorp/terraform-provider-aws internal/service/ec2/vpc_.go",
    "botocore ec2 2016-11-15: CreateVpc, ModifyVpcAttribute, DeleteVpc",
  ],
  taggable: true,
  defaults: { enableDnsSupport: true, instanceTenancy: "default" },
  forceNew: ["cidrBlock", "instanceTenancy", "ipv4IpamPoolId", "ipv4NetmaskLength"],
  check: allOf(
    ipv4("cidrBlock"),
    ({ cidrBlock }) => {
      const block = typeof cidrBlock === "string" ? parseIpv4Block(cidrBlock) : undefined;
      return block === undefined || (block.prefix >= MIN_PREFIX && block.prefix <= MAX_PREFIX)
        ? []
        : [{ property: "cidrBlock", reason: `expected a block from /${MIN_PREFIX} to /${MAX_PREFIX}, got "${String(cidrBlock)}"` }]; // prettier-ignore
    },
    ipv6("ipv6CidrBlock"),
    between("ipv4NetmaskLength", MIN_PREFIX, MAX_PREFIX),
    oneOf("instanceTenancy", ["default", "dedicated"]),
    notBoth("cidrBlock", "ipv4NetmaskLength"),
    notBoth("assignGeneratedIpv6CidrBlock", "ipv6IpamPoolId"),
    notBoth("assignGeneratedIpv6CidrBlock", "ipv6CidrBlock"),
  ),
  create: (inputs, call) => {
    const operation = "CreateVpc";
    for (const pool of ["ipv4IpamPoolId", "ipv6IpamPoolId"]) {
      const id = text(inputs, pool);
      if (id !== undefined) {
        refuse(operation, "InvalidIpamPoolId.NotFound", `The ipam-pool ID '${id}' does not exist`);
      }
    }
    const cidrBlock = text(inputs, "cidrBlock");
    const block = parseIpv4Block(cidrBlock ?? "");
    if (cidrBlock === undefined || block === undefined) {
      return refuse(
        operation,
        "MissingParameter",
        "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.",
      );
    }
    if (isReserved(block)) {
      refuse(operation, "InvalidVpc.Range", `The CIDR '${cidrBlock}' is invalid.`);
    }
    const id = newId(call, "vpc");
    return {
      id,
      outputs: {
        arn: arn(call, "ec2", `vpc/${id}`),
        ...defaultsOf(id, call),
        dhcpOptionsId: DHCP_OPTIONS_ID,
        enableDnsHostnames: flag(inputs, "enableDnsHostnames"),
        enableNetworkAddressUsageMetrics: flag(inputs, "enableNetworkAddressUsageMetrics"),
        ownerId: call.accountId,
        ...ipv6Outputs(inputs, {}, call),
      },
    };
  },
  read: (id, _stored, call) => {
    const main = mainAssociation(call, id)?.routeTableId ?? "";
    return { defaultRouteTableId: main, mainRouteTableId: main };
  },
  update: (_id, inputs, old, call) => ipv6Outputs(inputs, old, call),
  delete: (id, _stored, call) => {
    const dependents = dependentsOf(id, call);
    if (dependents.length > 0) inUse("DeleteVpc", `The vpc '${id}'`, dependents);
    const { account } = call;
    for (const token of [SECURITY_GROUP, ROUTE_TABLE, NETWORK_ACL]) {
      for (const object of account.list(token)) {
        if (object.properties["vpcId"] !== id) continue;
        if (token === SECURITY_GROUP) revokeAll(call, object.id);
        account.remove(token, object.id);
      }
    }
    for (const association of findRecords(
      call,
      "ec2:route-table-association",
      (one) => one.vpcId === id,
    )) {
      removeRecord(call, "ec2:route-table-association", association.id);
    }
  },
};

function isReserved(block: Ipv4Block): boolean {
  return RESERVED.some((range) => {
    const reserved = parseIpv4Block(range);
    return reserved !== undefined && overlaps(reserved, block);
  });
}

/** What AWS creates with a VPC: its default security group, main route table and default network ACL. */
function defaultsOf(vpcId: string, call: Call): Properties {
  const groupId = newId(call, "sg");
  const routeTableId = newId(call, "rtb");
  const networkAclId = newId(call, "acl");
  const common = {
    ownerId: call.accountId,
    region: call.region,
    tags: {},
    tagsAll: {},
    vpcId,
  };
  call.account.put(SECURITY_GROUP, groupId, {
    ...common,
    arn: arn(call, "ec2", `security-group/${groupId}`),
    description: "default VPC security group",
    egress: [],
    ingress: [],
    name: "default",
    namePrefix: "",
    revokeRulesOnDelete: false,
  });
  const anything = { groupId, protocol: "-1", fromPort: -1, toPort: -1, description: "" };
  putRecord(call, "ec2:security-group-rule", newId(call, "sgr"), {
    ...anything,
    direction: "ingress",
    source: { kind: "referencedSecurityGroupId", value: groupId },
  });
  putRecord(call, "ec2:security-group-rule", newId(call, "sgr"), {
    ...anything,
    direction: "egress",
    source: { kind: "cidrIpv4", value: "0.0.0.0/0" },
  });
  call.account.put(ROUTE_TABLE, routeTableId, {
    ...common,
    arn: arn(call, "ec2", `route-table/${routeTableId}`),
    propagatingVgws: [],
    routes: [],
  });
  putRecord(call, "ec2:route-table-association", newId(call, "rtbassoc"), { routeTableId, vpcId });
  const allow = {
    action: "allow",
    cidrBlock: "0.0.0.0/0",
    fromPort: 0,
    icmpCode: 0,
    icmpType: 0,
    ipv6CidrBlock: "",
    protocol: "-1",
    ruleNo: 100,
    toPort: 0,
  };
  call.account.put(NETWORK_ACL, networkAclId, {
    ...common,
    arn: arn(call, "ec2", `network-acl/${networkAclId}`),
    egress: [allow],
    ingress: [allow],
    subnetIds: [],
  });
  return {
    defaultNetworkAclId: networkAclId,
    defaultRouteTableId: routeTableId,
    defaultSecurityGroupId: groupId,
    mainRouteTableId: routeTableId,
  };
}

/** The /56 from Amazon's pool, kept while it is asked for. The prefix is the documentation range (RFC 3849). */
function ipv6Outputs(inputs: Properties, old: Properties, call: Call): Properties {
  if (!flag(inputs, "assignGeneratedIpv6CidrBlock")) {
    return {
      assignGeneratedIpv6CidrBlock: false,
      ipv6AssociationId: "",
      ipv6CidrBlock: "",
      ipv6CidrBlockNetworkBorderGroup: "",
    };
  }
  const existing = text(old, "ipv6CidrBlock");
  const digits = call.hex(6);
  return {
    assignGeneratedIpv6CidrBlock: true,
    ipv6AssociationId: text(old, "ipv6AssociationId") ?? newId(call, "vpc-cidr-assoc"),
    ipv6CidrBlock:
      existing ?? `2001:db8:${group(digits.slice(0, 4))}:${group(`${digits.slice(4)}00`)}::/56`,
    ipv6CidrBlockNetworkBorderGroup: text(inputs, "ipv6CidrBlockNetworkBorderGroup") ?? call.region,
  };
}

function group(digits: string): string {
  return Number.parseInt(digits, 16).toString(16);
}

/** What keeps a VPC from being deleted: everything but what came with it. */
function dependentsOf(vpcId: string, call: Call): string[] {
  const { account } = call;
  const main = mainAssociation(call, vpcId)?.routeTableId;
  const stored = account.get(VPC, vpcId) ?? {};
  const own = new Set([main, stored["defaultSecurityGroupId"], stored["defaultNetworkAclId"]]);
  const inside = [SUBNET, NAT_GATEWAY, VPC_ENDPOINT, ROUTE_TABLE, SECURITY_GROUP, NETWORK_ACL]
    .flatMap((token) => account.list(token))
    .filter(({ id, properties }) => properties["vpcId"] === vpcId && !own.has(id))
    .map(({ id }) => id);
  const gateway = gatewayOf(call, vpcId);
  return [...inside, ...(gateway !== undefined && attachedVpc(call, gateway) ? [gateway] : [])];
}
