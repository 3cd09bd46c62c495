import { Attribute } from "../../lib/balancer-attributes";
import { CLASSIC_LOAD_BALANCERS, kindOf, LOAD_BALANCERS } from "../../lib/load-balancers";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "lb-desync-mitigation",
    severity: "medium",
    enforcementLevel: "mandatory",
    description: "Load balancers must mitigate HTTP desync, in mode `defensive` or `strictest`.",
    why: "In mode `monitor`, requests that two servers read in two ways reach the application, and one client's request gets into another's.",
    remediationSteps:
      'Remove `desyncMitigationMode`, for `defensive` is the default, or set "strictest".',
    automaticFix: "Sets `desyncMitigationMode` to defensive.",
    example: `new aws.lb.LoadBalancer("web", { ...args, desyncMitigationMode: "strictest" });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-12",
    tags: ["security-hub:ELB.12", "security-hub:ELB.14", "checkov:CKV_AWS_328"],
    practices: ["C35"],
  },
  [...LOAD_BALANCERS, ...CLASSIC_LOAD_BALANCERS],
  function* (balancer, { type }) {
    if (!["application", "classic"].includes(kindOf(balancer, type))) return;
    const attribute = new Attribute(balancer, type, "desyncMitigationMode");
    if (["", "defensive", "strictest"].includes(attribute.text() ?? "")) return;
    yield attribute.finding('"defensive" or "strictest"', "defensive");
  },
);
