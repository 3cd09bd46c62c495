import { each } from "../../lib/finding";
import { hasMetadata, HOSTS, hostsOf } from "../../lib/hosts";
import { whole } from "../../lib/options";
import { rule } from "../../lib/rule";

const DEFAULTS = "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults";

export default rule(
  {
    name: "ecs-host-metadata-hop-limit",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "Answers of the metadata service should not reach beyond the host.",
    why: "A container is one hop further than its host. With a limit of 1 it cannot fetch the host's role, whatever the network lets through.",
    remediationSteps: "Set `metadataOptions: { httpPutResponseHopLimit: 1 }`.",
    example: `new aws.ec2.LaunchTemplate("hosts", { ...args, metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 } });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html#autoscaling-4",
    tags: ["checkov:CKV_AWS_341", "security-hub:AutoScaling.4"],
    practices: ["C23"],
    options: {
      limit: whole(1, 1, "The longest way, in hops, that an answer may go."),
    },
  },
  [...HOSTS, DEFAULTS],
  function* (resource, { type, config }) {
    yield* each(hostsOf(resource, type), function* (host) {
      if (!hasMetadata(host)) return;
      const path = `${type === DEFAULTS ? "" : "metadataOptions."}httpPutResponseHopLimit`;
      if ((host.number(path) ?? 1) > config.limit) {
        yield host.finding(path, { expected: `at most ${config.limit}` });
      }
    });
  },
);
