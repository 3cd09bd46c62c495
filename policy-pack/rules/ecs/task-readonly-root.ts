import { TASKS } from "../../lib/containers";
import { strings } from "../../lib/options";
import { containerRule } from "../../lib/rule";
import { matches } from "../../lib/settings";
import { isWindows } from "../../lib/task";

export default containerRule(
  {
    name: "ecs-task-readonly-root",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Containers must have a read-only root file system.",
    why: "An intruder who cannot write cannot leave tools, change the program or survive a restart.",
    remediationSteps:
      "Set `readonlyRootFilesystem: true` and mount a tmpfs or volume where the program writes.",
    example: `{
  name: "web",
  image,
  readonlyRootFilesystem: true,
  linuxParameters: { tmpfs: [{ containerPath: "/tmp", size: 64 }] },
}`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-5",
    tags: [
      "security-hub:ECS.5",
      "cis-docker:5.13",
      "control-tower:CT.ECS.PR.6",
      "checkov:CKV_AWS_336",
    ],
    practices: ["A28", "C17", "C24"],
    options: {
      exempt: strings(
        [],
        "Names of containers, `*` for any characters, that may write to their root, beside those of the setting `allowedSidecars`.",
      ),
    },
  },
  TASKS,
  function* (container, task, { config, settings }) {
    const exempt = [...config.exempt, ...settings.allowedSidecars];
    if (isWindows(task) || matches(container.place.container ?? "", exempt)) return;
    if (container.flag("readonlyRootFilesystem") !== true) {
      yield container.finding("readonlyRootFilesystem", { expected: "true" });
    }
  },
);
