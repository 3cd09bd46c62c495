import { Companions } from "../../lib/companions";
import type { Node } from "../../lib/graph";
import { VPCS } from "../../lib/routes";
import { stackRule } from "../../lib/rule";
import { ifKnown } from "../../lib/targets";

const FLOW_LOGS = ["aws:ec2/flowLog:FlowLog", "aws-native:ec2:FlowLog"];

export default stackRule(
  {
    name: "ec2-vpc-flow-logs",
    severity: "medium",
    enforcementLevel: "mandatory",
    description: "Every VPC must have a flow log of its refused traffic, or of all of it.",
    why: "Who has been scanning, and where a task that was taken over has called, is seen nowhere else.",
    remediationSteps: 'Add an `aws.ec2.FlowLog` with `trafficType: "REJECT"` or "ALL".',
    example: `new aws.ec2.FlowLog("vpc", { vpcId: vpc.id, trafficType: "ALL", logDestination: group.arn, iamRoleArn: role.arn });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-6",
    tags: [
      "security-hub:EC2.6",
      "cis-aws-5:3.7",
      "cis-aws-7:4.7",
      "checkov:CKV2_AWS_11",
      "trivy:AWS-0178",
      "cdk-nag:AwsSolutions-VPC7",
    ],
    practices: ["A4", "C30", "D4", "D14"],
  },
  VPCS,
  function* (graph) {
    const logs = graph.ofType(FLOW_LOGS).filter((log) => trafficOf(log) !== "ACCEPT");
    const property = ({ type }: Node): string => (type.startsWith("aws:") ? "vpcId" : "resourceId");
    const vpcs = graph.ofType(VPCS).filter(({ external }) => !external);
    yield* new Companions(graph, logs, property, VPCS).missing(vpcs, function* ({ resource }) {
      yield resource.finding("flowLog", {
        found: "is not declared",
        expected: "an `aws.ec2.FlowLog` for this VPC, of ALL or REJECT",
      });
    });
  },
);

function trafficOf({ resource }: Node): string | undefined {
  return ifKnown(() => resource.text("trafficType"))
    ?.trim()
    .toUpperCase();
}
