import { rule } from "../../lib/rule";
import { TRAILS, trailOf } from "../../lib/trails";

export default rule(
  {
    name: "cloudtrail-logging-on",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Trails must be on.",
    why: "A trail that is declared and off looks like a record of the account and holds nothing.",
    remediationSteps: "Remove `enableLogging: false`.",
    automaticFix: "Sets `enableLogging`, in aws-native `isLogging`, to true.",
    example: `new aws.cloudtrail.Trail("audit", { ...args, enableLogging: true });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-3",
    tags: ["security-hub:CloudTrail.3", "checkov:CKV_AWS_251"],
    practices: ["A21", "C11", "C31"],
  },
  TRAILS,
  function* (resource) {
    const trail = trailOf(resource);
    if (trail.flag("enableLogging") !== false) return;
    yield trail.finding("enableLogging", { expected: "true or not set", fix: { set: true } });
  },
);
