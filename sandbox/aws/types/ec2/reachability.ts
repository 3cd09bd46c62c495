import type { Call, Properties } from "../../resource-type";
import { contains, parseIpv4Block } from "./cidr";
import { prefixListNamed } from "./endpoint-services";
import { text, texts, textOf } from "./inputs";
import { attachedVpc, routeTableFor } from "./lookups";
import { findRecords, type SecurityGroupRule, type Source } from "./records";
import { rulesOf } from "./security-group-rules";
import { NAT_GATEWAY, SUBNET, VPC_ENDPOINT } from "./tokens";

/** Where a network interface is: what decides whom it can reach. */
export interface Location {
  readonly subnetId: string;
  readonly securityGroupIds: readonly string[];
  /** Whether it has a public address of its own. */
  readonly publicIp: boolean;
}

const HTTPS = 443;
const ANYWHERE = "0.0.0.0/0";

/**
 * Why a network interface cannot open HTTPS to an AWS service of its region (`ecr.api`, `s3`, `logs` …);
 * undefined: it can. Looked at: endpoints with their security groups, routes, NAT and internet gateways, the own
 * security groups. Not looked at: network ACLs and IPv6.
 */
export function serviceFault(call: Call, location: Location, suffix: string): string | undefined {
  const endpoint = endpointFor(call, location, suffix);
  if (endpoint === undefined) return internetFault(call, location);
  return endpoint.properties["vpcEndpointType"] === "Gateway"
    ? gatewayFault(call, location, endpoint.properties)
    : interfaceFault(call, location, endpoint.id, endpoint.properties);
}

/** Why a network interface cannot open HTTPS to the internet; undefined: it can. */
export function internetFault(call: Call, location: Location): string | undefined {
  if (!letsOut(call, location, [ANYWHERE], [])) {
    return `its security groups (${location.securityGroupIds.join(", ")}) let no HTTPS out`;
  }
  const { subnetId } = location;
  const route = defaultRoute(call, subnetId);
  if (route === undefined) return `subnet ${subnetId} has no route to the internet`;
  if (route.targetKind === "gatewayId") {
    if (!isAttached(call, route.target, subnetId)) return `${route.target} is not attached`;
    return location.publicIp
      ? undefined
      : `subnet ${subnetId} leads to the internet gateway, and the interface has no public address`;
  }
  const gateway = call.account.get(NAT_GATEWAY, route.target);
  if (gateway === undefined) return `${route.target} no longer exists`;
  if (gateway["connectivityType"] === "private") return `${route.target} is a private NAT gateway`;
  const host = text(gateway, "subnetId");
  if (host === undefined) return undefined; // a regional gateway has its own way out
  const onward = defaultRoute(call, host);
  return onward?.targetKind === "gatewayId" && isAttached(call, onward.target, host)
    ? undefined
    : `${route.target} is in subnet ${host}, which has no route to an internet gateway`;
}

/** The endpoint that the service's name leads to from here: private DNS wins over a gateway's route. */
function endpointFor(call: Call, { subnetId }: Location, suffix: string) {
  const { vpcId } = call.account.get(SUBNET, subnetId) ?? {};
  const endpoints = call.account
    .list(VPC_ENDPOINT)
    .filter(({ properties }) => properties["vpcId"] === vpcId)
    .filter(({ properties }) => textOf(properties, "serviceName") === `com.amazonaws.${call.region}.${suffix}`); // prettier-ignore
  const table = routeTableFor(call, subnetId);
  return (
    endpoints.find(({ properties }) => properties["privateDnsEnabled"] === true) ??
    endpoints.find(({ id }) =>
      findRecords(call, "ec2:route", (route) => route.target === id).some(
        ({ routeTableId }) => routeTableId === table,
      ),
    )
  );
}

function gatewayFault(call: Call, location: Location, endpoint: Properties): string | undefined {
  const list = prefixListNamed(call.region, textOf(endpoint, "prefixListId"));
  return letsOut(call, location, list?.cidrs ?? [ANYWHERE], [textOf(endpoint, "prefixListId")])
    ? undefined
    : `its security groups (${location.securityGroupIds.join(", ")}) let no HTTPS out to ${textOf(endpoint, "serviceName")}`;
}

function interfaceFault(
  call: Call,
  location: Location,
  id: string,
  endpoint: Properties,
): string | undefined {
  const groups = texts(endpoint, "securityGroupIds");
  const subnets = texts(endpoint, "subnetIds");
  if (subnets.length === 0) return `${id} has no network interface`;
  const targets = subnets.flatMap((subnetId) => rangeOf(call, subnetId));
  if (!letsOut(call, location, targets, groups)) {
    return `its security groups (${location.securityGroupIds.join(", ")}) let no HTTPS out to ${id}`;
  }
  const own = rangeOf(call, location.subnetId);
  return allowed(call, groups, "ingress", own, location.securityGroupIds)
    ? undefined
    : `the security groups of ${id} (${groups.join(", ")}) let no HTTPS in from it`;
}

/** The addresses of a subnet. */
export function rangeOf(call: Call, subnetId: string): string[] {
  const cidrBlock = text(call.account.get(SUBNET, subnetId) ?? {}, "cidrBlock");
  return cidrBlock === undefined ? [] : [cidrBlock];
}

function letsOut(
  call: Call,
  location: Location,
  ranges: readonly string[],
  named: readonly string[],
): boolean {
  return allowed(call, location.securityGroupIds, "egress", ranges, named);
}

/** Whether a rule of one of the groups allows a TCP port with all of these addresses, or with one of these by name. */
export function allowed(
  call: Call,
  groupIds: readonly string[],
  direction: "ingress" | "egress",
  ranges: readonly string[],
  named: readonly string[],
  port = HTTPS,
): boolean {
  const sources = groupIds
    .flatMap((groupId) => rulesOf(call, groupId, direction))
    .filter((rule) => isFor(rule, port))
    .map(({ source }) => source);
  return (
    sources.some(({ value }) => named.includes(value)) ||
    (ranges.length > 0 && ranges.every((range) => sources.some((source) => covers(source, range))))
  );
}

function isFor({ protocol, fromPort, toPort }: SecurityGroupRule, port: number): boolean {
  return protocol === "-1" || (protocol === "tcp" && fromPort <= port && toPort >= port);
}

function covers({ kind, value }: Source, range: string): boolean {
  const outer = kind === "cidrIpv4" ? parseIpv4Block(value) : undefined;
  const inner = parseIpv4Block(range);
  return outer !== undefined && inner !== undefined && contains(outer, inner);
}

function defaultRoute(call: Call, subnetId: string) {
  const table = routeTableFor(call, subnetId);
  return findRecords(
    call,
    "ec2:route",
    (route) => route.routeTableId === table && route.destination === ANYWHERE,
  )[0];
}

function isAttached(call: Call, gatewayId: string, subnetId: string): boolean {
  const { vpcId } = call.account.get(SUBNET, subnetId) ?? {};
  return vpcId !== undefined && attachedVpc(call, gatewayId) === vpcId;
}
