import type { Call, Properties, ResourceType } from "../../resource-type";
import { prefixListNamed, type EndpointService } from "./endpoint-services";
import { flag, text, texts, textOf } from "./inputs";
import { routeTableOf } from "./lookups";
import { findRecords, newId, putRecord, removeRecord } from "./records";
import { notFound, refuse } from "./refusals";
import { VPC_ENDPOINT, VPC_ENDPOINT_ROUTE_TABLE_ASSOCIATION } from "./tokens";

const CREATE = "CreateVpcEndpoint";
const MODIFY = "ModifyVpcEndpoint";

/** What AWS attaches where no policy is given. */
const FULL_ACCESS =
  '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}],"Version":"2008-10-17"}';

/** A gateway endpoint is a route to the service's prefix list in each of its route tables. */
export function gatewayOutputs(
  id: string,
  inputs: Properties,
  vpcId: string,
  service: EndpointService,
  call: Call,
): Properties {
  for (const name of ["subnetIds", "securityGroupIds"]) {
    if (texts(inputs, name).length > 0) {
      refuse(
        CREATE,
        "InvalidParameter",
        `${name} is not supported for an endpoint of type Gateway.`,
      ); // own wording
    }
  }
  if (flag(inputs, "privateDnsEnabled")) {
    refuse(
      CREATE,
      "InvalidParameter",
      "Private DNS can't be enabled for an endpoint of type Gateway.",
    ); // own wording
  }
  const list = prefixListNamed(call.region, service.name);
  const wanted = texts(inputs, "routeTableIds");
  for (const route of endpointRoutes(id, call)) {
    if (!wanted.includes(route.routeTableId)) removeRecord(call, "ec2:route", route.id);
  }
  const present = routeTablesOf(id, call);
  for (const routeTableId of wanted) {
    if (!present.includes(routeTableId)) {
      addTable(id, routeTableId, vpcId, list?.id ?? "", CREATE, call);
    }
  }
  return {
    cidrBlocks: list?.cidrs ?? [],
    dnsEntries: [],
    dnsOptions: inputs["dnsOptions"] ?? {
      dnsRecordIpType: "service-defined",
      privateDnsOnlyForInboundResolverEndpoint: false,
      privateDnsPreference: "",
      privateDnsSpecifiedDomains: [],
    },
    ipAddressType: text(inputs, "ipAddressType") ?? "ipv4",
    networkInterfaceIds: [],
    policy: text(inputs, "policy") ?? FULL_ACCESS,
    prefixListId: list?.id ?? "",
    privateDnsEnabled: false,
    routeTableIds: routeTablesOf(id, call),
    securityGroupIds: [],
    subnetConfigurations: [],
    subnetIds: [],
  };
}

function addTable(
  endpointId: string,
  routeTableId: string,
  vpcId: string,
  prefixListId: string,
  operation: string,
  call: Call,
): void {
  if (routeTableOf(call, operation, routeTableId)["vpcId"] !== vpcId) {
    refuse(
      operation,
      "InvalidParameter",
      `Route table ${routeTableId} does not belong to VPC ${vpcId}`, // own wording
    );
  }
  const [other] = findRecords(
    call,
    "ec2:route",
    (route) => route.routeTableId === routeTableId && route.destination === prefixListId,
  );
  if (other !== undefined) {
    refuse(
      operation,
      "RouteAlreadyExists",
      `route table ${routeTableId} already has a route with destination-prefix-list-id ${prefixListId}`,
    );
  }
  putRecord(call, "ec2:route", newId(call, "route"), {
    routeTableId,
    destination: prefixListId,
    targetKind: "gatewayId",
    target: endpointId,
  });
}

/** The routes that a gateway endpoint put into route tables. */
export function endpointRoutes(endpointId: string, call: Call) {
  return findRecords(call, "ec2:route", ({ target }) => target === endpointId);
}

/** The route tables that a gateway endpoint is in. */
export function routeTablesOf(endpointId: string, call: Call): string[] {
  return endpointRoutes(endpointId, call)
    .map(({ routeTableId }) => routeTableId)
    .sort();
}

/** One route table of a gateway endpoint, as a resource of its own. */
export const vpcEndpointRouteTableAssociation: ResourceType = {
  token: VPC_ENDPOINT_ROUTE_TABLE_ASSOCIATION,
  source: [
    "hashicorp/terraform-provider-aws internal/service/ec2/vpc_endpoint_route_table_association.go",
  ],
  required: ["routeTableId", "vpcEndpointId"],
  forceNew: ["routeTableId", "vpcEndpointId"],
  create: (inputs, call) => {
    const endpointId = textOf(inputs, "vpcEndpointId");
    const routeTableId = textOf(inputs, "routeTableId");
    const endpoint = call.account.get(VPC_ENDPOINT, endpointId);
    if (endpoint === undefined) return notFound(MODIFY, "vpce", endpointId);
    addTable(endpointId, routeTableId, textOf(endpoint, "vpcId"), textOf(endpoint, "prefixListId"), MODIFY, call); // prettier-ignore
    return { id: associationId(endpointId, routeTableId), outputs: {} };
  },
  // `pulumi import` takes `<endpoint>/<route table>`.
  importId: (given) => {
    const [endpointId = "", routeTableId] = given.split("/");
    return routeTableId === undefined ? undefined : associationId(endpointId, routeTableId);
  },
  delete: (_id, stored, call) => {
    for (const route of endpointRoutes(textOf(stored, "vpcEndpointId"), call)) {
      if (route.routeTableId === stored["routeTableId"]) removeRecord(call, "ec2:route", route.id);
    }
  },
};

function associationId(endpointId: string, routeTableId: string): string {
  return `a-${endpointId}${routeTableId.replace(/^rtb-/, "")}`;
}
