import { rule } from "../../lib/rule";

export default rule(
  {
    name: "ec2-no-default-vpc",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "The default VPC and its subnets must not be used.",
    why: "All its subnets are public and hand out public addresses, and everything that was started without a thought is in it.",
    remediationSteps: "Declare a VPC with private subnets.",
    example: `new awsx.ec2.Vpc("main", { subnetStrategy: "Auto", natGateways: { strategy: "Single" } });`,
    url: "https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html",
    tags: ["checkov:CKV_AWS_148", "trivy:AWS-0101"],
    practices: ["C22", "C28"],
  },
  ["aws:ec2/defaultVpc:DefaultVpc", "aws:ec2/defaultSubnet:DefaultSubnet", "awsx:ec2:DefaultVpc"],
  function* (resource, { type }) {
    const what = type.endsWith("DefaultSubnet") ? "subnets of a VPC" : "a VPC";
    yield resource.finding("default", {
      found: `is what ${type.split(":").at(-1) ?? type} adopts`,
      expected: `${what} of the program's own`,
    });
  },
);
