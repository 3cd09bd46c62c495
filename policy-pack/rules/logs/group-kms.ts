import { LOG_GROUPS } from "../../lib/log-retention";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "logs-group-kms",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "Log groups should be encrypted with a KMS key of your own.",
    why: "Logs hold what applications print. With a key of your own, its policy says who can read them, and its use is logged.",
    remediationSteps:
      "Set `kmsKeyId` to the ARN of a key whose policy lets logs.<region>.amazonaws.com use it.",
    example: `new aws.cloudwatch.LogGroup("web", { retentionInDays: 365, kmsKeyId: key.arn });`,
    url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
    tags: ["checkov:CKV_AWS_158", "trivy:AWS-0017", "cdk-nag:CloudWatchLogGroupEncrypted"],
    practices: ["C35"],
  },
  LOG_GROUPS,
  function* (group) {
    if (!group.given("kmsKeyId"))
      yield group.finding("kmsKeyId", { expected: "the ARN of a KMS key" });
  },
);
