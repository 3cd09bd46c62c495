import { TASKS } from "../../lib/containers";
import { each } from "../../lib/finding";
import { rule } from "../../lib/rule";
import { hostPathsOf, volumesOf } from "../../lib/volumes";

// What gives the host away at once: its root, configuration, kernel, processes and container engine.
const TAKEOVER =
  /^\/$|^\/(?:boot|dev|etc|proc|root|run|sys|var\/run|var\/lib\/(?:docker|ecs))(?:\/|$)|docker\.sock$|containerd\.sock$/;

export default rule(
  {
    name: "ecs-task-no-host-path-volume",
    severity: "critical",
    enforcementLevel: "mandatory",
    description: "Tasks must not mount folders of their host.",
    why: "A folder of the host is shared with every task there; with /, /etc or the engine's socket a container owns the host.",
    remediationSteps:
      "Use an EFS volume, an EBS volume configured at launch, or a volume without a host path.",
    example: `volumes: [{ name: "data", efsVolumeConfiguration: { fileSystemId, transitEncryption: "ENABLED" } }]`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html",
    tags: ["cis-docker:5.6", "cis-docker:5.32"],
    practices: ["C17", "C29"],
  },
  TASKS,
  function* (task) {
    yield* each(volumesOf(task), function* (volume) {
      for (const { source, path } of hostPathsOf(volume)) {
        yield source.finding("", {
          expected: "no path of the host",
          severity: TAKEOVER.test(path) ? "critical" : "high",
        });
      }
    });
  },
);
