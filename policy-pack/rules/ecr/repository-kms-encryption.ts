import { toggle } from "../../lib/options";
import { REPOSITORIES } from "../../lib/repositories";
import { weakEncryption } from "../../lib/repository-hardening";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "ecr-repository-kms-encryption",
    severity: "medium",
    enforcementLevel: "mandatory",
    description: "Repositories must be encrypted with AWS KMS.",
    why: "With KMS the use of the key is logged and can be withdrawn; AES256 by ECR itself leaves no trace. It cannot be changed later.",
    remediationSteps:
      'Set `encryptionConfigurations: [{ encryptionType: "KMS" }]`, with `kmsKey` for a key of your own.',
    example: `encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: key.arn }]`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-5",
    tags: ["security-hub:ECR.5", "checkov:CKV_AWS_136", "trivy:AWS-0033"],
    practices: ["A8", "C35"],
    options: { cmk: toggle(false, "Demand a key of your own instead of the AWS managed one.") },
  },
  REPOSITORIES,
  (repository, { config }) => weakEncryption(repository, config.cmk),
);
