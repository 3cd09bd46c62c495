import { TASKS } from "../../lib/containers";
import { each, show } from "../../lib/finding";
import { strings } from "../../lib/options";
import { containerRule } from "../../lib/rule";

export default containerRule(
  {
    name: "ecs-task-no-added-capabilities",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Containers must not be given Linux capabilities beyond those that are allowed.",
    why: "SYS_ADMIN, NET_ADMIN and their kind are root in parts: mount, load, sniff, bypass permissions.",
    remediationSteps:
      "Remove the capability from `linuxParameters.capabilities.add`, or allow it by configuration.",
    example: `linuxParameters: { capabilities: { drop: ["ALL"] } }`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html",
    tags: ["cis-docker:5.4"],
    practices: ["A24", "C12", "C17"],
    options: {
      allowed: strings(
        ["SYS_PTRACE"],
        "Capabilities that may be added; Fargate offers no other than this.",
      ),
    },
  },
  TASKS,
  function* (container, _, { config }) {
    const allowed = config.allowed.map(plain);
    yield* each(container.list("linuxParameters.capabilities.add"), function* (item) {
      const capability = item.text();
      if (capability === undefined || allowed.includes(plain(capability))) return;
      yield item.finding("", { expected: `one of ${show(config.allowed)}` });
    });
  },
);

/** `CAP_SYS_ADMIN`, `sys_admin` and `SYS_ADMIN` are the same. */
function plain(capability: string): string {
  return capability.trim().toUpperCase().replace(/^CAP_/, "");
}
