import { containersOf, TASKS } from "../../lib/containers";
import { each } from "../../lib/finding";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "ecs-task-cpu-limit",
    severity: "medium",
    enforcementLevel: "mandatory",
    description: "Tasks must set their CPU, or each of their containers must.",
    why: "A container without a share of CPU can starve the others on its host, by mistake or by a miner.",
    remediationSteps: "Set `cpu` on the task, or in each container.",
    example: `new aws.ecs.TaskDefinition("web", { ...task, cpu: "256", memory: "512" });`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html",
    tags: ["cis-docker:5.12"],
    practices: ["A2", "C17", "C21", "C27"],
  },
  TASKS,
  function* (task, { type }) {
    if (task.given("cpu")) return;
    yield* each(containersOf(task, type), function* (container) {
      if ((container.number("cpu") ?? 0) <= 0) {
        yield container.finding("cpu", { expected: "CPU units above 0, or `cpu` on the task" });
      }
    });
  },
);
