import { TASKS } from "../../lib/containers";
import { containerRule } from "../../lib/rule";
import { isWindows } from "../../lib/task";

/** A group alone leaves the user to be root. */
const ROOT = /^(?:root|[+-]?0+)?\s*(?::.*)?$/i;
const ADMINISTRATOR = /^(?:.*\\)?(?:containeradministrator|administrator|system)$/i;

export default containerRule(
  {
    name: "ecs-task-non-root-user",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Containers must name a user that is neither root nor an administrator.",
    why: "What breaks out of a process inherits its user. Without a user in the task definition the image decides, and most images say root.",
    remediationSteps:
      'Set `user` to a fixed uid and gid that exist in the image, such as "10001:10001".',
    example: `{ name: "web", image, user: "10001:10001" }`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-20",
    tags: [
      "security-hub:ECS.20",
      "security-hub:ECS.21",
      "cis-docker:4.1",
      "control-tower:CT.ECS.PR.3",
      "cdk-nag:ECSTaskDefinitionUserForHostMode",
    ],
    practices: ["A3", "A24", "C4", "C17"],
  },
  TASKS,
  function* (container, task) {
    const user = container.text("user")?.trim() ?? "";
    if (isWindows(task)) {
      if (user === "" || ADMINISTRATOR.test(user)) {
        yield container.finding("user", {
          expected: 'a user without administration rights, such as "ContainerUser"',
        });
      }
    } else if (ROOT.test(user)) {
      yield container.finding("user", { expected: "a user other than root" });
    }
  },
);
