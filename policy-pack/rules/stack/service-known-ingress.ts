import { NETWORKED } from "../../lib/group-rules";
import { unknownSources } from "../../lib/known-sources";
import { strings } from "../../lib/options";
import { stackRule } from "../../lib/rule";

export default stackRule(
  {
    name: "stack-service-known-ingress",
    severity: "high",
    enforcementLevel: "mandatory",
    description:
      "Security groups of tasks must let in only groups of the same stack, and networks that are listed.",
    why: "A network as a source lets in whatever will ever run there; a group says who is meant.",
    remediationSteps:
      "Name the security group of the load balancer or service that calls; list other sources in `trustedSources`.",
    example: `new aws.vpc.SecurityGroupIngressRule("from-balancer", {
  securityGroupId: tasks.id,
  referencedSecurityGroupId: balancer.id,
  ipProtocol: "tcp",
  fromPort: 4567,
  toPort: 4567,
});`,
    url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    tags: [],
    practices: ["A18", "C22", "C28", "D3", "D8", "D12"],
    options: {
      trustedSources: strings(
        [],
        "CIDR blocks, and ids of security groups and prefix lists of other stacks, that tasks may be reached from.",
      ),
    },
  },
  NETWORKED,
  (graph, { config }) => unknownSources(graph, config.trustedSources),
);
