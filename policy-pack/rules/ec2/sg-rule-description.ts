import { EGRESS_TYPES, outboundRules } from "../../lib/egress";
import { each } from "../../lib/finding";
import { INGRESS_TYPES, inboundRules } from "../../lib/ingress";
import type { Reader } from "../../lib/reader";
import { rule } from "../../lib/rule";

const INGRESS: readonly string[] = INGRESS_TYPES;
const EGRESS: readonly string[] = EGRESS_TYPES;
const GROUPS: Readonly<Record<string, string>> = {
  "aws:ec2/securityGroup:SecurityGroup": "description",
  "aws-native:ec2:SecurityGroup": "groupDescription",
};
// What the providers write where the program says nothing.
const DEFAULT = /^managed by (?:pulumi|terraform)$/i;

export default rule(
  {
    name: "ec2-sg-rule-description",
    severity: "low",
    enforcementLevel: "advisory",
    description: "Security groups and their rules should say what they are for.",
    why: "A rule that nobody can explain is a rule that nobody dares to remove.",
    remediationSteps: "Set `description` on the group and on each of its rules.",
    example: `new aws.vpc.SecurityGroupIngressRule("web", { ...args, description: "From the load balancer" });`,
    url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    tags: ["checkov:CKV_AWS_23", "trivy:AWS-0099", "trivy:AWS-0124", "cdk-nag:AwsSolutions-EC27"],
    practices: ["C11"],
  },
  [...new Set([...INGRESS_TYPES, ...EGRESS_TYPES])],
  function* (resource, { type }) {
    const own = GROUPS[type];
    if (own !== undefined && !isDescribed(resource, own))
      yield resource.finding(own, { expected: "what the group is for" });
    const inbound = INGRESS.includes(type) ? inboundRules(resource, type) : [];
    const outbound = EGRESS.includes(type) ? outboundRules(resource, type) : [];
    yield* each([...inbound, ...outbound], function* (part) {
      if (!isDescribed(part, "description"))
        yield part.finding("description", { expected: "what the rule is for" });
    });
  },
);

function isDescribed(owner: Reader, path: string): boolean {
  if (!owner.known(path)) return true;
  const text = owner.text(path)?.trim() ?? "";
  return text !== "" && !DEFAULT.test(text);
}
