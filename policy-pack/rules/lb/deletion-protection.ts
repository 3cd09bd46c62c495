import { Attribute } from "../../lib/balancer-attributes";
import { LOAD_BALANCERS } from "../../lib/load-balancers";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "lb-deletion-protection",
    severity: "medium",
    enforcementLevel: "mandatory",
    description:
      "Load balancers must be protected from deletion in the stacks of the setting `protectedStacks`.",
    why: "A load balancer that is deleted takes its address with it, and every service behind it off the network.",
    remediationSteps: "Set `enableDeletionProtection: true`.",
    automaticFix: "Sets `enableDeletionProtection` to true.",
    example: `new aws.lb.LoadBalancer("web", { ...args, enableDeletionProtection: true });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-6",
    tags: [
      "security-hub:ELB.6",
      "checkov:CKV_AWS_150",
      "cdk-nag:ELBDeletionProtectionEnabled",
      "awsguard:elb-deletion-protection-enabled",
    ],
    practices: ["C35"],
  },
  LOAD_BALANCERS,
  function* (balancer, context) {
    if (!context.protected) return;
    const attribute = new Attribute(balancer, context.type, "enableDeletionProtection");
    if (attribute.text() !== "true") yield attribute.finding("true in this stack", true);
  },
);
