import { rule } from "../../lib/rule";
import { TRAILS } from "../../lib/trails";

export default rule(
  {
    name: "cloudtrail-multi-region",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Trails must record the calls of all regions.",
    why: "An intruder works in the region where nobody looks; global services such as IAM record theirs in one region only.",
    remediationSteps: "Set `isMultiRegionTrail: true`.",
    automaticFix:
      "Sets `isMultiRegionTrail` to true, but not where `includeGlobalServiceEvents` is false, which AWS refuses together.",
    example: `new aws.cloudtrail.Trail("audit", { ...args, isMultiRegionTrail: true });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-1",
    tags: [
      "security-hub:CloudTrail.1",
      "cis-aws-5:3.1",
      "cis-aws-7:4.1",
      "checkov:CKV_AWS_67",
      "trivy:AWS-0014",
    ],
    practices: ["A21", "C11", "C31"],
  },
  TRAILS,
  function* (trail) {
    if (trail.flag("isMultiRegionTrail") === true) return;
    const isWhole = trail.flag("includeGlobalServiceEvents") !== false;
    const fix = isWhole ? { fix: { set: true } } : {};
    yield trail.finding("isMultiRegionTrail", { expected: "true", ...fix });
  },
);
