import { each } from "../../lib/finding";
import { hasMetadata, HOSTS, hostsOf } from "../../lib/hosts";
import { rule } from "../../lib/rule";

const DEFAULTS = "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults";
const TOKENS = "metadataOptions.httpTokens";
const REQUIRED = { expected: '"required"', fix: { set: "required" } };

export default rule(
  {
    name: "ecs-host-imdsv2",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Instances must require tokens of their metadata service (IMDSv2).",
    why: "Version 1 answers any plain request, so that one fault in a web application hands out the host's role.",
    remediationSteps: 'Set `metadataOptions: { httpTokens: "required" }`.',
    automaticFix: "Sets `httpTokens` to `required`.",
    example: `new aws.ec2.LaunchTemplate("hosts", { ...args, metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 } });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-8",
    tags: [
      "security-hub:EC2.170",
      "security-hub:EC2.8",
      "cis-aws-5:5.7",
      "cis-aws-7:6.7",
      "checkov:CKV_AWS_79",
      "trivy:AWS-0130",
      "trivy:AWS-0028",
      "cdk-nag:EC2IMDSv2Enabled",
    ],
    practices: ["C23"],
  },
  [...HOSTS, DEFAULTS],
  function* (resource, { type }) {
    if (type === DEFAULTS) {
      if (resource.text("httpTokens")?.trim().toLowerCase() === "optional") {
        yield resource.finding("httpTokens", REQUIRED);
      }
      return;
    }
    yield* each(hostsOf(resource, type), function* (host) {
      if (!hasMetadata(host)) return;
      if (host.text(TOKENS)?.trim().toLowerCase() === "required") return;
      yield host.finding(TOKENS, REQUIRED);
    });
  },
);
