import { each } from "../../lib/finding";
import { ACL_ENTRIES, entriesByAcl, NETWORK_ACLS, openAdminPorts } from "../../lib/network-acls";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "ec2-nacl-no-public-admin-ports",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "Network ACLs should not let the internet in to SSH (22) or RDP (3389).",
    why: "The ACL is what still stands when somebody opens a security group by mistake.",
    remediationSteps:
      "Allow the ports that are served, and the ephemeral ones above 3389; deny 22 and 3389 with a lower rule number.",
    example: `ingress: [
  { ruleNo: 90, action: "deny", protocol: "tcp", fromPort: 22, toPort: 22, cidrBlock: "0.0.0.0/0" },
  { ruleNo: 100, action: "allow", protocol: "tcp", fromPort: 443, toPort: 443, cidrBlock: "0.0.0.0/0" },
]`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-21",
    tags: [
      "security-hub:EC2.21",
      "cis-aws-5:5.2",
      "cis-aws-7:6.2",
      "checkov:CKV_AWS_352",
      "trivy:AWS-0105",
      "trivy:AWS-0102",
      "cdk-nag:AwsSolutions-VPC3",
    ],
    practices: ["D3", "D8", "D12"],
  },
  [...NETWORK_ACLS, ...ACL_ENTRIES],
  function* (resource, { type }) {
    if (NETWORK_ACLS.includes(type)) yield* openAdminPorts(resource.list("ingress"));
  },
  function* (graph) {
    yield* each(entriesByAcl(graph), openAdminPorts);
  },
);
