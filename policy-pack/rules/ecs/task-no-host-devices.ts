import { TASKS } from "../../lib/containers";
import { each } from "../../lib/finding";
import { containerRule } from "../../lib/rule";

export default containerRule(
  {
    name: "ecs-task-no-host-devices",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Containers must not be given devices of their host.",
    why: "A disk of the host, opened as a device, holds the files of every other task, whatever permissions they have.",
    remediationSteps:
      "Remove `linuxParameters.devices`; use volumes for data and resource requirements for GPUs.",
    example: `linuxParameters: { initProcessEnabled: true }`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinuxParameters.html",
    tags: ["cis-docker:5.18"],
    practices: ["C17", "C29"],
  },
  TASKS,
  function* (container) {
    yield* each(container.list("linuxParameters.devices"), function* (device) {
      const path = device.text("hostPath");
      yield device.finding("hostPath", {
        ...(path === undefined && { found: "opens a device of the host" }),
        expected: "no device",
      });
    });
  },
);
