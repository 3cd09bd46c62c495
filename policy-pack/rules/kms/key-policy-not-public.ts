import { KEY_POLICIES } from "../../lib/keys";
import { publicStatements } from "../../lib/public-policies";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "kms-key-policy-not-public",
    severity: "critical",
    enforcementLevel: "mandatory",
    description: "Policies of keys must not allow everybody in.",
    why: "Everybody means every AWS account: to decrypt, to give the key to others, or to delete it with all that it protects.",
    remediationSteps:
      "Name the account, roles or services in `Principal`, or add a condition on kms:CallerAccount or aws:PrincipalOrgID.",
    example: `Principal: { AWS: "arn:aws:iam::123456789012:root" }`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-5",
    tags: ["security-hub:KMS.5", "checkov:CKV_AWS_33"],
    practices: ["C26"],
  },
  Object.keys(KEY_POLICIES),
  (resource, { type }) => publicStatements(resource, KEY_POLICIES[type] ?? ""),
);
