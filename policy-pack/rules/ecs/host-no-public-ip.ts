import { each, show, type Check } from "../../lib/finding";
import { ELASTIC_ADDRESSES, HOSTS, hostsOf, INSTANCES } from "../../lib/hosts";
import type { Reader } from "../../lib/reader";
import { rule } from "../../lib/rule";
import { offLike, switchOf } from "../../lib/switches";
import { sourcesOf } from "../../lib/targets";

const PUBLIC = "associatePublicIpAddress";

export default rule(
  {
    name: "ecs-host-no-public-ip",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Instances must not have public IP addresses.",
    why: "The host's ports, its metadata and every container on it are then one security group rule away from the internet.",
    remediationSteps:
      "Set `associatePublicIpAddress: false`, attach no Elastic IP, and run the hosts in private subnets; log in through Session Manager.",
    example: `networkInterfaces: [{ associatePublicIpAddress: "false", securityGroups: [hostGroup.id] }]`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-9",
    tags: [
      "security-hub:EC2.25",
      "security-hub:EC2.9",
      "checkov:CKV_AWS_88",
      "trivy:AWS-0009",
      "cdk-nag:EC2InstanceNoPublicIp",
      "awsguard:ec2-instance-no-public-ip",
    ],
    practices: ["C22"],
  },
  [...HOSTS, ...Object.keys(ELASTIC_ADDRESSES)],
  function* (resource, { type }) {
    const property = ELASTIC_ADDRESSES[type];
    if (property !== undefined) {
      if (!resource.known(property) || !resource.given(property)) return;
      yield resource.finding(property, { expected: "no instance" });
      return;
    }
    yield* each(hostsOf(resource, type), function* (host) {
      yield* judge(host);
      yield* each(host.list("networkInterfaces"), judge);
    });
  },
  function* (graph) {
    yield* each(graph.ofType(Object.keys(ELASTIC_ADDRESSES)), function* (node) {
      const { resource, type } = node;
      const property = ELASTIC_ADDRESSES[type] ?? "";
      if (resource.known(property)) return;
      const [instance] = sourcesOf(graph, node, resource, property, INSTANCES);
      if (instance === undefined) resource.text(property);
      else {
        const found = `is the instance "${instance.name}"`;
        yield resource.finding(property, { found, expected: "no instance" });
      }
    });
  },
);

function* judge(owner: Reader): Check {
  if (switchOf(owner, PUBLIC) === true) {
    yield owner.finding(PUBLIC, { expected: show(offLike(owner, PUBLIC)) });
  }
}
