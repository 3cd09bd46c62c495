import { each } from "../../lib/finding";
import { INGRESS_TYPES, type Ports } from "../../lib/ingress";
import { groupOf, publicLoadBalancerGroups } from "../../lib/load-balancers";
import { strings } from "../../lib/options";
import { isWeb, publicLists, publicSources } from "../../lib/public-ingress";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "ec2-sg-no-public-ingress",
    severity: "high",
    enforcementLevel: "mandatory",
    description:
      "Only internet-facing load balancers may be reached from public addresses, on ports 80 and 443.",
    why: "A task that the internet reaches directly has neither TLS policy nor firewall nor log of the load balancer before it.",
    remediationSteps:
      "Let in the load balancer's security group instead; list a partner's network in `trustedCidrs`.",
    example: `referencedSecurityGroupId: loadBalancerGroup.id`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18",
    tags: [
      "security-hub:EC2.18",
      "security-hub:EC2.19",
      "checkov:CKV_AWS_260",
      "checkov:CKV_AWS_277",
      "cdk-nag:AwsSolutions-EC23",
    ],
    practices: ["A18", "C22", "D3"],
    options: {
      trustedCidrs: strings([], "Public networks that may be let in, such as that of an office."),
    },
  },
  INGRESS_TYPES,
  function* (resource, { type, config }) {
    yield* publicSources(resource, type, config.trustedCidrs, (ports) => !isWeb(ports));
  },
  function* (graph, { config }) {
    const { trustedCidrs: trusted } = config;
    const open = publicLoadBalancerGroups(graph);
    yield* each(graph.ofType(INGRESS_TYPES), function* (node) {
      const { resource, type, external } = node;
      if (external) return;
      const isOpen = (ports: Ports): boolean => isWeb(ports) && open.has(groupOf(graph, node));
      yield* publicSources(resource, type, trusted, (ports) => isWeb(ports) && !isOpen(ports));
      yield* publicLists(graph, node, trusted, (ports) => !isOpen(ports));
    });
  },
);
