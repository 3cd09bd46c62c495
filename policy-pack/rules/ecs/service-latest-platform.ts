import { each, type Check } from "../../lib/finding";
import type { Reader } from "../../lib/reader";
import { rule } from "../../lib/rule";
import { RUNS, runsOf, tasksOf } from "../../lib/runs";
import { ifKnown } from "../../lib/targets";
import { isWindows } from "../../lib/task";
import { isBefore, isVersion, version } from "../../lib/versions";

/** The one version of the Windows platform; on Linux AWS has retired it. */
const WINDOWS = "1.0.0";

export default rule(
  {
    name: "ecs-service-latest-platform",
    severity: "medium",
    enforcementLevel: "mandatory",
    description: "Tasks must run on a current platform version of Fargate.",
    why: "An old platform version is an old kernel and container runtime, which AWS no longer mends.",
    remediationSteps: "Remove `platformVersion` or set it to `LATEST`.",
    automaticFix: "Sets `platformVersion` to `LATEST`.",
    example: `new aws.ecs.Service("web", { ...service, platformVersion: "LATEST" });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-10",
    tags: ["security-hub:ECS.10", "checkov:CKV_AWS_332", "control-tower:CT.ECS.PR.1"],
    practices: ["C18"],
    options: {
      minimum: version("1.4.0", "The oldest platform version for Linux that counts as current."),
    },
  },
  RUNS,
  function* (resource, { type, config }) {
    yield* each(runsOf(resource, type), function* ({ settings }) {
      // Whether the task is one for Windows shows in the stack.
      if (versionOf(settings) !== WINDOWS) yield* judge(settings, config.minimum);
    });
  },
  function* (graph, { config }) {
    yield* each(graph.ofType(RUNS), function* (node) {
      const runs = ifKnown(() => runsOf(node.resource, node.type)) ?? [];
      yield* each(runs, function* (run) {
        const { settings } = run;
        if (ifKnown(() => versionOf(settings)) !== WINDOWS) return;
        const isForWindows = tasksOf(graph, node, run).some(({ resource }) => isWindows(resource));
        if (!isForWindows) yield* judge(settings, config.minimum);
      });
    });
  },
);

function versionOf(settings: Reader): string {
  return settings.text("platformVersion")?.trim().toUpperCase() ?? "";
}

function* judge(settings: Reader, minimum: string): Check {
  const given = versionOf(settings);
  if (given === "" || given === "LATEST") return;
  if (isVersion(given) && !isBefore(given, minimum)) return;
  yield settings.finding("platformVersion", {
    expected: `"LATEST", or ${minimum} or later`,
    fix: { set: "LATEST" },
  });
}
