import {
  CLUSTERS,
  clusterOf,
  eachExecCluster,
  EXEC_LOGGING,
  execLogging,
  hasExecLog,
} from "../../lib/clusters";
import { rule } from "../../lib/rule";
import { RUNS } from "../../lib/runs";

const LOG = "configuration.executeCommandConfiguration.logConfiguration";

export default rule(
  {
    name: "ecs-cluster-exec-logging",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Clusters must record sessions of ECS Exec.",
    why: "A shell in a container leaves no other trace of what was typed and shown. By default only tasks with the awslogs driver record it, in the application's own log.",
    remediationSteps:
      'Set `logging: "OVERRIDE"` and `logConfiguration` with a log group or bucket in `configuration.executeCommandConfiguration`.',
    example: `configuration: { executeCommandConfiguration: { logging: "OVERRIDE", logConfiguration: { cloudWatchLogGroupName: execLogs.name } } }`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging",
    tags: ["checkov:CKV_AWS_223"],
    practices: ["A28", "B12"],
  },
  [...CLUSTERS, ...RUNS],
  function* (resource, { type }) {
    if (!(CLUSTERS as readonly string[]).includes(type)) return;
    const cluster = clusterOf(resource);
    const logging = execLogging(cluster);
    if (logging === "OVERRIDE") {
      if (hasExecLog(cluster)) return;
      const found = "names no log group and no bucket";
      yield cluster.finding(LOG, { found, expected: "one of them" });
    } else if (logging !== "DEFAULT") {
      yield cluster.finding(EXEC_LOGGING, { expected: '"OVERRIDE"' });
    }
  },
  function* (graph) {
    yield* eachExecCluster(graph, function* (cluster, user) {
      if (execLogging(cluster) !== "DEFAULT") return;
      yield cluster.finding(EXEC_LOGGING, {
        expected: `"OVERRIDE", for "${user.name}" allows exec`,
      });
    });
  },
);
