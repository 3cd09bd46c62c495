import { startAccount, type Bag, type EngineClient, type Resource } from "./engine-client";

/** Tokens of the resources that the specs of EC2 create. */
export const T = {
  vpc: "aws:ec2/vpc:Vpc",
  subnet: "aws:ec2/subnet:Subnet",
  gateway: "aws:ec2/internetGateway:InternetGateway",
  attachment: "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment",
  eip: "aws:ec2/eip:Eip",
  nat: "aws:ec2/natGateway:NatGateway",
  table: "aws:ec2/routeTable:RouteTable",
  route: "aws:ec2/route:Route",
  association: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  mainAssociation: "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
  group: "aws:ec2/securityGroup:SecurityGroup",
  defaultGroup: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  rule: "aws:ec2/securityGroupRule:SecurityGroupRule",
  ingress: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  egress: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  endpoint: "aws:ec2/vpcEndpoint:VpcEndpoint",
  endpointTable: "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
  flowLog: "aws:ec2/flowLog:FlowLog",
  acl: "aws:ec2/networkAcl:NetworkAcl",
  aclRule: "aws:ec2/networkAclRule:NetworkAclRule",
  template: "aws:ec2/launchTemplate:LaunchTemplate",
} as const;

/** A served account with short words for the network's resources, each of which takes only what differs. */
export async function startNetwork() {
  const account = await startAccount();
  const { engine } = account;
  let count = 0;
  const make = (type: string, args: Bag = {}): Promise<Resource> =>
    engine.create(type, `r${(count += 1)}`, args);
  return {
    ...account,
    engine,
    make,
    vpc: (args: Bag = {}) => make(T.vpc, { cidrBlock: "10.0.0.0/16", ...args }),
    subnet: (vpc: Resource, cidrBlock: string, args: Bag = {}) =>
      make(T.subnet, { vpcId: vpc.id, cidrBlock, ...args }),
    group: (vpc: Resource, args: Bag = {}) => make(T.group, { vpcId: vpc.id, ...args }),
    table: (vpc: Resource, args: Bag = {}) => make(T.table, { vpcId: vpc.id, ...args }),
  };
}

export type Network = Awaited<ReturnType<typeof startNetwork>>;

/** The state after a refresh; fails when the object is gone. */
export async function refreshed(engine: EngineClient, resource: Resource): Promise<Resource> {
  const read = await engine.refresh(resource);
  if (read === undefined) throw new Error(`${resource.id} is gone`);
  return read;
}
