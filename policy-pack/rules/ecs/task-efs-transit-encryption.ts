import { TASK_DEFINITIONS } from "../../lib/containers";
import { efsMountOf } from "../../lib/efs";
import { each } from "../../lib/finding";
import { rule } from "../../lib/rule";
import { volumesOf } from "../../lib/volumes";

export default rule(
  {
    name: "ecs-task-efs-transit-encryption",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Tasks must mount EFS file systems over TLS.",
    why: "NFS sends file names and contents in clear text; whoever listens between the task and the file system reads and changes them.",
    remediationSteps: 'Set `efsVolumeConfiguration.transitEncryption: "ENABLED"` on the volume.',
    example: `volumes: [{ name: "data", efsVolumeConfiguration: { fileSystemId, transitEncryption: "ENABLED" } }]`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-18",
    tags: [
      "security-hub:ECS.18",
      "checkov:CKV_AWS_97",
      "trivy:AWS-0035",
      "kics:4d46ff3b-7160-41d1-a310-71d6d370b08f",
    ],
    practices: ["C35"],
  },
  TASK_DEFINITIONS,
  function* (task) {
    yield* each(volumesOf(task), function* (volume) {
      const mount = efsMountOf(volume);
      if (mount === undefined) return;
      if (mount.words !== undefined) {
        if (mount.words.includes("tls")) return;
        yield mount.source.finding("o", {
          expected:
            "`efsVolumeConfiguration` with `transitEncryption`, for this mounts EFS without TLS",
        });
      } else if (mount.source.text("transitEncryption")?.trim().toUpperCase() !== "ENABLED") {
        yield mount.source.finding("transitEncryption", { expected: '"ENABLED"' });
      }
    });
  },
);
