import type { Call, Properties } from "../../resource-type";
import type { StoredObject } from "../../account";

/** Where objects of a type name the subnets and security groups that their network interfaces use. */
interface NetworkUser {
  readonly token: string;
  readonly subnets?: string;
  readonly securityGroups?: string;
  /** Whether the object has network interfaces now; default: it has. */
  readonly attached?: (properties: Properties) => boolean;
}

/** Names of properties: the SDK's classes. What has an interface: "Requester-managed network interfaces" (Amazon EC2 User Guide). */
const USERS: readonly NetworkUser[] = [
  { token: "aws:ec2/natGateway:NatGateway", subnets: "subnetId" },
  {
    token: "aws:ec2/vpcEndpoint:VpcEndpoint",
    subnets: "subnetIds",
    securityGroups: "securityGroupIds",
  },
  {
    token: "aws:ec2/instance:Instance",
    subnets: "subnetId",
    securityGroups: "vpcSecurityGroupIds",
  },
  {
    token: "aws:ecs/service:Service",
    subnets: "networkConfiguration.subnets",
    securityGroups: "networkConfiguration.securityGroups",
    attached: ({ desiredCount }) => desiredCount !== 0,
  },
  {
    token: "aws:lb/loadBalancer:LoadBalancer",
    subnets: "subnets",
    securityGroups: "securityGroups",
  },
  { token: "aws:rds/instance:Instance", securityGroups: "vpcSecurityGroupIds" },
  { token: "aws:rds/cluster:Cluster", securityGroups: "vpcSecurityGroupIds" },
  {
    token: "aws:rds/proxy:Proxy",
    subnets: "vpcSubnetIds",
    securityGroups: "vpcSecurityGroupIds",
  },
  {
    token: "aws:lambda/function:Function",
    subnets: "vpcConfig.subnetIds",
    securityGroups: "vpcConfig.securityGroupIds",
  },
  {
    token: "aws:efs/mountTarget:MountTarget",
    subnets: "subnetId",
    securityGroups: "securityGroups",
  },
  {
    token: "aws:elasticache/replicationGroup:ReplicationGroup",
    securityGroups: "securityGroupIds",
  },
  { token: "aws:elasticache/cluster:Cluster", securityGroups: "securityGroupIds" },
  {
    token: "aws:apigatewayv2/vpcLink:VpcLink",
    subnets: "subnetIds",
    securityGroups: "securityGroupIds",
  },
];

/** Ids of what has a network interface in a subnet. */
export function usersOfSubnet(call: Call, subnetId: string): string[] {
  const databases = call.account
    .list("aws:rds/instance:Instance")
    .filter(({ properties }) => subnetsOfDatabase(properties, call).includes(subnetId));
  return [...using(call, "subnets", subnetId), ...databases].map(({ id }) => id);
}

/** Ids of what has a network interface with a security group. */
export function usersOfSecurityGroup(call: Call, groupId: string): string[] {
  return using(call, "securityGroups", groupId).map(({ id }) => id);
}

/** A database's interfaces are in the subnets of its subnet group. */
function subnetsOfDatabase({ dbSubnetGroupName }: Properties, { account }: Call): unknown[] {
  const group = account.find(
    "aws:rds/subnetGroup:SubnetGroup",
    ({ name }) => name === dbSubnetGroupName,
  );
  return at(group?.properties ?? {}, "subnetIds");
}

function using(
  { account }: Call,
  property: "subnets" | "securityGroups",
  value: string,
): StoredObject[] {
  return USERS.flatMap((user) => {
    const path = user[property];
    return path === undefined
      ? []
      : account
          .list(user.token)
          .filter(({ properties }) => user.attached?.(properties) ?? true)
          .filter(({ properties }) => at(properties, path).includes(value));
  });
}

/** The value, or values, at a dotted path. */
function at(properties: Properties, path: string): unknown[] {
  const found = path
    .split(".")
    .reduce<unknown>(
      (value, name) =>
        typeof value === "object" && value !== null ? (value as Properties)[name] : undefined,
      properties,
    );
  return Array.isArray(found) ? found : found === undefined ? [] : [found];
}
