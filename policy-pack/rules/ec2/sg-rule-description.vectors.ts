import { resource, UNKNOWN, type VectorResource, type Vectors } from "../../lib/vectors";

const group = (props: Record<string, unknown>): VectorResource =>
  resource("aws:ec2/securityGroup:SecurityGroup", { description: "Tasks of web", ...props });
const rule = (props: Record<string, unknown>, type = "Ingress"): VectorResource =>
  resource(`aws:vpc/securityGroup${type}Rule:SecurityGroup${type}Rule`, props);
const GROUP = "expected what the group is for.";
const RULE = "expected what the rule is for.";

export default {
  pass: {
    "group and rules": group({
      ingress: [{ protocol: "tcp", description: "From the load balancer" }],
      egress: [{ protocol: "tcp", description: "To the database" }],
    }),
    "a rule of its own": rule({ ipProtocol: "tcp", description: "From the load balancer" }),
    "a description that is not known yet": rule({ description: UNKNOWN }, "Egress"),
    "the default group, whose description nobody can change": resource(
      "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
      { ingress: [], egress: [] },
    ),
    "aws-native": resource("aws-native:ec2:SecurityGroup", {
      groupDescription: "Tasks of web",
      securityGroupIngress: [{ ipProtocol: "tcp", description: "From the load balancer" }],
    }),
  },
  fail: {
    "a group with the provider's words": [
      group({ description: "Managed by Pulumi" }),
      [`description is "Managed by Pulumi"; ${GROUP}`],
    ],
    "a group without": [group({ description: "" }), [`description is ""; ${GROUP}`]],
    "rules in the group": [
      group({ ingress: [{ description: "x" }, {}], egress: [{ description: " " }] }),
      [`ingress[1].description is not set; ${RULE}`, `egress[0].description is " "; ${RULE}`],
    ],
    "the older rule": [
      resource("aws:ec2/securityGroupRule:SecurityGroupRule", { type: "ingress" }),
      [`description is not set; ${RULE}`],
    ],
    "the newer rules": [rule({}, "Egress"), [`description is not set; ${RULE}`]],
    "aws-native": [
      resource("aws-native:ec2:SecurityGroup", { securityGroupIngress: [{}] }),
      [
        `groupDescription is not set; ${GROUP}`,
        `securityGroupIngress[0].description is not set; ${RULE}`,
      ],
    ],
  },
  unknown: {
    "the rules wait": [group({ ingress: UNKNOWN }), ["ingress"]],
  },
  malformed: {
    "the rules are a word": [group({ egress: "all" }), ['egress is "all"; expected an object.']],
  },
} satisfies Vectors;
