import { isAnywhere } from "../../lib/cidr";
import { EGRESS_TYPES, outboundRules } from "../../lib/egress";
import { each } from "../../lib/finding";
import { blockOf, describe, eachSource, isEveryPort, portsOf } from "../../lib/ingress";
import { resolve } from "../../lib/resolve";
import { rule } from "../../lib/rule";

const NATIVE_GROUPS = ["aws-native:ec2:SecurityGroup"];
const NATIVE_RULES = ["aws-native:ec2:SecurityGroupEgress"];
const EXPECTED = "the ports and networks that are needed";

export default rule(
  {
    name: "ec2-sg-no-unrestricted-egress",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "Security groups should not let all ports out to the internet.",
    why: "A task that is taken over fetches its tools and sends off what it finds, through whatever way out there is.",
    remediationSteps:
      "Open port 443 to the networks, prefix lists and groups that are called, and nothing else.",
    example: `new aws.vpc.SecurityGroupEgressRule("s3", {
  securityGroupId: group.id,
  prefixListId: s3.prefixListId,
  ipProtocol: "tcp",
  fromPort: 443,
  toPort: 443,
});`,
    url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    tags: ["checkov:CKV_AWS_382", "trivy:AWS-0104", "nist-800-190:4.4.2"],
    practices: ["C22", "C28"],
  },
  EGRESS_TYPES,
  function* (resource, { type }) {
    yield* each(outboundRules(resource, type), function* (outbound) {
      const ports = portsOf(outbound);
      if (!isEveryPort(ports)) return;
      yield* eachSource(outbound, function* (target) {
        const block = blockOf(target);
        if (block === undefined || !isAnywhere(block)) return;
        const found = `opens ${describe(ports)} to ${target.text() ?? ""}`;
        yield target.finding("", { found, expected: EXPECTED });
      });
    });
  },
  // With `aws-native`, a group for which nothing is said keeps AWS's own rule, which lets everything out.
  function* (graph) {
    const owners = graph
      .ofType(NATIVE_RULES)
      .map((node) => resolve(graph, node, node.resource, "groupId", NATIVE_GROUPS));
    yield* each(graph.ofType(NATIVE_GROUPS), function* (group) {
      if (group.external || group.resource.list("securityGroupEgress").length > 0) return;
      if (owners.some(({ nodes, waiting }) => nodes.includes(group) || waiting.length > 0)) return;
      yield group.resource.finding("securityGroupEgress", { expected: EXPECTED });
    });
  },
);
