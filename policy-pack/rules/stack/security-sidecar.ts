import { containersOf, TASK_DEFINITIONS } from "../../lib/containers";
import { show } from "../../lib/finding";
import { strings } from "../../lib/options";
import type { Reader } from "../../lib/reader";
import { rule } from "../../lib/rule";
import { matches } from "../../lib/settings";

export default rule(
  {
    name: "stack-security-sidecar",
    severity: "low",
    enforcementLevel: "advisory",
    description: "Tasks should run the security sidecars that are configured.",
    why: "On Fargate no agent on a host watches the containers: what should watch them has to be in the task.",
    remediationSteps: "Add the sidecar's container to the task definition.",
    example: `containerDefinitions: JSON.stringify([web, { name: "runtime-guard", image, essential: false }])`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-security-considerations.html",
    tags: [],
    practices: ["A4", "C32", "C33", "C34"],
    options: {
      sidecars: strings(
        [],
        "Names or images of containers, `*` for any characters, that every task must have: `*/runtime-guard*`. Empty: none.",
      ),
    },
  },
  TASK_DEFINITIONS,
  function* (task, { type, config: { sidecars } }) {
    if (sidecars.length === 0) return;
    const containers = containersOf(task, type);
    for (const sidecar of sidecars) {
      if (containers.some((container) => isOne(container, sidecar, "name"))) continue;
      if (containers.some((container) => isOne(container, sidecar, "image"))) continue;
      yield task.finding("containerDefinitions", {
        found: `has no container ${show(sidecar)}`,
        expected: "one with this name or image",
      });
    }
  },
);

function isOne(container: Reader, pattern: string, property: "name" | "image"): boolean {
  return matches(container.text(property) ?? "", [pattern]);
}
