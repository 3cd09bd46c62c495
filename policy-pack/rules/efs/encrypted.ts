import { rule } from "../../lib/rule";

export default rule(
  {
    name: "efs-encrypted",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "File systems must be encrypted at rest.",
    why: "What tasks write to a shared file system outlives them; it cannot be encrypted later, only copied.",
    remediationSteps: "Set `encrypted: true`, with `kmsKeyId` for a key of your own.",
    example: `new aws.efs.FileSystem("shared", { encrypted: true, kmsKeyId: key.arn });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/efs-controls.html#efs-1",
    tags: [
      "security-hub:EFS.1",
      "security-hub:EFS.8",
      "cis-aws-5:2.3.1",
      "cis-aws-7:3.3.1",
      "checkov:CKV_AWS_42",
      "trivy:AWS-0037",
      "cdk-nag:AwsSolutions-EFS1",
      "awsguard:efs-encrypted",
    ],
    practices: ["C35"],
  },
  ["aws:efs/fileSystem:FileSystem", "aws-native:efs:FileSystem"],
  function* (fileSystem) {
    if (fileSystem.flag("encrypted") !== true)
      yield fileSystem.finding("encrypted", { expected: "true" });
  },
);
