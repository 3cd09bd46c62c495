import { Attribute } from "../../lib/balancer-attributes";
import { kindOf, LOAD_BALANCERS } from "../../lib/load-balancers";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "lb-drop-invalid-headers",
    severity: "medium",
    enforcementLevel: "mandatory",
    description: "Application load balancers must drop headers with invalid names.",
    why: "A header that load balancer and application read differently smuggles a second request past the first.",
    remediationSteps: "Set `dropInvalidHeaderFields: true`.",
    automaticFix: "Sets `dropInvalidHeaderFields` to true.",
    example: `new aws.lb.LoadBalancer("web", { ...args, dropInvalidHeaderFields: true });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-4",
    tags: [
      "security-hub:ELB.4",
      "checkov:CKV_AWS_131",
      "trivy:AWS-0052",
      "cdk-nag:ALBHttpDropInvalidHeaderEnabled",
    ],
    practices: ["C35"],
  },
  LOAD_BALANCERS,
  function* (balancer, { type }) {
    if (kindOf(balancer, type) !== "application") return;
    const attribute = new Attribute(balancer, type, "dropInvalidHeaderFields");
    if (attribute.text() !== "true") yield attribute.finding("true", true);
  },
);
