import { canRotate, keyOf, KEYS } from "../../lib/keys";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "kms-key-rotation",
    severity: "medium",
    enforcementLevel: "mandatory",
    description: "Symmetric keys must rotate.",
    why: "Rotation bounds what one piece of key material protects; KMS keeps the old material for the old data, so nothing else changes.",
    remediationSteps: "Set `enableKeyRotation: true`.",
    automaticFix: "Sets `enableKeyRotation` to true.",
    example: `new aws.kms.Key("data", { enableKeyRotation: true });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-4",
    tags: [
      "security-hub:KMS.4",
      "cis-aws-5:3.6",
      "cis-aws-7:4.6",
      "checkov:CKV_AWS_7",
      "trivy:AWS-0065",
      "cdk-nag:AwsSolutions-KMS5",
      "awsguard:cmk-backing-key-rotation-enabled",
    ],
    practices: ["A8"],
  },
  KEYS,
  function* (resource) {
    const key = keyOf(resource);
    if (key.flag("enableKeyRotation") === true || !canRotate(key)) return;
    yield key.finding("enableKeyRotation", { expected: "true", fix: { set: true } });
  },
);
