import { arn } from "../../lib/arns";
import type { Call, Properties, ResourceType } from "../../resource-type";
import { allOf, bags, each, exactlyOne, ipv4, ipv6, text, texts, textOf } from "./inputs";
import { internetGatewayOf, mainAssociation, routeTableOf, subnetOf, vpcOf } from "./lookups";
import { findRecords, newId, putRecord, removeRecord, type RouteRecord } from "./records";
import { inUse, refuse } from "./refusals";
import { addRoute, TARGETS } from "./route";
import { MAIN_ROUTE_TABLE_ASSOCIATION, ROUTE_TABLE, ROUTE_TABLE_ASSOCIATION } from "./tokens";

const DESTINATIONS = ["cidrBlock", "ipv6CidrBlock", "destinationPrefixListId"];

export const routeTable: ResourceType = {
  token: ROUTE_TABLE,
  source: [
    "hashicorp/terraform-provider-aws internal/service/ec2/vpc_route_table.go",
    "botocore ec2 2016-11-15: CreateRouteTable, DeleteRouteTable",
  ],
  taggable: true,
  required: ["vpcId"],
  forceNew: ["vpcId"],
  sets: ["routes", "propagatingVgws"],
  check: each(
    "routes",
    allOf(
      exactlyOne(...DESTINATIONS),
      exactlyOne(...TARGETS),
      ipv4("cidrBlock"),
      ipv6("ipv6CidrBlock"),
    ),
  ),
  create: (inputs, call) => {
    const vpcId = textOf(inputs, "vpcId");
    vpcOf(call, "CreateRouteTable", vpcId);
    const id = newId(call, "rtb");
    const state = {
      arn: arn(call, "ec2", `route-table/${id}`),
      ownerId: call.accountId,
      propagatingVgws: texts(inputs, "propagatingVgws"),
      vpcId,
    };
    // Routes are checked against their table, so it has to be there first.
    call.account.put(ROUTE_TABLE, id, state);
    setRoutes(id, inputs, call);
    return { id, outputs: { ...state, routes: shownRoutes(id, call) } };
  },
  read: (id, _stored, call) => ({ routes: shownRoutes(id, call) }),
  update: (id, inputs, old, call) => {
    if (inputs["routes"] !== undefined) setRoutes(id, inputs, call);
    return {
      propagatingVgws: texts(
        inputs["propagatingVgws"] === undefined ? old : inputs,
        "propagatingVgws",
      ),
      routes: shownRoutes(id, call),
    };
  },
  delete: (id, _stored, call) => {
    const associations = findRecords(
      call,
      "ec2:route-table-association",
      (one) => one.routeTableId === id,
    );
    if (associations.length > 0) {
      inUse("DeleteRouteTable", `The routeTable '${id}'`, associations.map((one) => one.id)); // prettier-ignore
    }
    for (const route of routesOf(id, call)) removeRecord(call, "ec2:route", route.id);
  },
};

export const routeTableAssociation: ResourceType = {
  token: ROUTE_TABLE_ASSOCIATION,
  source: [
    "hashicorp/terraform-provider-aws internal/service/ec2/vpc_route_table_association.go",
    "botocore ec2 2016-11-15: AssociateRouteTable, ReplaceRouteTableAssociation",
  ],
  required: ["routeTableId"],
  forceNew: ["gatewayId", "subnetId"],
  check: exactlyOne("gatewayId", "subnetId"),
  create: (inputs, call) => {
    const operation = "AssociateRouteTable";
    const routeTableId = textOf(inputs, "routeTableId");
    const subnetId = text(inputs, "subnetId");
    const gatewayId = text(inputs, "gatewayId");
    const vpcId = textOf(routeTableOf(call, operation, routeTableId), "vpcId");
    if (gatewayId !== undefined) internetGatewayOf(call, operation, gatewayId);
    if (subnetId !== undefined) {
      checkSameNetwork(routeTableId, vpcId, subnetId, operation, call);
      const existing = findRecords(
        call,
        "ec2:route-table-association",
        (one) => one.subnetId === subnetId,
      );
      if (existing.length > 0) {
        refuse(
          operation,
          "Resource.AlreadyAssociated",
          `the specified association for route table ${routeTableId} conflicts with an existing association`,
        );
      }
    }
    const id = newId(call, "rtbassoc");
    putRecord(call, "ec2:route-table-association", id, {
      routeTableId,
      vpcId,
      ...(subnetId === undefined ? {} : { subnetId }),
      ...(gatewayId === undefined ? {} : { gatewayId }),
    });
    return { id, outputs: {} };
  },
  update: (id, inputs, old, call) => {
    const routeTableId = textOf(inputs, "routeTableId");
    const operation = "ReplaceRouteTableAssociation";
    const vpcId = textOf(routeTableOf(call, operation, routeTableId), "vpcId");
    const subnetId = text(old, "subnetId");
    const gatewayId = text(old, "gatewayId");
    if (subnetId !== undefined) checkSameNetwork(routeTableId, vpcId, subnetId, operation, call);
    putRecord(call, "ec2:route-table-association", id, {
      routeTableId,
      vpcId,
      ...(subnetId === undefined ? {} : { subnetId }),
      ...(gatewayId === undefined ? {} : { gatewayId }),
    });
    return {};
  },
  // `pulumi import` takes `<subnet or gateway>/<route table>`.
  importId: (given, call) =>
    findRecords(
      call,
      "ec2:route-table-association",
      (one) => `${one.subnetId ?? one.gatewayId ?? ""}/${one.routeTableId}` === given,
    )[0]?.id,
  delete: (id, _stored, call) => {
    removeRecord(call, "ec2:route-table-association", id);
  },
};

export const mainRouteTableAssociation: ResourceType = {
  token: MAIN_ROUTE_TABLE_ASSOCIATION,
  source: [
    "hashicorp/terraform-provider-aws internal/service/ec2/vpc_main_route_table_association.go",
    "botocore ec2 2016-11-15: ReplaceRouteTableAssociation",
  ],
  required: ["routeTableId", "vpcId"],
  forceNew: ["vpcId"],
  create: (inputs, call) => {
    const vpcId = textOf(inputs, "vpcId");
    vpcOf(call, "DescribeVpcs", vpcId);
    const original = mainAssociation(call, vpcId)?.routeTableId ?? "";
    return { id: setMain(textOf(inputs, "routeTableId"), vpcId, call), outputs: { originalRouteTableId: original } }; // prettier-ignore
  },
  update: (id, inputs, _old, call) => {
    const routeTableId = textOf(inputs, "routeTableId");
    const vpcId = textOf(inputs, "vpcId");
    checkTable(routeTableId, vpcId, call);
    putRecord(call, "ec2:route-table-association", id, { routeTableId, vpcId });
    return {};
  },
  /** The provider gives the VPC its first main route table back. */
  delete: (_id, stored, call) => {
    setMain(textOf(stored, "originalRouteTableId"), textOf(stored, "vpcId"), call);
  },
};

/** Makes a route table the main one; returns the id of the new association. */
function setMain(routeTableId: string, vpcId: string, call: Call): string {
  checkTable(routeTableId, vpcId, call);
  const before = mainAssociation(call, vpcId);
  if (before !== undefined) removeRecord(call, "ec2:route-table-association", before.id);
  const id = newId(call, "rtbassoc");
  putRecord(call, "ec2:route-table-association", id, { routeTableId, vpcId });
  return id;
}

function checkTable(routeTableId: string, vpcId: string, call: Call): void {
  const operation = "ReplaceRouteTableAssociation";
  if (routeTableOf(call, operation, routeTableId)["vpcId"] !== vpcId) {
    refuse(
      operation,
      "InvalidParameterValue",
      `Route table ${routeTableId} and network ${vpcId} belong to different networks`,
    );
  }
}

function checkSameNetwork(
  routeTableId: string,
  vpcId: string,
  subnetId: string,
  operation: string,
  call: Call,
): void {
  if (subnetOf(call, operation, subnetId)["vpcId"] !== vpcId) {
    refuse(
      operation,
      "InvalidParameterValue",
      `Route table ${routeTableId} and subnet ${subnetId} belong to different networks`,
    );
  }
}

function routesOf(routeTableId: string, call: Call) {
  return findRecords(call, "ec2:route", (route) => route.routeTableId === routeTableId);
}

/** The inline routes are all that the table has, but for those of gateway endpoints. */
function setRoutes(routeTableId: string, inputs: Properties, call: Call): void {
  for (const route of routesOf(routeTableId, call)) {
    if (!isOfEndpoint(route)) removeRecord(call, "ec2:route", route.id);
  }
  for (const route of bags(inputs, "routes")) {
    const destination = DESTINATIONS.map((name) => text(route, name)).find(Boolean) ?? "";
    const targetKind = TARGETS.find((name) => text(route, name) !== undefined) ?? "";
    addRoute(call, "CreateRoute", {
      routeTableId,
      destination,
      targetKind,
      target: textOf(route, targetKind),
    });
  }
}

function isOfEndpoint(route: RouteRecord): boolean {
  return route.targetKind === "gatewayId" && route.target.startsWith("vpce-");
}

/** Routes as the provider shows them: neither the local one nor those of gateway endpoints. */
function shownRoutes(routeTableId: string, call: Call): Properties[] {
  return routesOf(routeTableId, call)
    .filter((route) => !isOfEndpoint(route))
    .map(({ destination, targetKind, target }) => ({
      ...Object.fromEntries([...DESTINATIONS, ...TARGETS].map((name) => [name, ""])),
      [destination.startsWith("pl-")
        ? "destinationPrefixListId"
        : destination.includes(":")
          ? "ipv6CidrBlock"
          : "cidrBlock"]: destination,
      [targetKind]: target,
    }));
}
