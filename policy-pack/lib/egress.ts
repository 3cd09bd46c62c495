import type { Reader } from "./reader";

/** The types that let traffic out of a security group. */
export const EGRESS_TYPES = [
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  "aws:ec2/securityGroupRule:SecurityGroupRule",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  "aws-native:ec2:SecurityGroup",
  "aws-native:ec2:SecurityGroupEgress",
] as const;

/** The outbound rules of a resource of one of the `EGRESS_TYPES`. */
export function outboundRules(resource: Reader, type: string): Reader[] {
  switch (type) {
    case "aws:ec2/securityGroup:SecurityGroup":
    case "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup":
      return resource.list("egress");
    case "aws-native:ec2:SecurityGroup":
      return resource.list("securityGroupEgress");
    case "aws:ec2/securityGroupRule:SecurityGroupRule":
      return resource.text("type")?.trim().toLowerCase() === "egress" ? [resource] : [];
    default:
      return [resource];
  }
}
