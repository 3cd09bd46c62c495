import {
  configured,
  type GivenStack,
  resource,
  stack,
  UNKNOWN,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

const group = (ingress: unknown[], name = "group"): VectorResource =>
  resource("aws:ec2/securityGroup:SecurityGroup", { ingress }, { name });
const rule = (props: Record<string, unknown>): GivenStack => stack(group([]), ruleAlone(props));
const ruleAlone = (props: Record<string, unknown>): VectorResource =>
  resource(
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    { securityGroupId: UNKNOWN, ipProtocol: "tcp", ...props },
    { name: "rule", from: { securityGroupId: ["group"] } },
  );
const balancer = (props: Record<string, unknown> = {}, type = "lb"): VectorResource =>
  resource(
    `aws:${type}/loadBalancer:LoadBalancer`,
    { securityGroups: [UNKNOWN], ...props },
    { name: "balancer", from: { securityGroups: ["group"] } },
  );
const list = resource(
  "aws:ec2/managedPrefixList:ManagedPrefixList",
  { entries: [{ cidr: "10.0.0.0/8" }, { cidr: "198.51.100.0/24" }] },
  { name: "list" },
);
const byList = (port: number): VectorResource =>
  resource(
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    {
      ...{ type: "ingress", protocol: "tcp", fromPort: port, toPort: port },
      ...{ securityGroupId: UNKNOWN, prefixListIds: [UNKNOWN] },
    },
    { name: "by list", from: { securityGroupId: ["group"], prefixListIds: ["list"] } },
  );
const https = { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] };
const httpsRule = { fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" };
const finding = (path: string, opens: string): string =>
  `${path} opens ${opens}; expected a security group or a private network, or ports 80 and 443 of an internet-facing load balancer.`;

export default {
  pass: {
    "a private network": group([
      { protocol: "tcp", fromPort: 4567, toPort: 4567, cidrBlocks: ["10.0.0.0/16"] },
    ]),
    "another group": rule({ fromPort: 4567, toPort: 4567, referencedSecurityGroupId: "sg-2" }),
    "a load balancer's group": stack(group([https]), balancer()),
    "a load balancer's rule": stack(group([]), ruleAlone(httpsRule), balancer({}, "alb")),
    "a load balancer's group, by id": stack(
      resource(
        "aws:ec2/securityGroup:SecurityGroup",
        { id: "sg-1", ingress: [https] },
        { name: "group" },
      ),
      resource(
        "aws:lb/loadBalancer:LoadBalancer",
        { securityGroups: ["sg-1"] },
        { name: "balancer" },
      ),
    ),
    "a load balancer's group, while it is not known where it faces": stack(
      group([https]),
      balancer({ internal: UNKNOWN }),
    ),
    "a load balancer's group, by a prefix list": stack(group([]), list, byList(443), balancer()),
    "an office that is trusted": configured(
      group([{ protocol: "tcp", fromPort: 8443, toPort: 8443, cidrBlocks: ["198.51.100.7/32"] }]),
      { config: { trustedCidrs: ["198.51.100.0/24"] } },
    ),
    "a unique local network": rule({ fromPort: 4567, toPort: 4567, cidrIpv6: "fd00::/8" }),
  },
  fail: {
    "the service's port": [
      group([{ protocol: "tcp", fromPort: 4567, toPort: 4567, cidrBlocks: ["0.0.0.0/0"] }]),
      [finding("ingress[0].cidrBlocks[0]", "tcp port 4567 to 0.0.0.0/0")],
    ],
    "HTTPS, on a group without a load balancer": [
      group([https]),
      [finding("ingress[0].cidrBlocks[0]", "tcp port 443 to 0.0.0.0/0")],
    ],
    "HTTPS, on the group of an internal load balancer": [
      stack(group([https]), balancer({ internal: true })),
      [finding("ingress[0].cidrBlocks[0]", "tcp port 443 to 0.0.0.0/0")],
    ],
    "HTTPS, by a rule on another group": [
      rule(httpsRule),
      [finding("cidrIpv4", "tcp port 443 to 0.0.0.0/0")],
    ],
    "both web ports in one range, on a load balancer": [
      stack(group([{ ...https, fromPort: 80 }]), balancer()),
      [finding("ingress[0].cidrBlocks[0]", "tcp ports 80-443 to 0.0.0.0/0")],
    ],
    "everything, on a load balancer": [
      stack(
        group([{ protocol: "-1", fromPort: 0, toPort: 0, ipv6CidrBlocks: ["::/0"] }]),
        balancer(),
      ),
      [finding("ingress[0].ipv6CidrBlocks[0]", "all traffic to ::/0")],
    ],
    "the service's port, by a prefix list": [
      stack(group([]), list, byList(4567)),
      [finding("prefixListIds", 'tcp port 4567 to 198.51.100.0/24, by ManagedPrefixList "list"')],
    ],
    "HTTPS, on a group that no load balancer of the stack has, beside one that cannot be read": [
      stack(group([https]), balancer({ internal: "perhaps", securityGroups: [{}] })),
      [finding("ingress[0].cidrBlocks[0]", "tcp port 443 to 0.0.0.0/0")],
    ],
    "one public address": [
      resource("aws:ec2/securityGroupRule:SecurityGroupRule", {
        type: "ingress",
        securityGroupId: "sg-1",
        protocol: "tcp",
        fromPort: 5432,
        toPort: 5432,
        cidrBlocks: ["198.51.100.7/32"],
      }),
      [finding("cidrBlocks[0]", "tcp port 5432 to 198.51.100.7/32")],
    ],
  },
  unknown: {
    "the source waits": [rule({ fromPort: 4567, toPort: 4567, cidrIpv4: UNKNOWN }), ["cidrIpv4"]],
  },
  malformed: {
    "a source is no block": [
      group([{ protocol: "tcp", fromPort: 4567, toPort: 4567, cidrBlocks: ["10.0.0.0/99"] }]),
      ['ingress[0].cidrBlocks[0] is "10.0.0.0/99"; expected a CIDR block.'],
    ],
  },
} satisfies Vectors;
