import type { Call, Properties } from "../../resource-type";
import { parseIpv4Block, type Ipv4Block } from "./cidr";
import { text, textOf } from "./inputs";
import { findRecords, type Found } from "./records";
import { notFound } from "./refusals";
import {
  EIP,
  INTERNET_GATEWAY,
  INTERNET_GATEWAY_ATTACHMENT,
  NAT_GATEWAY,
  NETWORK_ACL,
  ROUTE_TABLE,
  SECURITY_GROUP,
  SUBNET,
  VPC,
} from "./tokens";

function existing(token: string, prefix: string) {
  return (call: Call, operation: string, id: string): Properties =>
    call.account.get(token, id) ?? notFound(operation, prefix, id);
}

/** Each gives the object's properties or refuses with AWS's code for an id that is not there. */
export const vpcOf = existing(VPC, "vpc");
export const subnetOf = existing(SUBNET, "subnet");
export const routeTableOf = existing(ROUTE_TABLE, "rtb");
export const internetGatewayOf = existing(INTERNET_GATEWAY, "igw");
export const natGatewayOf = existing(NAT_GATEWAY, "nat");
export const addressOf = existing(EIP, "eipalloc");
export const securityGroupOf = existing(SECURITY_GROUP, "sg");
export const networkAclOf = existing(NETWORK_ACL, "acl");

/** A VPC's addresses. */
export function blockOf(properties: Properties): Ipv4Block {
  const block = parseIpv4Block(textOf(properties, "cidrBlock"));
  if (block === undefined) throw new Error("stored without a CIDR block");
  return block;
}

/** The VPC that an internet gateway is attached to, by itself or by an attachment of its own. */
export function attachedVpc({ account }: Call, gatewayId: string): string | undefined {
  const own = text(account.get(INTERNET_GATEWAY, gatewayId) ?? {}, "vpcId");
  const attachment = account.find(
    INTERNET_GATEWAY_ATTACHMENT,
    ({ internetGatewayId }) => internetGatewayId === gatewayId,
  );
  return own ?? (attachment && text(attachment.properties, "vpcId"));
}

/** The internet gateway attached to a VPC. */
export function gatewayOf(call: Call, vpcId: string): string | undefined {
  return call.account.list(INTERNET_GATEWAY).find(({ id }) => attachedVpc(call, id) === vpcId)?.id;
}

/** The association that makes a route table the main one of a VPC. */
export function mainAssociation(
  call: Call,
  vpcId: string,
): Found<"ec2:route-table-association"> | undefined {
  return findRecords(
    call,
    "ec2:route-table-association",
    (one) => one.vpcId === vpcId && one.subnetId === undefined && one.gatewayId === undefined,
  )[0];
}

/** The route table that decides for a subnet: its own or the VPC's main one. */
export function routeTableFor(call: Call, subnetId: string): string | undefined {
  const own = findRecords(
    call,
    "ec2:route-table-association",
    (one) => one.subnetId === subnetId,
  )[0];
  const vpcId = textOf(call.account.get(SUBNET, subnetId) ?? {}, "vpcId");
  return (own ?? mainAssociation(call, vpcId))?.routeTableId;
}
