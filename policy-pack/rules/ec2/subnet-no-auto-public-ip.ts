import { strings } from "../../lib/options";
import { SUBNETS } from "../../lib/routes";
import { rule } from "../../lib/rule";
import { matches } from "../../lib/settings";
import { tagPairs } from "../../lib/tag-pairs";

export default rule(
  {
    name: "ec2-subnet-no-auto-public-ip",
    severity: "medium",
    enforcementLevel: "mandatory",
    description:
      "Subnets must not hand out public addresses, unless a tag says that they are public.",
    why: "Whatever is started there is on the internet from its first second, without anybody having asked for it.",
    remediationSteps:
      "Set `mapPublicIpOnLaunch: false`: load balancers and NAT gateways bring their own addresses.",
    example: `new aws.ec2.Subnet("public", { ...args, mapPublicIpOnLaunch: false });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-15",
    tags: [
      "security-hub:EC2.15",
      "checkov:CKV_AWS_130",
      "trivy:AWS-0164",
      "cdk-nag:VPCSubnetAutoAssignPublicIpDisabled",
    ],
    practices: ["C22", "D17"],
    options: {
      publicTags: strings(
        ["*=public"],
        "Tags but `Name`, as `key=value`, `*` for any characters, any case, by which a subnet is public.",
      ),
    },
  },
  SUBNETS,
  function* (subnet, { config }) {
    if (subnet.flag("mapPublicIpOnLaunch") !== true) return;
    const patterns = config.publicTags.map((pattern) => pattern.toLowerCase());
    const tags = tagPairs(subnet).filter(([key]) => key.toLowerCase() !== "name");
    if (tags.some((pair) => matches(pair.join("=").toLowerCase(), patterns))) return;
    yield subnet.finding("mapPublicIpOnLaunch", { expected: "false" });
  },
);
