import { group, service } from "../../lib/stack.vectors";
import {
  configured,
  resource,
  stack,
  UNKNOWN,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

type Properties = Record<string, unknown>;
const database = (props: Properties = {}, type = "aws:rds/instance:Instance"): VectorResource =>
  resource(
    type,
    { engine: "postgres", vpcSecurityGroupIds: [UNKNOWN], ...props },
    { name: "db", from: { vpcSecurityGroupIds: ["data"] } },
  );
const rule = (props: Properties, from: readonly string[] = []): VectorResource =>
  resource(
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    { securityGroupId: UNKNOWN, ipProtocol: "tcp", fromPort: 5432, toPort: 5432, ...props },
    {
      name: "in",
      from: {
        securityGroupId: ["data"],
        ...(from.length > 0 && { referencedSecurityGroupId: from }),
      },
    },
  );
const fromGroup = (name: string): VectorResource =>
  rule({ referencedSecurityGroupId: UNKNOWN }, [name]);
const balancer = resource(
  "aws:lb/loadBalancer:LoadBalancer",
  { securityGroups: [UNKNOWN] },
  { name: "front", from: { securityGroups: ["edge"] } },
);
const finding = (path: string, to: string, opens = 'tcp port 5432 of Instance "db"'): string =>
  `${path} opens ${opens} to ${to}; expected the security group of a service, or a source that is listed.`;

export default {
  pass: {
    "the group of a service": stack(
      database(),
      group("data"),
      group("tasks"),
      service([], ["tasks"]),
      fromGroup("tasks"),
    ),
    "a group that both tasks and a load balancer are in": stack(
      database(),
      group("data"),
      group("edge"),
      service([], ["edge"]),
      balancer,
      fromGroup("edge"),
    ),
    "its own members": stack(
      database(),
      group("data", { ingress: [{ protocol: "tcp", fromPort: 5432, toPort: 5432, self: true }] }),
    ),
    "another port": stack(
      database(),
      group("data"),
      rule({ cidrIpv4: "10.0.0.0/16", fromPort: 9187, toPort: 9187 }),
    ),
    "a network that is listed": configured(
      [database(), group("data"), rule({ cidrIpv4: "10.1.2.0/24" })],
      { config: { trustedSources: ["10.1.0.0/16"] } },
    ),
    "a group of another stack that is listed": configured(
      [database(), group("data"), rule({ referencedSecurityGroupId: "sg-07" })],
      { config: { trustedSources: ["sg-0*"] } },
    ),
  },
  fail: {
    "the internet": [
      stack(database(), group("data"), rule({ cidrIpv4: "0.0.0.0/0" })),
      [finding("cidrIpv4", "0.0.0.0/0")],
    ],
    "the whole VPC, in the group itself": [
      stack(
        database({ engine: "mysql" }),
        group("data", {
          ingress: [{ protocol: "tcp", fromPort: 3306, toPort: 3306, cidrBlocks: ["10.0.0.0/16"] }],
        }),
      ),
      [finding("ingress[0].cidrBlocks[0]", "10.0.0.0/16", 'tcp port 3306 of Instance "db"')],
    ],
    "all traffic, by a rule of the older kind": [
      stack(
        database({}, "aws:rds/cluster:Cluster"),
        group("data"),
        resource(
          "aws:ec2/securityGroupRule:SecurityGroupRule",
          {
            type: "ingress",
            securityGroupId: UNKNOWN,
            protocol: "-1",
            fromPort: 0,
            toPort: 0,
            ipv6CidrBlocks: ["::/0"],
          },
          { name: "in", from: { securityGroupId: ["data"] } },
        ),
      ),
      [finding("ipv6CidrBlocks[0]", "::/0", 'all traffic of Cluster "db"')],
    ],
    "a port of one's own": [
      stack(
        database({ port: 6000 }),
        group("data"),
        rule({ cidrIpv4: "10.0.0.0/8", fromPort: 5000, toPort: 7000 }),
      ),
      [finding("cidrIpv4", "10.0.0.0/8", 'tcp ports 5000-7000 of Instance "db"')],
    ],
    "an engine that is not said: every port counts": [
      stack(
        database({ engine: null, snapshotIdentifier: "nightly" }),
        group("data"),
        rule({ cidrIpv4: "10.0.0.0/8" }),
      ),
      [finding("cidrIpv4", "10.0.0.0/8")],
    ],
    "the load balancer's group": [
      stack(database(), group("data"), group("edge"), balancer, fromGroup("edge")),
      [finding("referencedSecurityGroupId", 'SecurityGroup "edge", the group of a load balancer')],
    ],
    "a group of another stack": [
      stack(database(), group("data"), rule({ referencedSecurityGroupId: "sg-07" })),
      [finding("referencedSecurityGroupId", "sg-07")],
    ],
    "a proxy": [
      stack(
        group("data"),
        rule({ cidrIpv4: "10.0.0.0/8" }),
        resource(
          "aws:rds/proxy:Proxy",
          { engineFamily: "POSTGRESQL", vpcSecurityGroupIds: [UNKNOWN] },
          { name: "proxy", from: { vpcSecurityGroupIds: ["data"] } },
        ),
      ),
      [finding("cidrIpv4", "10.0.0.0/8", 'tcp port 5432 of Proxy "proxy"')],
    ],
    "an instance of aws-native": [
      stack(
        group("data"),
        rule({ cidrIpv4: "10.0.0.0/8" }),
        resource(
          "aws-native:rds:DbInstance",
          { engine: "postgres", vpcSecurityGroups: [UNKNOWN] },
          { name: "db", from: { vpcSecurityGroups: ["data"] } },
        ),
      ),
      [finding("cidrIpv4", "10.0.0.0/8", 'tcp port 5432 of DbInstance "db"')],
    ],
  },
  unknown: {
    "which groups the database is in": [
      stack(resource("aws:rds/instance:Instance", { vpcSecurityGroupIds: UNKNOWN })),
      ["vpcSecurityGroupIds"],
    ],
    "a group of another stack": [
      stack(resource("aws:rds/instance:Instance", { vpcSecurityGroupIds: ["sg-07"] })),
      ["vpcSecurityGroupIds[0] (not in this stack)"],
    ],
    "the source waits": [
      stack(database(), group("data"), rule({ referencedSecurityGroupId: UNKNOWN })),
      ["referencedSecurityGroupId"],
    ],
  },
  malformed: {
    "a source that is no block of addresses": [
      stack(database(), group("data"), rule({ cidrIpv4: "anywhere" })),
      ['cidrIpv4 is "anywhere"; expected a CIDR block.'],
    ],
  },
} satisfies Vectors;
