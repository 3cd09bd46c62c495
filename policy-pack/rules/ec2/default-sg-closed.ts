import { Companions } from "../../lib/companions";
import { DEFAULT_GROUPS, rulesBeside, rulesInside } from "../../lib/default-groups";
import { VPCS } from "../../lib/routes";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "ec2-default-sg-closed",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "The default security group of every VPC must have no rules.",
    why: "Whatever is started without a group gets the default one, in which all may talk to all and to the internet.",
    remediationSteps:
      "Adopt it with `aws.ec2.DefaultSecurityGroup` and no rules; whatever uses it needs a group of its own.",
    example: `new aws.ec2.DefaultSecurityGroup("default", { vpcId: vpc.id, ingress: [], egress: [] });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2",
    tags: [
      "security-hub:EC2.2",
      "cis-aws-5:5.5",
      "cis-aws-7:6.5",
      "checkov:CKV2_AWS_12",
      "trivy:AWS-0173",
      "cdk-nag:VPCDefaultSecurityGroupClosed",
    ],
    practices: ["C22", "C28"],
  },
  [...DEFAULT_GROUPS, ...VPCS],
  function* (resource, { type }) {
    if (DEFAULT_GROUPS.includes(type)) yield* rulesInside(resource);
  },
  function* (graph) {
    yield* rulesBeside(graph);
    const groups = graph.ofType(DEFAULT_GROUPS);
    // Without `vpcId` it is the group of the default VPC.
    const ofDefault = groups.some(({ resource }) => !resource.given("vpcId"));
    const vpcs = graph
      .ofType(VPCS)
      .filter(({ type, external }) => !external && !(ofDefault && type.includes("/defaultVpc:")));
    yield* new Companions(graph, groups, "vpcId", VPCS).missing(vpcs, function* ({ resource }) {
      yield resource.finding("defaultSecurityGroup", {
        found: "is not adopted",
        expected: "an `aws.ec2.DefaultSecurityGroup` without rules for this VPC",
      });
    });
  },
);
