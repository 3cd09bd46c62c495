import { each } from "../../lib/finding";
import type { Node } from "../../lib/graph";
import { strings } from "../../lib/options";
import { VPCS } from "../../lib/routes";
import { stackRule } from "../../lib/rule";
import { privateTaskVpcs, TASK_RUNNERS } from "../../lib/task-vpcs";
import { endpointServices } from "../../lib/vpc-endpoints";

export default stackRule(
  {
    name: "ec2-vpc-endpoints-present",
    severity: "medium",
    enforcementLevel: "advisory",
    description:
      "A VPC with private tasks should have endpoints for the services that starting a task needs.",
    why: "Images, secrets and logs that go by endpoints need no way to the internet, and then nothing else has one either.",
    remediationSteps: "Add an `aws.ec2.VpcEndpoint` for each service that is missing.",
    example: `new aws.ec2.VpcEndpoint("ecr-api", { vpcId: vpc.id, serviceName: \`com.amazonaws.\${region}.ecr.api\`, vpcEndpointType: "Interface" });`,
    url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html",
    tags: ["security-hub:EC2.55", "security-hub:EC2.56", "security-hub:EC2.57", "cis-aws-7:6.8"],
    practices: ["A18", "C16"],
    options: {
      services: strings(
        ["ecr.api", "ecr.dkr", "s3", "logs", "ssm|secretsmanager"],
        "Services, by the end of their endpoints' names, of which there should be an endpoint; `|` between those of which one is enough.",
      ),
    },
  },
  TASK_RUNNERS,
  function* (graph, { config }) {
    const vpcs = new Set<Node>();
    yield* privateTaskVpcs(graph, vpcs);
    yield* each(vpcs, function* (vpc) {
      const present = endpointServices(graph, vpc, VPCS);
      const missing = config.services.filter(
        (service) => !service.split("|").some((one) => present.includes(one.trim())),
      );
      if (missing.length === 0) return;
      yield vpc.resource.finding("vpcEndpoints", {
        found: `has none for ${missing.map((one) => one.replace(/\|/g, " or ")).join(", ")}`,
        expected: "endpoints for what starting a task needs",
      });
    });
  },
);
