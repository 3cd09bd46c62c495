import { containersOf, TASKS } from "../../lib/containers";
import { each, type Check } from "../../lib/finding";
import type { Reader } from "../../lib/reader";
import { stackRule } from "../../lib/rule";
import { SCHEDULES, usersOf } from "../../lib/runs";
import { ifKnown } from "../../lib/targets";

export default stackRule(
  {
    name: "ecs-task-health-check",
    severity: "low",
    enforcementLevel: "advisory",
    description: "Essential containers should have a health check or stand behind a target group.",
    why: "A process can hang and still run. Without a check AWS keeps such a task, sends it work and takes a broken deployment for a good one.",
    remediationSteps:
      "Set `healthCheck` with a command that the image holds; ECS does not use the image's own HEALTHCHECK.",
    example: `{ name: "web", image, healthCheck: { command: ["CMD", "/bin/health-check"], interval: 30, timeout: 5, retries: 3 } }`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/healthcheck.html",
    tags: ["cis-docker:4.6", "cis-docker:5.27"],
    practices: ["B1", "C17"],
  },
  TASKS,
  function* (graph) {
    const users = usersOf(graph);
    yield* each(graph.ofType(TASKS), function* (node) {
      const uses = users.get(node.urn) ?? [];
      // Jobs end by themselves.
      if (uses.length > 0 && uses.every(({ type }) => SCHEDULES.includes(type))) return;
      const checked = new Set(uses.flatMap(({ resource }) => checkedByBalancer(resource)));
      yield* each(containersOf(node.resource, node.type), (container) => judge(container, checked));
    });
  },
);

function* judge(container: Reader, checked: ReadonlySet<string>): Check {
  if (container.flag("essential") === false) return;
  const { container: name } = container.place;
  if (name !== undefined && checked.has(name)) return;
  const command = container.object("healthCheck")?.texts("command") ?? [];
  if (command.length > 0 && command[0]?.toUpperCase() !== "NONE") return;
  yield container.finding("healthCheck.command", {
    expected: "a command that tells whether it works",
  });
}

/** Names of the containers whose target group asks after their health. */
function checkedByBalancer(service: Reader): string[] {
  const balancers = ifKnown(() => service.list("loadBalancers")) ?? [];
  return balancers.flatMap((balancer) => ifKnown(() => balancer.text("containerName")) ?? []);
}
