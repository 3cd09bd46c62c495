import { TASKS } from "../../lib/containers";
import { containerRule } from "../../lib/rule";

export default containerRule(
  {
    name: "ecs-task-no-privileged",
    severity: "critical",
    enforcementLevel: "mandatory",
    description: "Containers must not run in privileged mode.",
    why: "A privileged container has root's power over its host: every device, every kernel capability, and with them every other task there.",
    remediationSteps:
      "Remove `privileged: true`; grant the one Linux capability that is needed instead.",
    example: `{ name: "web", image, linuxParameters: { capabilities: { drop: ["ALL"] } } }`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-4",
    tags: [
      "security-hub:ECS.4",
      "cis-docker:5.5",
      "control-tower:CT.ECS.PR.11",
      "checkov:CKV_AWS_334",
      "nist-800-190:4.4.3",
    ],
    practices: ["A3", "A24", "C12", "C17"],
  },
  TASKS,
  function* (container) {
    if (container.flag("privileged") === true) {
      yield container.finding("privileged", { expected: "false or not set" });
    }
  },
);
