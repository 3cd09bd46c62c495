import { contains, isPublic, parseCidr } from "../../lib/cidr";
import { each, type Check } from "../../lib/finding";
import {
  blockOf,
  describe,
  eachSource,
  inboundRules,
  INGRESS_TYPES,
  portsOf,
  type Ports,
} from "../../lib/ingress";
import { publicLoadBalancerGroups, groupOf } from "../../lib/load-balancers";
import { strings } from "../../lib/options";
import type { Reader } from "../../lib/reader";
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
    yield* judge(resource, type, config.trustedCidrs, (ports) => !isWeb(ports));
  },
  function* (graph, { config }) {
    const open = publicLoadBalancerGroups(graph);
    yield* each(graph.ofType(INGRESS_TYPES), (node) =>
      judge(
        node.resource,
        node.type,
        config.trustedCidrs,
        (ports) => isWeb(ports) && !open.has(groupOf(graph, node)),
      ),
    );
  },
);

/** Findings for public sources of the inbound rules whose ports are concerned. */
function* judge(
  resource: Reader,
  type: string,
  trusted: readonly string[],
  concerns: (ports: Ports) => boolean,
): Check {
  const trustedBlocks = trusted.flatMap((text) => parseCidr(text) ?? []);
  yield* each(inboundRules(resource, type), function* (inbound) {
    const ports = portsOf(inbound);
    if (!concerns(ports)) return;
    yield* eachSource(inbound, function* (source) {
      const block = blockOf(source);
      if (block === undefined || !isPublic(block)) return;
      if (trustedBlocks.some((known) => contains(known, block))) return;
      yield source.finding("", {
        found: `opens ${describe(ports)} to ${source.text() ?? ""}`,
        expected:
          "a security group or a private network, or ports 80 and 443 of an internet-facing load balancer",
      });
    });
  });
}

function isWeb({ protocol, from, to }: Ports): boolean {
  return protocol === "tcp" && from === to && (from === 80 || from === 443);
}
