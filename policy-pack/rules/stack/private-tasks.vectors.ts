import { NETWORK, service } from "../../lib/stack.vectors";
import {
  configured,
  type GivenStack,
  resource,
  stack,
  UNKNOWN,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

type Properties = Readonly<Record<string, unknown>>;
const inNetwork = (...resources: VectorResource[]): GivenStack => stack(...NETWORK, ...resources);
const byRoute = (subnet = "public", route = 'Route "public-route"', path = "subnets"): string =>
  `networkConfiguration.${path} names Subnet "${subnet}", from which ${route} leads to an internet gateway; expected private subnets.`;
const subnet = (name: string, props: Properties = {}): VectorResource =>
  resource("aws:ec2/subnet:Subnet", props, { name });
const named = (ids: unknown): VectorResource =>
  resource("aws:ecs/service:Service", { networkConfiguration: { subnets: ids } }, { name: "web" });
const vpc = resource(
  "aws:ec2/vpc:Vpc",
  { id: "vpc-1", mainRouteTableId: "rtb-0" },
  { name: "vpc" },
);
const table = (props: Properties): VectorResource =>
  resource(
    "aws:ec2/routeTable:RouteTable",
    { id: "rtb-1", vpcId: "vpc-1", ...props },
    { name: "table" },
  );
const association = resource(
  "aws:ec2/routeTableAssociation:RouteTableAssociation",
  { subnetId: "subnet-1", routeTableId: "rtb-1" },
  { name: "association" },
);
const known = subnet("one", { id: "subnet-1", vpcId: "vpc-1" });
const toGateway = { cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" };
const mainRoute = resource(
  "aws:ec2/route:Route",
  { routeTableId: UNKNOWN, destinationCidrBlock: "0.0.0.0/0", gatewayId: UNKNOWN },
  { name: "out", from: { routeTableId: ["vpc"], gatewayId: ["gateway"] } },
);
const alone = (name: string): VectorResource =>
  resource("aws:ec2/subnet:Subnet", { vpcId: UNKNOWN }, { name, from: { vpcId: ["vpc"] } });

export default {
  pass: {
    "private and isolated subnets of a new network": inNetwork(service(["private", "isolated"])),
    "subnets of a component, at a first preview": inNetwork({
      ...service([]),
      props: { networkConfiguration: { subnets: UNKNOWN } },
      from: { networkConfiguration: ["network", "private", "isolated"] },
    }),
    "subnets by id": stack(
      known,
      vpc,
      association,
      table({ routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" }] }),
      named(["subnet-1"]),
    ),
    "a subnet without a table of its own": stack(known, vpc, named(["subnet-1"])),
    "a private network with a virtual private gateway": stack(
      known,
      vpc,
      association,
      table({ routes: [{ cidrBlock: "192.168.0.0/16", gatewayId: "vgw-1" }] }),
      named(["subnet-1"]),
    ),
    "subnets of another stack that are private by configuration": configured(
      named(["subnet-7a", "subnet-7b"]),
      { config: { privateSubnets: ["subnet-7*"] } },
    ),
    "a service on EC2 without a network of its own": stack(
      resource("aws:ecs/service:Service", { taskDefinition: "web" }),
    ),
  },
  fail: {
    "a public subnet of a new network": [inNetwork(service(["private", "public"])), [byRoute()]],
    "two public subnets, in one finding": [
      inNetwork(alone("lab"), mainRoute, service(["public", "lab"])),
      [`${byRoute()} Likewise Subnet "lab".`],
    ],
    "a public subnet by id, with a route in the table itself": [
      stack(known, vpc, association, table({ routes: [toGateway] }), named(["subnet-1"])),
      [byRoute("one", 'a route of RouteTable "table"')],
    ],
    "a route in the table itself, at a first preview": [
      inNetwork(
        alone("lab"),
        resource(
          "aws:ec2/routeTable:RouteTable",
          { routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: UNKNOWN }] },
          { name: "lab-table", from: { routes: ["gateway"] } },
        ),
        resource(
          "aws:ec2/routeTableAssociation:RouteTableAssociation",
          { subnetId: UNKNOWN, routeTableId: UNKNOWN },
          { name: "lab-association", from: { subnetId: ["lab"], routeTableId: ["lab-table"] } },
        ),
        service(["lab"]),
      ),
      [byRoute("lab", 'a route of RouteTable "lab-table"')],
    ],
    "a subnet without a table of its own, whose VPC's main table leads out": [
      inNetwork(alone("lab"), mainRoute, service(["lab"])),
      [byRoute("lab", 'Route "out"')],
    ],
    "a main table that was adopted": [
      inNetwork(
        alone("lab"),
        resource(
          "aws:ec2/defaultRouteTable:DefaultRouteTable",
          { defaultRouteTableId: UNKNOWN, routes: [{ ...toGateway, gatewayId: UNKNOWN }] },
          { name: "main", from: { defaultRouteTableId: ["vpc"], routes: ["gateway"] } },
        ),
        service(["lab"]),
      ),
      [byRoute("lab", 'a route of DefaultRouteTable "main"')],
    ],
    "a subnet of the default VPC": [
      stack(
        resource("aws:ec2/defaultSubnet:DefaultSubnet", { id: "subnet-1" }, { name: "one" }),
        named(["subnet-1"]),
      ),
      [
        'networkConfiguration.subnets names DefaultSubnet "one", which is public as all subnets of a default VPC are; expected private subnets.',
      ],
    ],
    "nothing but public subnets, in a number that is not known": [
      inNetwork({
        ...service([]),
        props: { networkConfiguration: { subnets: UNKNOWN } },
        from: { networkConfiguration: ["public"] },
      }),
      [byRoute()],
    ],
    "a task that a rule starts": [
      inNetwork(
        resource(
          "aws:cloudwatch/eventTarget:EventTarget",
          { ecsTarget: { networkConfiguration: { subnets: [UNKNOWN] } } },
          { name: "nightly", from: { ecsTarget: ["public"] } },
        ),
      ),
      [`ecsTarget.${byRoute()}`],
    ],
    "a service of aws-native": [
      inNetwork(
        resource(
          "aws-native:ecs:Service",
          { networkConfiguration: { awsvpcConfiguration: { subnets: [UNKNOWN] } } },
          { name: "web", from: { networkConfiguration: ["public"] } },
        ),
      ),
      [byRoute("public", 'Route "public-route"', "awsvpcConfiguration.subnets")],
    ],
  },
  unknown: {
    "no reference tells which subnets": [named(UNKNOWN), ["networkConfiguration.subnets"]],
    "some of a network's subnets, public or private": [
      inNetwork({
        ...service([]),
        props: { networkConfiguration: { subnets: UNKNOWN } },
        from: { networkConfiguration: ["network"] },
      }),
      ["networkConfiguration.subnets"],
    ],
    "subnets of another stack": [
      named(["subnet-7"]),
      ["networkConfiguration.subnets[0] (not in this stack)"],
    ],
    "which subnet the table is for": [
      inNetwork(
        alone("lab"),
        resource(
          "aws:ec2/routeTableAssociation:RouteTableAssociation",
          { subnetId: UNKNOWN, routeTableId: UNKNOWN },
          { name: "some", from: { routeTableId: ["public-table"] } },
        ),
        service(["lab"]),
      ),
      ["subnetId"],
    ],
    "the gateway of a route": [
      stack(
        known,
        vpc,
        association,
        table({ routes: [{ gatewayId: UNKNOWN }] }),
        named(["subnet-1"]),
      ),
      ["routes[0].gatewayId"],
    ],
  },
  malformed: {
    "the network is a word": [
      resource("aws:ecs/service:Service", { networkConfiguration: "private" }),
      ['networkConfiguration is "private"; expected an object.'],
    ],
    "a subnet is an object": [
      named([{ id: "subnet-1" }]),
      ["networkConfiguration.subnets[0] is an object; expected a string."],
    ],
  },
} satisfies Vectors;
