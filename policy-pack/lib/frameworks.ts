/** Where else a rule's control is found: prefix of a tag → name of the catalogue. */
export const FRAMEWORKS: Readonly<Record<string, string>> = {
  awsguard: "Pulumi AWSGuard",
  "cdk-nag": "cdk-nag",
  checkov: "Checkov",
  "cis-aws-5": "CIS AWS Foundations Benchmark 5.0",
  "cis-aws-7": "CIS AWS Foundations Benchmark 7.0",
  "cis-docker": "CIS Docker Benchmark 1.6.0",
  "control-tower": "AWS Control Tower proactive controls",
  kics: "KICS",
  "nist-800-190": "NIST SP 800-190",
  "security-hub": "AWS Security Hub (Foundational Security Best Practices)",
  trivy: "Trivy",
};
