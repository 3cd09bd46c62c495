import { each } from "../../lib/finding";
import { HOSTS, hostsOf, mayJoinCluster } from "../../lib/hosts";
import { strings } from "../../lib/options";
import type { Reader } from "../../lib/reader";
import { rule } from "../../lib/rule";
import { matches } from "../../lib/settings";

const RECOMMENDED =
  /^resolve:ssm:\/aws\/service\/(?:ecs\/optimized-ami|bottlerocket\/aws-ecs-[^/]+|ami-windows-latest\/[^/]*ECS_Optimized)/i;

export default rule(
  {
    name: "ecs-host-recommended-ami",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "Hosts of a cluster should start from the image that AWS recommends for ECS.",
    why: "An image id that is written down grows old, with its kernel, container runtime and ECS agent. AWS's parameter always names the newest.",
    remediationSteps:
      "Set `imageId` to `resolve:ssm:` and AWS's parameter, or list your own images in `allowed`.",
    example: `new aws.ec2.LaunchTemplate("hosts", { ...args, imageId: "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id" });`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-optimized_AMI.html",
    tags: [],
    practices: ["A10", "A23"],
    options: {
      allowed: strings(
        [],
        "Ids or `resolve:ssm:` parameters of images that hosts may also use; `*` for any characters.",
      ),
    },
  },
  HOSTS,
  function* (resource, { type, config }) {
    yield* each(hostsOf(resource, type), function* (host) {
      if (!host.given("imageId") || (host.known("imageId") && isCurrent(host, config.allowed)))
        return;
      // Only now: user data are unknown more often than the image.
      if (!mayJoinCluster(host, type) || isCurrent(host, config.allowed)) return;
      yield host.finding("imageId", {
        expected:
          'the image of "resolve:ssm:/aws/service/ecs/optimized-ami/…", or one of the rule\'s `allowed`',
      });
    });
  },
);

function isCurrent(host: Reader, allowed: readonly string[]): boolean {
  const image = host.text("imageId")?.trim() ?? "";
  return RECOMMENDED.test(image) || matches(image, allowed);
}
