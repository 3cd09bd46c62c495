import { CONTAINER_TYPES, isExpress } from "../../lib/containers";
import { each, type Check } from "../../lib/finding";
import type { Reader } from "../../lib/reader";
import { containerRule } from "../../lib/rule";

const REMOTE = [22, 3389];

export default containerRule(
  {
    name: "ecs-task-no-ssh-port",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Containers must not open ports 22 (SSH) and 3389 (RDP).",
    why: "A container is replaced, not repaired. A log-in service in it is one more program, with keys of its own, to be attacked.",
    remediationSteps:
      "Remove the port mapping; for rare debugging use ECS Exec, which is logged and needs IAM.",
    example: "portMappings: [{ containerPort: 4567 }]",
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
    tags: ["cis-docker:5.7", "trivy:DS-0004", "checkov:CKV_DOCKER_1"],
    practices: ["A28", "C7", "C10", "C15", "C17", "D3"],
  },
  CONTAINER_TYPES,
  function* (container, _, { type }) {
    if (isExpress(type)) yield* judge(container, ["containerPort"]);
    else {
      yield* each(container.list("portMappings"), (mapping) =>
        judge(mapping, ["containerPort", "hostPort", "containerPortRange"]),
      );
    }
  },
);

function* judge(mapping: Reader, paths: readonly string[]): Check {
  yield* each(paths, function* (path) {
    const [from = NaN, to = from] = (mapping.text(path) ?? "").split("-").map(Number);
    const open = mapping.given(path) ? REMOTE.filter((port) => from <= port && port <= to) : [];
    if (open.length > 0) yield mapping.finding(path, { expected: "ports other than 22 and 3389" });
  });
}
