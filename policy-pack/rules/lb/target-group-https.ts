import { TARGET_GROUPS } from "../../lib/listeners";
import { rule } from "../../lib/rule";

const PLAIN = ["HTTP", "TCP", "TCP_UDP", "UDP"];

export default rule(
  {
    name: "lb-target-group-https",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "Traffic from a load balancer to its targets should be encrypted.",
    why: "Behind a load balancer that ends TLS, requests go on in clear text through a network that others share.",
    remediationSteps:
      'Set `protocol: "HTTPS"` (or "TLS"), with a certificate in the container; it may be self-signed, for load balancers do not check it.',
    example: `new aws.lb.TargetGroup("web", { ...args, protocol: "HTTPS", port: 8443 });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-22",
    tags: ["security-hub:ELB.22", "checkov:CKV_AWS_378"],
    practices: ["C35"],
  },
  TARGET_GROUPS,
  function* (group) {
    // Functions have no protocol; before another load balancer, only TCP is possible.
    if (["alb", "lambda"].includes(group.text("targetType")?.trim().toLowerCase() ?? "")) return;
    if (PLAIN.includes(group.text("protocol")?.trim().toUpperCase() ?? ""))
      yield group.finding("protocol", { expected: '"HTTPS" or "TLS"' });
  },
);
