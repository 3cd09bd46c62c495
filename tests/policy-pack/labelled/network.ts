import { resource, type Cases, type Properties } from "./case";
import type { VectorResource } from "../../../policy-pack/lib/vectors";

const EGRESS = {
  protocol: "-1",
  fromPort: 0,
  toPort: 0,
  cidrBlocks: ["0.0.0.0/0"],
  description: "Out",
};

const group = (ingress: unknown, more: Properties = {}): VectorResource[] => [
  resource(
    "aws:ec2/securityGroup:SecurityGroup",
    { description: "Shop", vpcId: "vpc-1", ingress, ...more },
    { name: "group", outputs: { id: "sg-1" } },
  ),
];

/** A network interface keeps a group from being nobody's. */
const user: VectorResource = resource(
  "aws:ec2/networkInterface:NetworkInterface",
  { subnetId: "subnet-1", securityGroups: ["sg-1"] },
  { name: "user", from: { securityGroups: ["group"] } },
);
const used = (ingress: unknown, more: Properties = {}): VectorResource[] => [
  ...group(ingress, more),
  user,
];

/** Programs about networks. */
export const NETWORK: Cases = {
  "SSH from anywhere": {
    resources: used([
      { protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"], description: "SSH" },
    ]),
    stops: ["ec2-sg-no-public-admin-ports", "ec2-sg-no-public-ingress"],
  },
  "SSH from anywhere by IPv6, ports as strings": {
    resources: used([
      { protocol: "6", fromPort: "22", toPort: "22", ipv6CidrBlocks: ["::/0"], description: "SSH" },
    ]),
    stops: ["ec2-sg-no-public-admin-ports", "ec2-sg-no-public-ingress"],
  },
  "a range with RDP in it": {
    resources: used([
      {
        protocol: "tcp",
        fromPort: 3000,
        toPort: 4000,
        cidrBlocks: ["0.0.0.0/0"],
        description: "Range",
      },
    ]),
    stops: ["ec2-sg-no-public-admin-ports", "ec2-sg-no-public-ingress"],
  },
  "everything from everywhere, by awsx classic": {
    resources: used([{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }]),
    stops: ["ec2-sg-no-public-admin-ports", "ec2-sg-no-public-ingress"],
    advises: ["ec2-sg-rule-description"],
  },
  "a single object where a list belongs": {
    resources: used({
      protocol: "tcp",
      fromPort: 22,
      toPort: 22,
      cidrBlocks: "0.0.0.0/0",
      description: "SSH",
    }),
    stops: ["ec2-sg-no-public-admin-ports", "ec2-sg-no-public-ingress"],
  },
  "SSH from the office": {
    resources: used([
      {
        protocol: "tcp",
        fromPort: 22,
        toPort: 22,
        cidrBlocks: ["203.0.113.7/32"],
        description: "Office",
      },
    ]),
    stops: ["ec2-sg-no-public-ingress"],
  },
  "SSH from the VPC": {
    resources: used([
      { protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.0.0.0/8"], description: "VPC" },
    ]),
    stops: [],
  },
  "half of the internet, twice": {
    resources: used([
      {
        protocol: "tcp",
        fromPort: 22,
        toPort: 22,
        cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"],
        description: "SSH",
      },
    ]),
    stops: [
      "ec2-sg-no-public-admin-ports",
      "ec2-sg-no-public-admin-ports",
      "ec2-sg-no-public-ingress",
      "ec2-sg-no-public-ingress",
    ],
  },
  "HTTPS from anywhere to a task": {
    resources: used([
      {
        protocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrBlocks: ["0.0.0.0/0"],
        description: "Web",
      },
    ]),
    stops: ["ec2-sg-no-public-ingress"],
  },
  "HTTPS from anywhere to a load balancer": {
    resources: [
      ...group([
        {
          protocol: "tcp",
          fromPort: 443,
          toPort: 443,
          cidrBlocks: ["0.0.0.0/0"],
          description: "Web",
        },
      ]),
      resource(
        "aws:lb/loadBalancer:LoadBalancer",
        {
          internal: false,
          loadBalancerType: "application",
          securityGroups: ["sg-1"],
          subnets: ["subnet-1", "subnet-2"],
          dropInvalidHeaderFields: true,
          accessLogs: { bucket: "logs", enabled: true },
        },
        { name: "balancer", from: { securityGroups: ["group"] } },
      ),
    ],
    stops: [],
    advises: ["lb-no-unexpected-public", "lb-waf-associated"],
  },
  "MySQL by a rule of its own, old kind": {
    resources: [
      ...group([]),
      user,
      resource(
        "aws:ec2/securityGroupRule:SecurityGroupRule",
        {
          type: "ingress",
          securityGroupId: "sg-1",
          protocol: "tcp",
          fromPort: 3306,
          toPort: 3306,
          cidrBlocks: ["0.0.0.0/0"],
          description: "db",
        },
        { name: "rule", from: { securityGroupId: ["group"] } },
      ),
    ],
    stops: ["ec2-sg-no-public-ingress"],
  },
  "RDP by a rule of its own, new kind": {
    resources: [
      ...group([]),
      user,
      resource(
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        {
          securityGroupId: "sg-1",
          ipProtocol: "tcp",
          fromPort: 3389,
          toPort: 3389,
          cidrIpv4: "0.0.0.0/0",
          description: "rdp",
        },
        { name: "rule", from: { securityGroupId: ["group"] } },
      ),
    ],
    stops: ["ec2-sg-no-public-admin-ports", "ec2-sg-no-public-ingress"],
  },
  "SSH from anywhere, in aws-native": {
    resources: [
      resource(
        "aws-native:ec2:SecurityGroup",
        {
          groupDescription: "Shop",
          vpcId: "vpc-1",
          securityGroupIngress: [
            {
              ipProtocol: "tcp",
              fromPort: 22,
              toPort: 22,
              cidrIp: "0.0.0.0/0",
              description: "SSH",
            },
          ],
        },
        { name: "group", outputs: { groupId: "sg-1" } },
      ),
    ],
    stops: ["ec2-sg-no-public-admin-ports", "ec2-sg-no-public-ingress"],
    advises: ["ec2-sg-no-unrestricted-egress", "stack-no-orphan-security-group"],
  },
  "out to anywhere": {
    resources: used([], { egress: [EGRESS] }),
    stops: [],
    advises: ["ec2-sg-no-unrestricted-egress"],
  },
  "the default VPC": {
    resources: [resource("aws:ec2/defaultVpc:DefaultVpc", {}, { name: "default" })],
    stops: ["ec2-default-sg-closed", "ec2-no-default-vpc", "ec2-vpc-flow-logs"],
    advises: ["ec2-vpc-dns-query-logging"],
  },
  "a public subnet without a word of it": {
    resources: [
      resource("aws:ec2/subnet:Subnet", {
        vpcId: "vpc-1",
        cidrBlock: "10.0.0.0/24",
        mapPublicIpOnLaunch: true,
      }),
    ],
    stops: ["ec2-subnet-no-auto-public-ip"],
  },
  "a subnet of awsx that is public": {
    resources: [
      resource("aws:ec2/subnet:Subnet", {
        vpcId: "vpc-1",
        cidrBlock: "10.0.0.0/24",
        mapPublicIpOnLaunch: "true",
        tags: { Name: "shop-public-1", SubnetType: "Public" },
      }),
    ],
    stops: [],
  },
  "a default group that lets itself in": {
    resources: [
      resource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", {
        vpcId: "vpc-1",
        ingress: [{ protocol: "-1", self: true, fromPort: 0, toPort: 0, description: "self" }],
      }),
    ],
    stops: ["ec2-default-sg-closed"],
  },
};
