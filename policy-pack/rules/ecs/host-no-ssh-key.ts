import { each } from "../../lib/finding";
import { BATCH_HOSTS, HOSTS, hostsOf } from "../../lib/hosts";
import { rule } from "../../lib/rule";
import { ifKnown, sourcesOf } from "../../lib/targets";

const KEY_PAIRS = ["aws:ec2/keyPair:KeyPair", "aws-native:ec2:KeyPair"];

export default rule(
  {
    name: "ecs-host-no-ssh-key",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Instances must have no SSH key pair.",
    why: "A key pair is one shared password for the host and all containers on it: it does not expire, and its use is not recorded.",
    remediationSteps:
      "Remove `keyName`; for rare access use Session Manager, which needs IAM and is recorded.",
    example: `new aws.ec2.LaunchTemplate("hosts", { imageId, instanceType, iamInstanceProfile });`,
    url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html",
    tags: [],
    practices: ["A12"],
  },
  [...HOSTS, ...BATCH_HOSTS],
  function* (resource, { type }) {
    yield* each(hostsOf(resource, type), function* (host) {
      if (!host.known("keyName") || (host.text("keyName") ?? "") === "") return;
      yield host.finding("keyName", { expected: "no key pair" });
    });
  },
  function* (graph) {
    yield* each(graph.ofType([...HOSTS, ...BATCH_HOSTS]), function* (node) {
      const hosts = ifKnown(() => hostsOf(node.resource, node.type)) ?? [];
      yield* each(hosts, function* (host) {
        if (ifKnown(() => host.known("keyName")) !== false) return;
        const [pair] = sourcesOf(graph, node, host, "keyName", KEY_PAIRS);
        if (pair === undefined) host.text("keyName");
        else {
          const found = `is the key pair "${pair.name}"`;
          yield host.finding("keyName", { found, expected: "no key pair" });
        }
      });
    });
  },
);
