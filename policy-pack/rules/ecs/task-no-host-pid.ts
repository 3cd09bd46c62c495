import { TASK_DEFINITIONS } from "../../lib/containers";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "ecs-task-no-host-pid",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Tasks must not share the process namespace of their host.",
    why: "In the host's process namespace a container sees every process there, reads its environment and can signal it.",
    remediationSteps:
      'Remove `pidMode`, or use "task" to share processes between the containers of one task.',
    example: `new aws.ecs.TaskDefinition("web", { ...task, pidMode: "task" });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-3",
    tags: [
      "security-hub:ECS.3",
      "cis-docker:5.16",
      "control-tower:CT.ECS.PR.10",
      "checkov:CKV_AWS_335",
    ],
    practices: ["C17", "C29"],
  },
  TASK_DEFINITIONS,
  function* (task) {
    if (task.text("pidMode")?.trim().toLowerCase() === "host") {
      yield task.finding("pidMode", { expected: '"task" or not set' });
    }
  },
);
