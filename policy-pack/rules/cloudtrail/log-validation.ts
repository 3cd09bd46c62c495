import { rule } from "../../lib/rule";
import { TRAILS } from "../../lib/trails";

export default rule(
  {
    name: "cloudtrail-log-validation",
    severity: "medium",
    enforcementLevel: "mandatory",
    description: "Trails must sign their log files.",
    why: "Without digests nobody can prove that a log file was not changed, or that none is missing.",
    remediationSteps: "Set `enableLogFileValidation: true`.",
    automaticFix: "Sets `enableLogFileValidation` to true.",
    example: `new aws.cloudtrail.Trail("audit", { ...args, enableLogFileValidation: true });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-4",
    tags: [
      "security-hub:CloudTrail.4",
      "cis-aws-5:3.2",
      "cis-aws-7:4.2",
      "checkov:CKV_AWS_36",
      "trivy:AWS-0016",
      "cdk-nag:CloudTrailLogFileValidationEnabled",
    ],
    practices: ["A21", "C11", "C31"],
  },
  TRAILS,
  function* (trail) {
    if (trail.flag("enableLogFileValidation") === true) return;
    yield trail.finding("enableLogFileValidation", { expected: "true", fix: { set: true } });
  },
);
