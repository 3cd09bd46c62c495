import { resource, task, UNKNOWN, type VectorResource } from "./vectors";

type Properties = Readonly<Record<string, unknown>>;
type Rest = Partial<VectorResource>;

/** A service whose network waits for subnets and groups of these names. */
export function service(
  subnets: readonly string[],
  groups: readonly string[] = [],
  props: Properties = {},
  rest: Rest = {},
): VectorResource {
  return resource(
    "aws:ecs/service:Service",
    {
      networkConfiguration: {
        subnets: subnets.map(() => UNKNOWN),
        securityGroups: groups.map(() => UNKNOWN),
      },
      ...props,
    },
    {
      name: "web",
      ...rest,
      from: {
        networkConfiguration: [...subnets, ...groups],
        ...rest.from,
      },
    },
  );
}

/** A security group with these inline rules. */
export function group(name: string, props: Properties = {}): VectorResource {
  return resource("aws:ec2/securityGroup:SecurityGroup", props, { name });
}

/** A task definition called `task`. */
export function namedTask(
  containers: readonly Properties[] = [{ name: "web" }],
  props: Properties = {},
  rest: Rest = {},
): VectorResource {
  return { ...task(containers, props), name: "task", ...rest };
}

/** A VPC of the kind that awsx makes, before its ids are known: subnets `public`, `private`, `isolated`. */
export const NETWORK: readonly VectorResource[] = [
  resource("awsx:ec2:Vpc", {}, { name: "network" }),
  resource("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" }, { name: "vpc", parent: "network" }),
  resource(
    "aws:ec2/internetGateway:InternetGateway",
    { vpcId: UNKNOWN },
    { name: "gateway", parent: "vpc", from: { vpcId: ["vpc"] } },
  ),
  resource("aws:ec2/natGateway:NatGateway", {}, { name: "nat", parent: "public" }),
  ...subnet("public", { gatewayId: UNKNOWN }, { gatewayId: ["gateway"] }),
  ...subnet("private", { natGatewayId: UNKNOWN }, { natGatewayId: ["nat"] }),
  ...subnet("isolated"),
];

function subnet(
  name: string,
  way?: Properties,
  from: Readonly<Record<string, readonly string[]>> = {},
): VectorResource[] {
  const table = `${name}-table`;
  const route = resource(
    "aws:ec2/route:Route",
    { routeTableId: UNKNOWN, destinationCidrBlock: "0.0.0.0/0", ...way },
    { name: `${name}-route`, parent: table, from: { routeTableId: [table], ...from } },
  );
  return [
    resource(
      "aws:ec2/subnet:Subnet",
      { vpcId: UNKNOWN },
      { name, parent: "vpc", from: { vpcId: ["vpc"] } },
    ),
    resource(
      "aws:ec2/routeTable:RouteTable",
      { vpcId: UNKNOWN },
      { name: table, parent: name, outputs: { routes: UNKNOWN }, from: { vpcId: ["vpc"] } },
    ),
    resource(
      "aws:ec2/routeTableAssociation:RouteTableAssociation",
      { subnetId: UNKNOWN, routeTableId: UNKNOWN },
      {
        name: `${name}-association`,
        parent: table,
        from: { subnetId: [name], routeTableId: [table] },
      },
    ),
    ...(way === undefined ? [] : [route]),
  ];
}
