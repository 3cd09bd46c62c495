import { containersOf } from "../../lib/containers";
import { each, show, type Check } from "../../lib/finding";
import type { Node } from "../../lib/graph";
import type { Reader } from "../../lib/reader";
import { label } from "../../lib/resolve";
import { stackRule } from "../../lib/rule";
import { RUNS, runsOf } from "../../lib/runs";
import { startedTasks } from "../../lib/started-tasks";
import { switchOf } from "../../lib/switches";
import { isWindows } from "../../lib/task";

/** Where the agent of ECS Exec writes: ECS Developer Guide, "Using ECS Exec", considerations. */
const AGENT_FOLDERS = ["/managed-agents", "/var/lib/amazon/ssm", "/var/log/amazon/ssm"];

export default stackRule(
  {
    name: "stack-exec-readonly-conflict",
    severity: "low",
    enforcementLevel: "advisory",
    description: "Containers with a read-only root should not be meant for ECS Exec.",
    why: "The agent of ECS Exec writes into the container: with a read-only root every session fails, when it is needed most.",
    remediationSteps:
      "Switch `enableExecuteCommand` off, or give the container writable mounts for the agent's folders.",
    example: `linuxParameters: {
  tmpfs: ["/managed-agents", "/var/lib/amazon/ssm", "/var/log/amazon/ssm"].map((containerPath) => ({
    containerPath,
    size: 16,
  })),
}`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
    tags: [],
    practices: ["A28", "B12"],
  },
  RUNS,
  function* (graph) {
    yield* each(graph.ofType(RUNS), function* (node) {
      yield* each(runsOf(node.resource, node.type), function* (run) {
        if (switchOf(run.settings, "enableExecuteCommand") !== true) return;
        yield* each(yield* startedTasks(graph, node, run), (task) => judge(task, node));
      });
    });
  },
);

function* judge({ resource, type }: Node, user: Node): Check {
  if (isWindows(resource)) return;
  yield* each(containersOf(resource, type), function* (container) {
    if (container.flag("readonlyRootFilesystem") !== true) return;
    const writable = writableFolders(container);
    const missing = AGENT_FOLDERS.filter(
      (folder) => !writable.some((mount) => `${folder}/`.startsWith(mount)),
    );
    if (missing.length === 0) return;
    yield container.finding("readonlyRootFilesystem", {
      found: `is true, and ${label(user)} has exec on without writable mounts at ${missing.map((folder) => show(folder)).join(", ")}`,
      expected: "exec off, or these mounts",
    });
  });
}

/** Where the container has memory or a volume to write to; each with a slash at its end. */
function writableFolders(container: Reader): string[] {
  const memory = container
    .list("linuxParameters.tmpfs")
    .filter((mount) => !mount.texts("mountOptions").includes("ro"));
  const volumes = container.list("mountPoints").filter((mount) => mount.flag("readOnly") !== true);
  return [...memory, ...volumes].flatMap((mount) => {
    const path = mount.text("containerPath");
    return path === undefined ? [] : [`${path.replace(/\/+$/, "")}/`];
  });
}
