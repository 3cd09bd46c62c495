import { EXPRESS_SERVICES, isExpress } from "../../lib/containers";
import { each, show } from "../../lib/finding";
import { rule } from "../../lib/rule";
import { networkNameOf, networkOf, RUNS, runsOf } from "../../lib/runs";
import { offLike, switchOf } from "../../lib/switches";

export default rule(
  {
    name: "ecs-service-no-public-ip",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Tasks must not have public IP addresses.",
    why: "With a public address a task is one wrong security group rule away from the internet, past the load balancer, its logs and its firewall.",
    remediationSteps:
      "Set `assignPublicIp: false`, run the tasks in private subnets, and reach AWS through endpoints or a NAT gateway.",
    automaticFix: "Sets `assignPublicIp` to false; the subnets stay as they are.",
    example: `networkConfiguration: { subnets: privateSubnetIds, securityGroups: [webGroup.id], assignPublicIp: false }`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-2",
    tags: [
      "security-hub:ECS.2",
      "security-hub:ECS.16",
      "checkov:CKV_AWS_333",
      "control-tower:CT.ECS.PR.9",
    ],
    practices: ["C22", "D17"],
  },
  [...RUNS, ...EXPRESS_SERVICES],
  function* (resource, { type }) {
    yield* each(runsOf(resource, type), function* (run) {
      const network = networkOf(run);
      if (isExpress(type)) {
        if (network?.given("subnets") === true) return;
        yield run.settings.finding(`${networkNameOf(type)}.subnets`, {
          expected: "private subnets, for AWS takes those of the default VPC, which are public",
        });
      } else if (network !== undefined && switchOf(network, "assignPublicIp") === true) {
        const off = offLike(network, "assignPublicIp");
        yield network.finding("assignPublicIp", { expected: show(off), fix: { set: off } });
      }
    });
  },
);
