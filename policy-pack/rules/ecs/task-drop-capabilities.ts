import { TASKS } from "../../lib/containers";
import { containerRule } from "../../lib/rule";
import { isWindows } from "../../lib/task";

export default containerRule(
  {
    name: "ecs-task-drop-capabilities",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "Containers should drop all Linux capabilities.",
    why: "Docker leaves 14 capabilities to every container, raw sockets and changing owners among them; a web service needs none.",
    remediationSteps: 'Set `linuxParameters.capabilities.drop` to ["ALL"].',
    example: `linuxParameters: { capabilities: { drop: ["ALL"] } }`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html",
    tags: ["cis-docker:5.4"],
    practices: ["A24", "C12", "C17"],
  },
  TASKS,
  function* (container, task) {
    if (isWindows(task)) return;
    const path = "linuxParameters.capabilities.drop";
    const dropped = container.texts(path).map((name) => name.trim().toUpperCase());
    if (!dropped.includes("ALL")) yield container.finding(path, { expected: '["ALL"]' });
  },
);
