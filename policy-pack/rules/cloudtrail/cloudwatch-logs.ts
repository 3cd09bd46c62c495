import { rule } from "../../lib/rule";
import { TRAILS, trailOf } from "../../lib/trails";

export default rule(
  {
    name: "cloudtrail-cloudwatch-logs",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "Trails should write to CloudWatch Logs as well.",
    why: "Files in a bucket are read after the fact; a log group can be searched at once, and metric filters on it can raise alarms.",
    remediationSteps:
      "Set `cloudWatchLogsGroupArn` to a log group, ending in `:*`, and `cloudWatchLogsRoleArn` to a role that may write to it.",
    example: `new aws.cloudtrail.Trail("audit", { ...args, cloudWatchLogsGroupArn: pulumi.interpolate\`\${group.arn}:*\`, cloudWatchLogsRoleArn: role.arn });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-5",
    tags: [
      "security-hub:CloudTrail.5",
      "checkov:CKV2_AWS_10",
      "trivy:AWS-0162",
      "cdk-nag:CloudTrailCloudWatchLogsEnabled",
    ],
    practices: ["A21", "A29", "C11", "C31"],
  },
  TRAILS,
  function* (resource) {
    const trail = trailOf(resource);
    if (trail.given("cloudWatchLogsGroupArn")) return;
    yield trail.finding("cloudWatchLogsGroupArn", { expected: "a log group" });
  },
);
