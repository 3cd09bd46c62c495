import { TASK_DEFINITIONS } from "../../lib/containers";
import { CLUSTERS, clusterOf } from "../../lib/clusters";
import { each, type Check } from "../../lib/finding";
import type { Reader } from "../../lib/reader";
import { rule } from "../../lib/rule";
import { RUNS, runsOf } from "../../lib/runs";

const PROVIDERS = ["autoScalingGroupProvider", "managedInstancesProvider"];
/** Types that only instances need, and the properties that name them. */
const INSTANCES: Readonly<Record<string, readonly string[]>> = {
  "aws:ecs/capacityProvider:CapacityProvider": PROVIDERS,
  "aws-native:ecs:CapacityProvider": PROVIDERS,
  "aws:ecs/daemon:Daemon": ["capacityProviderArns"],
  "aws-native:ecs:Daemon": ["capacityProviderArns"],
};
const ATTACHMENTS = [
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
  "aws-native:ecs:ClusterCapacityProviderAssociations",
  ...CLUSTERS,
];
const FARGATE = /^fargate(?:_spot)?$/i;
const EXPECTED = '"FARGATE" or "FARGATE_SPOT"';

export default rule(
  {
    name: "ecs-service-fargate-only",
    severity: "low",
    enforcementLevel: "disabled",
    description: "Tasks must run on Fargate.",
    why: "On instances tasks share a kernel, and someone has to mend, watch and drain the hosts. On Fargate each task has a virtual machine of its own that AWS mends.",
    remediationSteps:
      'Set `requiresCompatibilities: ["FARGATE"]` on the task and `launchType: "FARGATE"`, or a strategy of FARGATE and FARGATE_SPOT, on the service.',
    example: `new aws.ecs.Service("web", { ...service, launchType: "FARGATE" });`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-fargate.html",
    tags: [],
    practices: ["A4"],
  },
  [...TASK_DEFINITIONS, ...RUNS, ...Object.keys(INSTANCES), ...ATTACHMENTS],
  function* (resource, { type }) {
    const own = INSTANCES[type]?.filter((path) => resource.given(path)) ?? [];
    for (const path of own) {
      yield resource.finding(path, {
        found: "is for instances",
        expected: "tasks on Fargate only",
      });
    }
    if (isOne(TASK_DEFINITIONS, type)) yield* judgeNames(resource, "requiresCompatibilities");
    else if (isOne(ATTACHMENTS, type)) yield* judgeCluster(clusterOf(resource));
    else if (isOne(RUNS, type) && INSTANCES[type] === undefined) {
      yield* each(runsOf(resource, type), ({ settings }) => judgeRun(settings));
    }
  },
);

function* judgeNames(task: Reader, path: string): Check {
  const names = task.list(path);
  if (names.length === 0) yield task.finding(path, { expected: EXPECTED });
  yield* each(names, (name) => judgeName(name, ""));
}

function* judgeCluster(cluster: Reader): Check {
  yield* each(cluster.list("capacityProviders"), (name) => judgeName(name, ""));
  yield* judgeStrategies(cluster.list("defaultCapacityProviderStrategies"));
}

function* judgeRun(settings: Reader): Check {
  const strategies = settings.list("capacityProviderStrategies");
  if (strategies.length > 0) yield* judgeStrategies(strategies);
  else if (!FARGATE.test(settings.text("launchType")?.trim() ?? "")) {
    yield settings.finding("launchType", { expected: EXPECTED });
  }
}

function* judgeStrategies(strategies: readonly Reader[]): Check {
  yield* each(strategies, (strategy) => judgeName(strategy, "capacityProvider"));
}

function* judgeName(owner: Reader, path: string): Check {
  if (!FARGATE.test(owner.text(path)?.trim() ?? ""))
    yield owner.finding(path, { expected: EXPECTED });
}

function isOne(types: readonly string[], type: string): boolean {
  return types.includes(type);
}
