import { crc32 } from "node:zlib";
import type { Call, Properties, ResourceType } from "../../resource-type";
import { contains, ipv6NetworkOf, parseIpv4Block } from "./cidr";
import { allOf, exactlyOne, ipv4, ipv6, notBoth, text, textOf } from "./inputs";
import {
  attachedVpc,
  blockOf,
  internetGatewayOf,
  natGatewayOf,
  routeTableOf,
  vpcOf,
} from "./lookups";
import { findRecords, newId, putRecord, removeRecord, type RouteRecord } from "./records";
import { refuse } from "./refusals";
import { NAT_GATEWAY, ROUTE, ROUTE_TABLE } from "./tokens";

const DESTINATIONS = [
  "destinationCidrBlock",
  "destinationIpv6CidrBlock",
  "destinationPrefixListId",
];

/** Inputs that name where a route leads. */
export const TARGETS = [
  "carrierGatewayId",
  "coreNetworkArn",
  "egressOnlyGatewayId",
  "gatewayId",
  "localGatewayId",
  "natGatewayId",
  "networkInterfaceId",
  "odbNetworkArn",
  "transitGatewayId",
  "vpcEndpointId",
  "vpcPeeringConnectionId",
];

/** Codes for targets of kinds that the sandbox has none of. */
const NO_SUCH_TARGET: Readonly<Record<string, string>> = {
  carrierGatewayId: "InvalidCarrierGatewayID.NotFound",
  egressOnlyGatewayId: "InvalidEgressOnlyInternetGatewayId.NotFound",
  localGatewayId: "InvalidLocalGatewayID.NotFound",
  networkInterfaceId: "InvalidNetworkInterfaceID.NotFound",
  transitGatewayId: "InvalidTransitGatewayID.NotFound",
  vpcPeeringConnectionId: "InvalidVpcPeeringConnectionID.NotFound",
};

export const route: ResourceType = {
  token: ROUTE,
  source: [
    "hashicorp/terraform-provider-aws internal/service/ec2/vpc_route.go",
    "botocore ec2 2016-11-15: CreateRoute, ReplaceRoute, DeleteRoute",
  ],
  required: ["routeTableId"],
  forceNew: ["routeTableId", ...DESTINATIONS],
  check: allOf(
    exactlyOne(...DESTINATIONS),
    exactlyOne(...TARGETS),
    ipv4("destinationCidrBlock"),
    ipv6("destinationIpv6CidrBlock"),
    notBoth("carrierGatewayId", "destinationIpv6CidrBlock"),
    notBoth("egressOnlyGatewayId", "destinationCidrBlock"),
    notBoth("vpcEndpointId", "destinationPrefixListId"),
  ),
  create: (inputs, call) => {
    const record = recordOf(inputs);
    addRoute(call, "CreateRoute", record);
    return {
      id: `r-${record.routeTableId}${crc32(record.destination)}`,
      outputs: {
        instanceId: "",
        instanceOwnerId: "",
        networkInterfaceId: "",
        origin: "CreateRoute",
        state: "active",
      },
    };
  },
  read: (_id, stored, call) => ({ state: targetIsThere(recordOf(stored), call) ? "active" : "blackhole" }), // prettier-ignore
  update: (_id, inputs, _old, call) => {
    const record = recordOf(inputs);
    checkTarget(call, "ReplaceRoute", record);
    for (const { id } of sameRoute(call, record)) putRecord(call, "ec2:route", id, record);
    return { state: "active" };
  },
  delete: (_id, stored, call) => {
    for (const { id } of sameRoute(call, recordOf(stored))) removeRecord(call, "ec2:route", id);
  },
  // `pulumi import` takes `<route table>_<destination>`.
  importId: (given) => {
    const [, routeTableId, destination] = /^(rtb-[0-9a-f]+)_(.+)$/.exec(given) ?? [];
    return routeTableId === undefined || destination === undefined
      ? undefined
      : `r-${routeTableId}${crc32(destination)}`;
  },
};

/** Adds a route to a table, as CreateRoute does; refuses where AWS would. */
export function addRoute(call: Call, operation: string, record: RouteRecord): void {
  const network = vpcOf(
    call,
    operation,
    textOf(routeTableOf(call, operation, record.routeTableId), "vpcId"),
  );
  const destination = parseIpv4Block(record.destination);
  if (destination !== undefined && contains(blockOf(network), destination)) {
    refuse(
      operation,
      "InvalidParameterValue",
      `The destination CIDR block ${record.destination} is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an interface or an instance.`,
    );
  }
  checkTarget(call, operation, record);
  if (sameRoute(call, record).length > 0) {
    refuse(
      operation,
      "RouteAlreadyExists",
      `The route identified by ${record.destination} already exists.`,
    );
  }
  putRecord(call, "ec2:route", newId(call, "route"), record);
}

function checkTarget(call: Call, operation: string, record: RouteRecord): void {
  const { routeTableId, targetKind, target } = record;
  const { vpcId } = routeTableOf(call, operation, routeTableId);
  if (targetKind === "natGatewayId") {
    natGatewayOf(call, operation, target);
  } else if (targetKind === "gatewayId" && !target.startsWith("igw-")) {
    refuse(operation, "InvalidGatewayID.NotFound", `The gateway ID '${target}' does not exist`);
  } else if (targetKind === "gatewayId") {
    internetGatewayOf(call, operation, target);
    if (attachedVpc(call, target) !== vpcId) {
      refuse(
        operation,
        "InvalidParameterValue",
        `route table ${routeTableId} and network gateway ${target} belong to different networks`,
      );
    }
  } else {
    refuse(
      operation,
      NO_SUCH_TARGET[targetKind] ?? "InvalidParameterValue",
      `The ${targetKind} '${target}' does not exist`, // own wording
    );
  }
}

/** AWS shows routes to what is gone as black holes. */
function targetIsThere({ targetKind, target, routeTableId }: RouteRecord, call: Call): boolean {
  if (targetKind === "natGatewayId") return call.account.get(NAT_GATEWAY, target) !== undefined;
  const { vpcId } = call.account.get(ROUTE_TABLE, routeTableId) ?? {};
  return attachedVpc(call, target) === vpcId;
}

function sameRoute(call: Call, { routeTableId, destination }: RouteRecord) {
  return findRecords(
    call,
    "ec2:route",
    (one) => one.routeTableId === routeTableId && one.destination === destination,
  );
}

function recordOf(inputs: Properties): RouteRecord {
  const named = DESTINATIONS.map((name) => text(inputs, name)).find((value) => value !== undefined);
  const targetKind = TARGETS.find((name) => text(inputs, name) !== undefined) ?? "";
  return {
    routeTableId: textOf(inputs, "routeTableId"),
    destination: ipv6NetworkOf(named ?? "") ?? named ?? "",
    targetKind,
    target: textOf(inputs, targetKind),
  };
}
