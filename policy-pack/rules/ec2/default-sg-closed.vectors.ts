import { resource, stack, UNKNOWN, type VectorResource, type Vectors } from "../../lib/vectors";
import { ofVpc, vpc } from "../../lib/vpcs.vectors";

const TYPE = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const adopted = (props: Record<string, unknown> = {}): VectorResource =>
  ofVpc(TYPE, "vpcId", props, "default");
const rule = (securityGroupId: unknown, from?: string): VectorResource =>
  resource(
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    { securityGroupId, ipProtocol: "-1", cidrIpv4: "10.0.0.0/8" },
    { name: "rule", ...(from !== undefined && { from: { securityGroupId: [from] } }) },
  );
const NOT_ADOPTED =
  "defaultSecurityGroup is not adopted; expected an `aws.ec2.DefaultSecurityGroup` without rules for this VPC.";
const BESIDE =
  "securityGroupId is the default group of a VPC; expected a group of its own, for the default one should have no rules.";

export default {
  pass: {
    "adopted without rules, at a first preview": stack(vpc(), adopted({ ingress: [], egress: [] })),
    "adopted without rules, by id": stack(vpc({ id: "vpc-1" }), {
      ...adopted(),
      props: { vpcId: "vpc-1" },
      from: {},
    }),
    "the VPC of a component": stack(
      resource("awsx:ec2:Vpc", {}, { name: "network" }),
      { ...vpc(), parent: "network" },
      { ...adopted(), from: { vpcId: ["network"] } },
    ),
    "a VPC that the program only reads": { ...vpc(), external: true },
    "a rule of another group of the VPC": stack(
      vpc(),
      adopted(),
      resource("aws:ec2/securityGroup:SecurityGroup", {}, { name: "group" }),
      rule(UNKNOWN, "group"),
    ),
  },
  fail: {
    "not adopted": [vpc(), [NOT_ADOPTED]],
    "adopted with rules": [
      stack(
        vpc(),
        adopted({
          ingress: [{ protocol: "-1", self: true, fromPort: 0, toPort: 0 }],
          egress: [{ protocol: "-1", cidrBlocks: ["0.0.0.0/0"], fromPort: 0, toPort: 0 }],
        }),
      ),
      ["ingress has rules; expected no rules.", "egress has rules; expected no rules."],
    ],
    "only that of another VPC is adopted": [
      stack(vpc(), vpc({}, "second"), adopted()),
      [NOT_ADOPTED],
    ],
    "only that of the default VPC is adopted": [stack(vpc(), resource(TYPE, {})), [NOT_ADOPTED]],
    "a rule of its own in the default group, at a first preview": [
      stack(vpc(), adopted(), rule(UNKNOWN, "vpc")),
      [BESIDE],
    ],
    "a rule of its own in the adopted group": [
      stack(vpc(), adopted(), rule(UNKNOWN, "default")),
      [BESIDE],
    ],
    "a rule of its own in the default group, by id": [
      stack({ ...vpc(), outputs: { defaultSecurityGroupId: "sg-1" } }, adopted(), rule("sg-1")),
      [BESIDE],
    ],
    "aws-native": [resource("aws-native:ec2:Vpc", { cidrBlock: "10.0.0.0/16" }), [NOT_ADOPTED]],
  },
  unknown: {
    "a group may be this VPC's": [
      stack(vpc(), resource(TYPE, { vpcId: UNKNOWN }, { name: "default" })),
      ["vpcId"],
    ],
    "the rules wait": [stack(vpc(), adopted({ ingress: UNKNOWN })), ["ingress"]],
  },
  malformed: {
    "the VPC's id is an object": [
      stack(vpc(), resource(TYPE, { vpcId: {} }, { name: "default" })),
      ["vpcId is an object; expected a string."],
    ],
  },
} satisfies Vectors;
