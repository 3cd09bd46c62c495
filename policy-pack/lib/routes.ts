import { Undetermined } from "./finding";
import type { Graph, Node } from "./graph";
import type { Reader } from "./reader";
import { elsewhere, label, resolve } from "./resolve";

const DEFAULT_SUBNET = "aws:ec2/defaultSubnet:DefaultSubnet";
const DEFAULT_VPC = "aws:ec2/defaultVpc:DefaultVpc";

/** Subnets. */
export const SUBNETS: readonly string[] = [
  "aws:ec2/subnet:Subnet",
  DEFAULT_SUBNET,
  "aws-native:ec2:Subnet",
];

/** VPCs. `aws-native` wrote its initials in capitals before 1.0. */
export const VPCS: readonly string[] = [
  "aws:ec2/vpc:Vpc",
  DEFAULT_VPC,
  "aws-native:ec2:VPC",
  "aws-native:ec2:Vpc",
];

const TABLES = [
  "aws:ec2/routeTable:RouteTable",
  "aws:ec2/defaultRouteTable:DefaultRouteTable",
  "aws-native:ec2:RouteTable",
];

const ASSOCIATIONS = [
  "aws:ec2/routeTableAssociation:RouteTableAssociation",
  "aws-native:ec2:SubnetRouteTableAssociation",
];

const MAIN_ASSOCIATIONS = ["aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation"];
const ROUTES = ["aws:ec2/route:Route", "aws-native:ec2:Route"];
/** Internet gateways. */
export const INTERNET_GATEWAYS: readonly string[] = [
  "aws:ec2/internetGateway:InternetGateway",
  "aws-native:ec2:InternetGateway",
];

/** What the property `gatewayId` of a route takes. */
const GATEWAYS = [
  ...INTERNET_GATEWAYS,
  "aws:ec2/vpcEndpoint:VpcEndpoint",
  "aws:ec2/vpnGateway:VpnGateway",
  "aws-native:ec2:VPCEndpoint",
  "aws-native:ec2:VpcEndpoint",
  "aws-native:ec2:VPNGateway",
  "aws-native:ec2:VpnGateway",
];

/** Follows references, and notes what is uncertain on the way: it matters only if nothing is found. */
class Search {
  readonly open: Undetermined[] = [];

  constructor(readonly graph: Graph) {}

  /** The resources that a property names for sure. */
  named(node: Node, property: string, types: readonly string[]): readonly Node[] {
    const { nodes, certain, foreign, waiting } = this.resolve(node, property, types);
    this.open.push(...waiting, ...foreign.map(elsewhere));
    return certain ? nodes : [];
  }

  /** True if a property, which names a resource of these types, names this one. */
  names(node: Node, property: string, types: readonly string[], wanted: Node): boolean {
    const { nodes, certain, waiting } = this.resolve(node, property, types);
    this.open.push(...waiting);
    return certain && nodes.includes(wanted);
  }

  private resolve(
    node: Node,
    property: string,
    types: readonly string[],
  ): ReturnType<typeof resolve> {
    return resolve(this.graph, node, node.resource, property, types);
  }
}

/** What leads to the internet, in words; or what is waited for. */
type Way = string | Undetermined | undefined;

const ways = new WeakMap<Graph, Map<Node, Way>>();

/**
 * What leads from the subnet to an internet gateway, in words, or undefined if nothing does. Throws
 * `Undetermined` if nothing is seen to and not everything can be seen. Found once for each subnet.
 */
export function wayToInternet(graph: Graph, subnet: Node): string | undefined {
  const known = ways.get(graph) ?? new Map<Node, Way>();
  ways.set(graph, known);
  const way = known.has(subnet) ? known.get(subnet) : findWay(graph, subnet);
  known.set(subnet, way);
  if (way instanceof Undetermined) throw way;
  return way;
}

function findWay(graph: Graph, subnet: Node): Way {
  const search = new Search(graph);
  const isDefault = subnet.type === DEFAULT_SUBNET;
  const tables = isDefault ? [] : tablesOf(search, subnet);
  if (isDefault || tables.some(({ type }) => type === DEFAULT_VPC)) {
    return "which is public as all subnets of a default VPC are";
  }
  for (const table of tables) {
    const route = internetRoute(search, table);
    if (route !== undefined) return `from which ${route} leads to an internet gateway`;
  }
  return search.open[0];
}

/** The route tables of a subnet: its own, else the main one of its VPC. A VPC stands for its main table. */
function tablesOf(search: Search, subnet: Node): readonly Node[] {
  const lookup = new Search(search.graph);
  const own = search.graph
    .ofType(ASSOCIATIONS)
    .filter((association) => lookup.names(association, "subnetId", SUBNETS, subnet));
  if (own.length === 0) search.open.push(...lookup.open);
  const tables =
    own.length === 0
      ? search.named(subnet, "vpcId", VPCS)
      : own.flatMap((node) => search.named(node, "routeTableId", [...TABLES, ...VPCS]));
  return tables.flatMap((table) =>
    VPCS.includes(table.type) ? mainTablesOf(search, table) : [table],
  );
}

function mainTablesOf(search: Search, vpc: Node): readonly Node[] {
  const chosen = search.graph
    .ofType(MAIN_ASSOCIATIONS)
    .filter((association) => search.names(association, "vpcId", VPCS, vpc))
    .flatMap((association) => search.named(association, "routeTableId", TABLES));
  if (chosen.length > 0) return chosen;
  const adopted = search.graph
    .ofType(TABLES)
    .filter((table) => table.resource.given("defaultRouteTableId"))
    .filter((table) => search.names(table, "defaultRouteTableId", VPCS, vpc));
  return [vpc, ...adopted];
}

/** The route of a table to an internet gateway, in words. */
function internetRoute(search: Search, table: Node): string | undefined {
  if (table.resource.given("routes")) {
    const { resource } = table;
    const routes = resource.known("routes") ? resource.list("routes") : [undefined];
    const leads = (route: Reader | undefined): boolean =>
      route === undefined
        ? leadsOut(search, table, resource, "routes")
        : leadsOut(search, table, route, "gatewayId");
    if (routes.some(leads)) return `a route of ${label(table)}`;
  }
  const route = search.graph
    .ofType(ROUTES)
    .filter((node) => search.names(node, "routeTableId", [...TABLES, ...VPCS], table))
    .find((node) => leadsOut(search, node, node.resource, "gatewayId"));
  return route === undefined ? undefined : label(route);
}

function leadsOut(search: Search, node: Node, owner: Reader, path: string): boolean {
  const { nodes, foreign, waiting } = resolve(search.graph, node, owner, path, GATEWAYS);
  search.open.push(...waiting);
  return (
    foreign.some((gateway) => gateway.text()?.startsWith("igw-") === true) ||
    nodes.some(({ type }) => INTERNET_GATEWAYS.includes(type))
  );
}
