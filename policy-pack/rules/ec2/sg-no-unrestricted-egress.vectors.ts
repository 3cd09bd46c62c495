import { resource, stack, UNKNOWN, type VectorResource, type Vectors } from "../../lib/vectors";

const group = (...egress: unknown[]): VectorResource =>
  resource("aws:ec2/securityGroup:SecurityGroup", { egress });
const oldRule = (props: Record<string, unknown>): VectorResource =>
  resource("aws:ec2/securityGroupRule:SecurityGroupRule", { type: "egress", ...props });
const newRule = (props: Record<string, unknown>): VectorResource =>
  resource("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", props);
const all = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };
const native = (securityGroupEgress?: unknown): VectorResource =>
  resource(
    "aws-native:ec2:SecurityGroup",
    securityGroupEgress === undefined ? {} : { securityGroupEgress },
    { name: "group" },
  );
const finding = (path: string, opens: string): string =>
  `${path} opens ${opens}; expected the ports and networks that are needed.`;

export default {
  pass: {
    "nothing goes out": group(),
    "HTTPS to anywhere": group({
      protocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrBlocks: ["0.0.0.0/0"],
    }),
    "everything to a private network": group({ ...all, cidrBlocks: ["10.0.0.0/16"] }),
    "everything to another group": newRule({
      ipProtocol: "-1",
      referencedSecurityGroupId: UNKNOWN,
    }),
    "everything in is another rule's": oldRule({ ...all, type: "ingress" }),
    "an aws-native group whose rule stands alone": stack(
      native(),
      resource(
        "aws-native:ec2:SecurityGroupEgress",
        { groupId: UNKNOWN, ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIp: "0.0.0.0/0" },
        { name: "rule", from: { groupId: ["group"] } },
      ),
    ),
  },
  fail: {
    "everything, in the group": [
      group(all),
      [finding("egress[0].cidrBlocks[0]", "all traffic to 0.0.0.0/0")],
    ],
    "everything over IPv6, in the older rule": [
      oldRule({ protocol: "all", fromPort: 0, toPort: 65535, ipv6CidrBlocks: ["::/0"] }),
      [finding("ipv6CidrBlocks[0]", "all traffic to ::/0")],
    ],
    "everything, in the newer rule": [
      newRule({ ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" }),
      [finding("cidrIpv4", "all traffic to 0.0.0.0/0")],
    ],
    "every port of TCP": [
      newRule({ ipProtocol: "tcp", fromPort: 0, toPort: 65535, cidrIpv6: "::/0" }),
      [finding("cidrIpv6", "all tcp ports to ::/0")],
    ],
    "anywhere, in two halves": [
      group({ ...all, cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] }),
      [
        finding("egress[0].cidrBlocks[0]", "all traffic to 0.0.0.0/1"),
        finding("egress[0].cidrBlocks[1]", "all traffic to 128.0.0.0/1"),
      ],
    ],
    "an aws-native group": [
      native([{ ipProtocol: "-1", cidrIp: "0.0.0.0/0" }]),
      [finding("securityGroupEgress[0].cidrIp", "all traffic to 0.0.0.0/0")],
    ],
    "an aws-native group that says nothing, so that AWS lets all out": [
      native(),
      ["securityGroupEgress is not set; expected the ports and networks that are needed."],
    ],
  },
  unknown: {
    "the target waits": [newRule({ ipProtocol: "-1", cidrIpv4: UNKNOWN }), ["cidrIpv4"]],
  },
  malformed: {
    "the target is no block": [
      newRule({ ipProtocol: "-1", cidrIpv4: "world" }),
      ['cidrIpv4 is "world"; expected a CIDR block.'],
    ],
  },
} satisfies Vectors;
