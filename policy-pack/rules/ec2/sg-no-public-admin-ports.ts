import { isAnywhere } from "../../lib/cidr";
import { each } from "../../lib/finding";
import {
  ADMIN_PORTS,
  admits,
  blockOf,
  describe,
  eachSource,
  inboundRules,
  INGRESS_TYPES,
  portsOf,
} from "../../lib/ingress";
import { eachListed } from "../../lib/prefix-lists";
import { label } from "../../lib/resolve";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "ec2-sg-no-public-admin-ports",
    severity: "critical",
    enforcementLevel: "mandatory",
    description: "Security groups must not open SSH (22) or RDP (3389) to the internet.",
    why: "These ports are found within minutes and tried without end; one weak key or one fault in the service is enough.",
    remediationSteps:
      "Remove the rule and use Session Manager or ECS Exec; else name the one network that needs it.",
    example: `new aws.vpc.SecurityGroupIngressRule("web", {
  securityGroupId: group.id,
  referencedSecurityGroupId: loadBalancerGroup.id,
  ipProtocol: "tcp",
  fromPort: 4567,
  toPort: 4567,
});`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-53",
    tags: [
      "security-hub:EC2.13",
      "security-hub:EC2.14",
      "security-hub:EC2.53",
      "security-hub:EC2.54",
      "cis-aws-5:5.3",
      "cis-aws-5:5.4",
      "cis-aws-7:6.3",
      "cis-aws-7:6.4",
      "checkov:CKV_AWS_24",
      "checkov:CKV_AWS_25",
      "trivy:AWS-0107",
      "cdk-nag:EC2RestrictedSSH",
    ],
    practices: ["D3", "D8", "D12"],
  },
  INGRESS_TYPES,
  function* (resource, { type }) {
    yield* each(inboundRules(resource, type), function* (inbound) {
      const ports = portsOf(inbound);
      const open = ADMIN_PORTS.filter((port) => admits(ports, port));
      if (open.length === 0) return;
      yield* eachSource(inbound, function* (source) {
        const block = blockOf(source);
        if (block === undefined || !isAnywhere(block)) return;
        yield source.finding("", {
          found: `opens ${describe(ports)} to ${source.text() ?? ""}`,
          expected: `no port ${open.join(" or ")} for the internet`,
        });
      });
    });
  },
  function* (graph) {
    yield* each(graph.ofType(INGRESS_TYPES), function* (node) {
      yield* each(inboundRules(node.resource, node.type), function* (inbound) {
        const ports = portsOf(inbound);
        const open = ADMIN_PORTS.filter((port) => admits(ports, port));
        if (node.external || open.length === 0) return;
        yield* eachListed(graph, node, inbound, function* ({ block, text, property, list }) {
          if (!isAnywhere(block)) return;
          yield inbound.finding(property, {
            found: `opens ${describe(ports)} to ${text}, by ${label(list)}`,
            expected: `no port ${open.join(" or ")} for the internet`,
          });
        });
      });
    });
  },
);
