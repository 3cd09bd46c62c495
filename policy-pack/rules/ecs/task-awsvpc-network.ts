import { TASK_DEFINITIONS } from "../../lib/containers";
import { strings } from "../../lib/options";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "ecs-task-awsvpc-network",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Tasks must use the awsvpc network mode.",
    why: "Only in awsvpc mode has a task a network interface of its own, so that a security group can say who reaches it. In host mode it listens on the host itself.",
    remediationSteps:
      'Set `networkMode: "awsvpc"` and give the service subnets and security groups.',
    example: `new aws.ecs.TaskDefinition("web", { ...task, networkMode: "awsvpc" });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-17",
    tags: [
      "security-hub:ECS.17",
      "cis-docker:5.10",
      "control-tower:CT.ECS.PR.4",
      "kics:027a4b7a-8a59-4938-a04f-ed532512cf45",
    ],
    practices: ["C17", "D2"],
    options: {
      allowed: strings(
        ["awsvpc"],
        'Network modes that a task may use; "host" is refused whatever is listed.',
      ),
    },
  },
  TASK_DEFINITIONS,
  function* (task, { config }) {
    const mode = task.text("networkMode")?.trim().toLowerCase() ?? "";
    if (mode === "host" || !config.allowed.includes(mode)) {
      const allowed = config.allowed.filter((name) => name !== "host");
      yield task.finding("networkMode", {
        expected: allowed.map((name) => JSON.stringify(name)).join(" or "),
      });
    }
  },
);
