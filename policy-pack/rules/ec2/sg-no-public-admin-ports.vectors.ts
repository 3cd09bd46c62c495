import { resource, stack, UNKNOWN, type VectorResource, type Vectors } from "../../lib/vectors";

const group = (...ingress: unknown[]): VectorResource =>
  resource("aws:ec2/securityGroup:SecurityGroup", { ingress });
const oldRule = (props: Record<string, unknown>): VectorResource =>
  resource("aws:ec2/securityGroupRule:SecurityGroupRule", {
    type: "ingress",
    securityGroupId: "sg-1",
    ...props,
  });
const newRule = (props: Record<string, unknown>): VectorResource =>
  resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {
    securityGroupId: "sg-1",
    ...props,
  });
const ssh = { protocol: "tcp", fromPort: 22, toPort: 22 };
const sshNew = { ipProtocol: "tcp", fromPort: 22, toPort: 22 };
const list = (props: Record<string, unknown>): VectorResource =>
  resource("aws:ec2/managedPrefixList:ManagedPrefixList", props, { name: "list" });
const byList: VectorResource = {
  ...newRule({ ...sshNew, prefixListId: UNKNOWN }),
  from: { prefixListId: ["list"] },
};
const finding = (path: string, opens: string, ports = "22"): string =>
  `${path} opens ${opens}; expected no port ${ports} for the internet.`;

export default {
  pass: {
    "HTTPS from anywhere is another rule's": group({
      protocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrBlocks: ["0.0.0.0/0"],
    }),
    "SSH from a private network": group({ ...ssh, cidrBlocks: ["10.0.0.0/8"] }),
    "SSH from one office": newRule({ ...sshNew, cidrIpv4: "198.51.100.7/32" }),
    "SSH from another group": newRule({ ...sshNew, referencedSecurityGroupId: "sg-2" }),
    "SSH from a prefix list": newRule({ ...sshNew, prefixListId: "pl-1" }),
    "SSH to anywhere": oldRule({ ...ssh, type: "egress", cidrBlocks: ["0.0.0.0/0"] }),
    "SSH from a list of the stack's own networks": stack(
      list({ entries: [{ cidr: "10.0.0.0/8" }] }),
      byList,
    ),
    "UDP on port 22": group({
      protocol: "udp",
      fromPort: 22,
      toPort: 22,
      cidrBlocks: ["0.0.0.0/0"],
    }),
  },
  fail: {
    "SSH, in the group": [
      group({ ...ssh, cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0"] }),
      [finding("ingress[0].cidrBlocks[1]", "tcp port 22 to 0.0.0.0/0")],
    ],
    "RDP over IPv6, in the older rule": [
      oldRule({ protocol: "6", fromPort: 3389, toPort: 3389, ipv6CidrBlocks: ["::/0"] }),
      [finding("ipv6CidrBlocks[0]", "tcp port 3389 to ::/0", "3389")],
    ],
    "SSH, in the newer rule": [
      newRule({ ...sshNew, cidrIpv4: "0.0.0.0/0" }),
      [finding("cidrIpv4", "tcp port 22 to 0.0.0.0/0")],
    ],
    "SSH within a range": [
      group({ protocol: "tcp", fromPort: 20, toPort: 4000, cidrBlocks: ["0.0.0.0/0"] }),
      [finding("ingress[0].cidrBlocks[0]", "tcp ports 20-4000 to 0.0.0.0/0", "22 or 3389")],
    ],
    everything: [
      newRule({ ipProtocol: "-1", cidrIpv6: "::/0" }),
      [finding("cidrIpv6", "all traffic to ::/0", "22 or 3389")],
    ],
    "anywhere, by a prefix list": [
      stack(list({ entries: [{ cidr: "10.0.0.0/8" }, { cidr: "0.0.0.0/0" }] }), byList),
      [finding("prefixListId", 'tcp port 22 to 0.0.0.0/0, by ManagedPrefixList "list"')],
    ],
    "anywhere, by an entry of a prefix list": [
      stack(
        list({}),
        byList,
        resource(
          "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
          { prefixListId: UNKNOWN, cidr: "::/0" },
          { name: "entry", from: { prefixListId: ["list"] } },
        ),
      ),
      [finding("prefixListId", 'tcp port 22 to ::/0, by ManagedPrefixList "list"')],
    ],
    "anywhere, in two halves": [
      group({ ...ssh, cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] }),
      [
        finding("ingress[0].cidrBlocks[0]", "tcp port 22 to 0.0.0.0/1"),
        finding("ingress[0].cidrBlocks[1]", "tcp port 22 to 128.0.0.0/1"),
      ],
    ],
    "the default group": [
      resource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", {
        ingress: [{ ...ssh, cidrBlocks: ["0.0.0.0/0"] }],
      }),
      [finding("ingress[0].cidrBlocks[0]", "tcp port 22 to 0.0.0.0/0")],
    ],
    "an aws-native group": [
      resource("aws-native:ec2:SecurityGroup", {
        securityGroupIngress: [{ ...sshNew, cidrIp: "0.0.0.0/0" }],
      }),
      [finding("securityGroupIngress[0].cidrIp", "tcp port 22 to 0.0.0.0/0")],
    ],
    "an aws-native rule": [
      resource("aws-native:ec2:SecurityGroupIngress", { ipProtocol: "tcp", cidrIp: "0.0.0.0/0" }),
      [finding("cidrIp", "all tcp ports to 0.0.0.0/0", "22 or 3389")],
    ],
  },
  unknown: {
    "one source waits, the other is anywhere": [
      group({ ...ssh, cidrBlocks: [UNKNOWN, "0.0.0.0/0"] }),
      ["ingress[0].cidrBlocks[0]"],
      { findings: [finding("ingress[0].cidrBlocks[1]", "tcp port 22 to 0.0.0.0/0")] },
    ],
    "the port waits": [
      newRule({ ipProtocol: "tcp", fromPort: UNKNOWN, toPort: 22, cidrIpv4: "0.0.0.0/0" }),
      ["fromPort"],
    ],
  },
  malformed: {
    "a source is no block": [
      newRule({ ...sshNew, cidrIpv4: "everywhere" }),
      ['cidrIpv4 is "everywhere"; expected a CIDR block.'],
    ],
    "the rules are a word": [
      resource("aws:ec2/securityGroup:SecurityGroup", { ingress: "all" }),
      ['ingress is "all"; expected an object.'],
    ],
  },
} satisfies Vectors;
