import { containersOf, TASKS } from "../../lib/containers";
import { each } from "../../lib/finding";
import { rule } from "../../lib/rule";
import { isFargate } from "../../lib/task";

export default rule(
  {
    name: "ecs-task-memory-limit",
    severity: "medium",
    enforcementLevel: "mandatory",
    description:
      "Tasks on Fargate must set their memory, and containers on EC2 a memory limit each.",
    why: "A container without a limit takes the memory of its neighbours; the kernel then kills whatever it finds.",
    remediationSteps: "Set `memory` on the task (Fargate, daemons) or in each container (EC2).",
    example: `new aws.ecs.TaskDefinition("web", { ...task, cpu: "256", memory: "512" });`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html",
    tags: ["cis-docker:5.11", "control-tower:CT.ECS.PR.7"],
    practices: ["A2", "C17", "C21", "C27"],
  },
  TASKS,
  function* (task, { type }) {
    const perTask = type.includes("aemonTask") || isFargate(task);
    if (perTask && task.given("memory")) return;
    if (isFargate(task)) {
      yield task.finding("memory", { expected: "the task's memory in MiB" });
      return;
    }
    yield* each(containersOf(task, type), function* (container) {
      if ((container.number("memory") ?? 0) <= 0) {
        yield container.finding("memory", { expected: "a limit in MiB" });
      }
    });
  },
);
