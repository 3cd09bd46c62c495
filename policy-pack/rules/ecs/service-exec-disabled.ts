import { clusterOf, execRuns, recordsExec } from "../../lib/clusters";
import { each } from "../../lib/finding";
import { rule } from "../../lib/rule";
import { clustersOf, RUNS, runsOf } from "../../lib/runs";
import { matches } from "../../lib/settings";
import { switchOf } from "../../lib/switches";
import { ifKnown } from "../../lib/targets";
import { parseUrn } from "../../lib/urn";

const EXEC = "enableExecuteCommand";

export default rule(
  {
    name: "ecs-service-exec-disabled",
    severity: "high",
    enforcementLevel: "mandatory",
    description:
      "ECS Exec must be off in protected stacks, and on elsewhere only where the cluster records it.",
    why: "Exec is a shell in a running container with the task's rights. In production it changes what was reviewed; without a record nobody knows what was done.",
    remediationSteps:
      "Set `enableExecuteCommand: false`; for debugging elsewhere, let the cluster record sessions in a log group or bucket.",
    example: `new aws.ecs.Service("web", { ...service, enableExecuteCommand: false });`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
    tags: [],
    practices: ["A28", "B12", "C7", "C10", "C15"],
  },
  RUNS,
  function* (resource, context) {
    yield* each(runsOf(resource, context.type), function* ({ settings }) {
      if (switchOf(settings, EXEC) !== true || !context.protected) return;
      yield settings.finding(EXEC, { expected: "false, for the stack is protected" });
    });
  },
  function* (graph, { settings: { protectedStacks } }) {
    yield* each(graph.ofType(RUNS), function* (node) {
      if (matches(parseUrn(node.urn).stack, protectedStacks)) return;
      yield* each(ifKnown(() => execRuns(node)) ?? [], function* (run) {
        const clusters = clustersOf(graph, node, run);
        if (
          clusters.length > 0 &&
          clusters.every(({ resource }) => recordsExec(clusterOf(resource)))
        ) {
          return;
        }
        yield run.settings.finding(EXEC, {
          expected:
            clusters.length === 0
              ? "false, for the cluster is not in this stack and may not record sessions"
              : "false, for the cluster does not record sessions",
          advisory: clusters.length === 0,
        });
      });
    });
  },
);
