import { TASK_DEFINITIONS } from "../../lib/containers";
import { each } from "../../lib/finding";
import { containerRule } from "../../lib/rule";
import { isFargate, isWindows } from "../../lib/task";

const UNCONFINED =
  /^(?:(?:apparmor|seccomp)[:=]unconfined|label[:=]disable|no-new-privileges[:=]false|systempaths[:=]unconfined)$/;
const NO_NEW_PRIVILEGES = /^no-new-privileges(?:[:=]true)?$/;

export default containerRule(
  {
    name: "ecs-task-no-unconfined-security-options",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Containers must not switch off the kernel's confinement.",
    why: "AppArmor, SELinux and seccomp stop what a container has no reason to do; without them a fault in the kernel is one call away.",
    remediationSteps:
      'Remove the option; on EC2 set `dockerSecurityOptions: ["no-new-privileges"]`.',
    example: `{ name: "web", image, dockerSecurityOptions: ["no-new-privileges"] }`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",
    tags: ["cis-docker:5.2", "cis-docker:5.3", "cis-docker:5.22", "cis-docker:5.26"],
    practices: ["C17", "C25"],
  },
  TASK_DEFINITIONS,
  function* (container, task) {
    const options = container.list("dockerSecurityOptions");
    yield* each(options, function* (option) {
      if (UNCONFINED.test(option.text()?.trim().toLowerCase() ?? "")) {
        yield option.finding("", { expected: "the default confinement" });
      }
    });
    if (isFargate(task) || isWindows(task)) return;
    if (
      !options.some((option) => NO_NEW_PRIVILEGES.test(option.text()?.trim().toLowerCase() ?? ""))
    ) {
      yield container.finding("dockerSecurityOptions", {
        expected: '"no-new-privileges" among them on EC2',
        severity: "medium",
        advisory: true,
      });
    }
  },
);
