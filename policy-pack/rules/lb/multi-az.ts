import { CLASSIC_LOAD_BALANCERS, LOAD_BALANCERS } from "../../lib/load-balancers";
import { rule } from "../../lib/rule";

const PLACES = ["subnets", "subnetMappings", "availabilityZones"];

export default rule(
  {
    name: "lb-multi-az",
    severity: "low",
    enforcementLevel: "advisory",
    description: "Load balancers should be in at least two availability zones.",
    why: "When the only zone fails, nothing behind the load balancer is reached, wherever it runs.",
    remediationSteps: "Name subnets of at least two zones.",
    example: `new aws.lb.LoadBalancer("web", { ...args, subnets: vpc.publicSubnetIds });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-13",
    tags: ["security-hub:ELB.13", "security-hub:ELB.10"],
    practices: ["C35"],
  },
  [...LOAD_BALANCERS, ...CLASSIC_LOAD_BALANCERS],
  function* (balancer) {
    const [place = "subnets"] = PLACES.filter((path) => balancer.given(path));
    const items = balancer.list(place);
    const id = place === "subnetMappings" ? "subnetId" : "";
    const named = items.flatMap((item) => (item.known(id) ? (item.text(id) ?? "") : []));
    // Ids that are not known yet count as different ones.
    const unknown = items.length - named.length;
    if (new Set(named).size + unknown >= 2) return;
    yield balancer.finding(place, { expected: "subnets of at least two zones" });
  },
);
