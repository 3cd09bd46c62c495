import { Attribute } from "../../lib/balancer-attributes";
import { CLASSIC_LOAD_BALANCERS, kindOf, LOAD_BALANCERS } from "../../lib/load-balancers";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "lb-access-logs",
    severity: "medium",
    enforcementLevel: "mandatory",
    description: "Load balancers must keep access logs.",
    why: "Who asked what from where, and what was answered, is all that is left of an attack that no task has recorded.",
    remediationSteps: "Set `accessLogs: { bucket, enabled: true }`.",
    example: `new aws.lb.LoadBalancer("web", { ...args, accessLogs: { bucket: logs.bucket, enabled: true } });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-5",
    tags: [
      "security-hub:ELB.5",
      "cis-aws-7:4.10",
      "checkov:CKV_AWS_91",
      "cdk-nag:AwsSolutions-ELB2",
      "awsguard:elb-logging-enabled",
    ],
    practices: ["C31"],
  },
  [...LOAD_BALANCERS, ...CLASSIC_LOAD_BALANCERS],
  function* (balancer, { type }) {
    const kind = kindOf(balancer, type);
    // Gateway load balancers have no access logs.
    if (kind === "gateway") return;
    const attribute = new Attribute(balancer, type, "accessLogs.enabled");
    const enabled = attribute.text();
    // In classic load balancers logs are on where their bucket is named.
    const byDefault = kind === "classic" && balancer.given("accessLogs.bucket");
    if (enabled !== "true" && !(enabled === undefined && byDefault))
      yield attribute.finding("true");
  },
);
