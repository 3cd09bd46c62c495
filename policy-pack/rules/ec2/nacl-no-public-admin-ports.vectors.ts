import {
  configured,
  resource,
  UNKNOWN,
  type GivenStack,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

type Properties = Record<string, unknown>;
const acl = (...ingress: Properties[]): VectorResource =>
  resource("aws:ec2/networkAcl:NetworkAcl", { ingress }, { name: "acl" });
const entry = (ruleNo: number, action: string, rest: Properties): Properties => ({
  ...{ ruleNo, action, protocol: "tcp", fromPort: 22, toPort: 22 },
  ...rest,
});
const rule = (ruleNumber: number, ruleAction: string, rest: Properties = {}): VectorResource =>
  resource(
    "aws:ec2/networkAclRule:NetworkAclRule",
    {
      ...{ networkAclId: UNKNOWN, ruleNumber, ruleAction, protocol: "6" },
      ...{ fromPort: 22, toPort: 22, cidrBlock: "0.0.0.0/0", ...rest },
    },
    { name: `rule ${ruleNumber}`, from: { networkAclId: ["acl"] } },
  );
const stack = (...rules: VectorResource[]): GivenStack => configured([acl(), ...rules], {});
const anywhere = { cidrBlock: "0.0.0.0/0" };
const everything = { protocol: "-1", fromPort: 0, toPort: 0, ...anywhere };
const finding = (path: string, opens: string, ports = "22"): string =>
  `${path} opens ${opens}; expected no port ${ports} for the internet.`;

export default {
  pass: {
    "HTTPS from anywhere": acl(entry(100, "allow", { fromPort: 443, toPort: 443, ...anywhere })),
    "SSH from a private network": acl(entry(100, "allow", { cidrBlock: "10.0.0.0/8" })),
    "SSH is denied": acl(entry(100, "deny", anywhere)),
    "everything, after SSH and RDP have been denied": acl(
      entry(100, "allow", everything),
      entry(90, "deny", { fromPort: 22, toPort: 3389, ...anywhere }),
    ),
    "a rule after one that denies": stack(rule(110, "allow"), rule(100, "deny")),
    "ephemeral ports above RDP": stack(rule(100, "allow", { fromPort: 32768, toPort: 65535 })),
    outbound: stack(rule(100, "allow", { egress: true })),
  },
  fail: {
    "SSH from anywhere": [
      acl(entry(100, "allow", anywhere)),
      [finding("ingress[0].cidrBlock", "tcp port 22 to 0.0.0.0/0")],
    ],
    "everything, over IPv6, in the default ACL": [
      resource("aws:ec2/defaultNetworkAcl:DefaultNetworkAcl", {
        ingress: [
          {
            ruleNo: 101,
            action: "allow",
            protocol: "all",
            fromPort: 0,
            toPort: 0,
            ipv6CidrBlock: "::/0",
          },
        ],
      }),
      [finding("ingress[0].ipv6CidrBlock", "all traffic to ::/0", "22 or 3389")],
    ],
    "everything, and only SSH has been denied": [
      acl(entry(90, "deny", anywhere), entry(100, "allow", everything)),
      [finding("ingress[1].cidrBlock", "all traffic to 0.0.0.0/0", "3389")],
    ],
    "SSH, denied too late": [
      acl(entry(100, "allow", anywhere), entry(110, "deny", anywhere)),
      [finding("ingress[0].cidrBlock", "tcp port 22 to 0.0.0.0/0")],
    ],
    "a rule of its own": [
      stack(rule(100, "allow", { fromPort: 20, toPort: 4000 })),
      [finding("cidrBlock", "tcp ports 20-4000 to 0.0.0.0/0", "22 or 3389")],
    ],
    "a rule, and the one that denies is another ACL's": [
      stack(rule(100, "allow"), {
        ...rule(90, "deny"),
        props: { ...rule(90, "deny").props, networkAclId: "acl-2" },
      }),
      [finding("cidrBlock", "tcp port 22 to 0.0.0.0/0")],
    ],
    "aws-native": [
      resource("aws-native:ec2:NetworkAclEntry", {
        ...{ networkAclId: "acl-1", ruleNumber: 100, ruleAction: "allow", protocol: 6 },
        ...{ cidrBlock: "0.0.0.0/0", portRange: { from: 3389, to: 3389 } },
      }),
      [finding("cidrBlock", "tcp port 3389 to 0.0.0.0/0", "3389")],
    ],
  },
  unknown: {
    "the block waits": [acl(entry(100, "allow", { cidrBlock: UNKNOWN })), ["ingress[0].cidrBlock"]],
  },
  malformed: {
    "the block is a word": [
      acl(entry(100, "allow", { cidrBlock: "world" })),
      ['ingress[0].cidrBlock is "world"; expected a CIDR block.'],
    ],
  },
} satisfies Vectors;
