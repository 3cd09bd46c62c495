import { EXPRESS_SERVICES, isExpress } from "../../lib/containers";
import { each } from "../../lib/finding";
import { rule } from "../../lib/rule";
import { networkNameOf, networkOf, RUNS, runsOf } from "../../lib/runs";

export default rule(
  {
    name: "ecs-service-security-groups-explicit",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Tasks in a VPC must name their security groups.",
    why: "Where none is named AWS takes the VPC's default group, which lets in everything else that was never given a group.",
    remediationSteps:
      "Make a security group for this service that lets in what the service serves, and name it in `networkConfiguration.securityGroups`.",
    example: `networkConfiguration: { subnets: privateSubnetIds, securityGroups: [webGroup.id] }`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html",
    tags: [],
    practices: ["A18", "C28"],
  },
  [...RUNS, ...EXPRESS_SERVICES],
  function* (resource, { type }) {
    yield* each(runsOf(resource, type), function* (run) {
      const network = networkOf(run);
      // Tasks outside of awsvpc mode have no network of their own.
      if (network === undefined && !isExpress(type)) return;
      if (network?.list("securityGroups").some((group) => group.given()) === true) return;
      const prefix = network === undefined ? `${networkNameOf(type)}.` : "";
      yield (network ?? run.settings).finding(`${prefix}securityGroups`, {
        expected: "at least one security group",
      });
    });
  },
);
