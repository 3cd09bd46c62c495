import { TASK_DEFINITIONS } from "../../lib/containers";
import { efsMountOf } from "../../lib/efs";
import { each } from "../../lib/finding";
import { rule } from "../../lib/rule";
import { volumesOf } from "../../lib/volumes";

export default rule(
  {
    name: "ecs-task-efs-iam-authorization",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "Tasks should mount EFS file systems with their role, through an access point.",
    why: "Without IAM everyone on the network may mount the file system; without an access point a task sees all of it, as any user.",
    remediationSteps:
      'Set `authorizationConfig: { iam: "ENABLED", accessPointId }` and allow the task role `elasticfilesystem:ClientMount` on that access point.',
    example: `volumes: [{ name: "data", efsVolumeConfiguration: { fileSystemId, transitEncryption: "ENABLED", authorizationConfig: { iam: "ENABLED", accessPointId: accessPoint.id } } }]`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html",
    tags: [],
    practices: ["C23"],
  },
  TASK_DEFINITIONS,
  function* (task) {
    yield* each(volumesOf(task), function* (volume) {
      const mount = efsMountOf(volume);
      if (mount === undefined) return;
      const { source, words } = mount;
      if (words !== undefined) {
        if (words.includes("iam") && words.some((word) => word.startsWith("accesspoint="))) return;
        yield source.finding("o", { expected: '"iam" and "accesspoint=…" among the options' });
        return;
      }
      const authorization = source.object("authorizationConfig");
      if (authorization?.text("iam")?.trim().toUpperCase() !== "ENABLED") {
        yield source.finding("authorizationConfig.iam", { expected: '"ENABLED"' });
      }
      if (authorization?.given("accessPointId") !== true) {
        yield source.finding("authorizationConfig.accessPointId", { expected: "an access point" });
      }
    });
  },
);
