import { rule } from "../../lib/rule";
import { TRAILS } from "../../lib/trails";

export default rule(
  {
    name: "cloudtrail-kms",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "Trails should encrypt their log files with a key of one's own.",
    why: "Who may read the bucket still cannot read the account's history without the key, and each use of the key is recorded.",
    remediationSteps: "Set `kmsKeyId` to a key whose policy lets CloudTrail encrypt.",
    example: `new aws.cloudtrail.Trail("audit", { ...args, kmsKeyId: key.arn });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-2",
    tags: [
      "security-hub:CloudTrail.2",
      "cis-aws-5:3.5",
      "cis-aws-7:4.5",
      "checkov:CKV_AWS_35",
      "trivy:AWS-0015",
      "cdk-nag:CloudTrailEncryptionEnabled",
    ],
    practices: ["A21", "C11", "C31"],
  },
  TRAILS,
  function* (trail) {
    if (trail.given("kmsKeyId")) return;
    yield trail.finding("kmsKeyId", { expected: "a KMS key" });
  },
);
