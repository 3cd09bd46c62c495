import { TASK_DEFINITIONS } from "../../lib/containers";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "ecs-task-no-host-ipc",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Tasks must not share the inter-process communication of their host.",
    why: "Shared memory, semaphores and queues of the host are open to a container in its namespace, with whatever other tasks keep there.",
    remediationSteps: 'Remove `ipcMode`, or use "task" or "none".',
    example: `new aws.ecs.TaskDefinition("web", { ...task, ipcMode: "task" });`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#task_definition_ipcmode",
    tags: ["cis-docker:5.17"],
    practices: ["C17", "C29"],
  },
  TASK_DEFINITIONS,
  function* (task) {
    if (task.text("ipcMode")?.trim().toLowerCase() === "host") {
      yield task.finding("ipcMode", { expected: '"task", "none" or not set' });
    }
  },
);
