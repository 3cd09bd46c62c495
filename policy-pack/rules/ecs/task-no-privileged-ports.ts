import { CONTAINER_TYPES, isExpress } from "../../lib/containers";
import { each, type Check } from "../../lib/finding";
import type { Reader } from "../../lib/reader";
import { containerRule } from "../../lib/rule";
import { isWindows } from "../../lib/task";

const FIRST_FREE = 1024;
const SETTING = "net.ipv4.ip_unprivileged_port_start";

export default containerRule(
  {
    name: "ecs-task-no-privileged-ports",
    severity: "low",
    enforcementLevel: "advisory",
    description: "Containers should listen on ports from 1024 up.",
    why: "Ports below 1024 ask for root or a capability, and become the reason why a container has them.",
    remediationSteps:
      "Let the process listen on a port such as 8080; the load balancer or Service Connect offers 80 and 443.",
    example: "portMappings: [{ containerPort: 8080 }]",
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html",
    tags: ["cis-docker:5.8"],
    practices: ["A3", "C17"],
  },
  CONTAINER_TYPES,
  function* (container, task, { type }) {
    if (isExpress(type)) yield* judge(container, ["containerPort"], FIRST_FREE);
    else if (!isWindows(task)) {
      const first = firstFree(container);
      yield* each(container.list("portMappings"), (mapping) =>
        judge(mapping, ["containerPort", "hostPort", "containerPortRange"], first),
      );
    }
  },
);

/** Each port once: in a VPC the host's is the container's. */
function* judge(mapping: Reader, paths: readonly string[], first: number): Check {
  const seen = new Set<string>();
  yield* each(paths, function* (path) {
    const [text = ""] = (mapping.text(path) ?? "").split("-");
    const port = text.trim() === "" ? NaN : Number(text);
    if (seen.has(text)) return;
    seen.add(text);
    // 0 on the host means any free port.
    if (port > 0 && port < first) {
      yield mapping.finding(path, { expected: `a port from ${first} up` });
    }
  });
}

/** The first port that any user may open; the task can lower it for its own network. */
function firstFree(container: Reader): number {
  const setting = container
    .list("systemControls")
    .find((control) => control.text("namespace") === SETTING);
  return setting?.number("value") ?? FIRST_FREE;
}
