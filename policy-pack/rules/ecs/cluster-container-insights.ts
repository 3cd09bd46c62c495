import { CLUSTERS, clusterOf } from "../../lib/clusters";
import { each } from "../../lib/finding";
import { rule } from "../../lib/rule";

const DEFAULTS = ["aws:ecs/accountSettingDefault:AccountSettingDefault"] as const;
const INSIGHTS = "containerinsights";
const ON = /^\s*(?:enabled|enhanced)\s*$/i;
const EXPECTED = '"enabled" or "enhanced"';

export default rule(
  {
    name: "ecs-cluster-container-insights",
    severity: "medium",
    enforcementLevel: "mandatory",
    description: "Clusters must have Container Insights.",
    why: "Without its metrics per service and task, an attack that costs memory, processor or network looks like nothing at all.",
    remediationSteps:
      'Add `{ name: "containerInsights", value: "enhanced" }` to `settings` of the cluster.',
    automaticFix: "Sets containerInsights to `enabled`, which costs less than `enhanced`.",
    example: `new aws.ecs.Cluster("main", { settings: [{ name: "containerInsights", value: "enhanced" }] });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-12",
    tags: [
      "security-hub:ECS.12",
      "checkov:CKV_AWS_65",
      "trivy:AWS-0034",
      "cdk-nag:AwsSolutions-ECS4",
      "control-tower:CT.ECS.PR.2",
      "kics:ecs_cluster_container_insights_disabled",
    ],
    practices: ["C30"],
  },
  [...CLUSTERS, ...DEFAULTS],
  function* (resource, { type }) {
    if ((DEFAULTS as readonly string[]).includes(type)) {
      if (resource.text("name")?.toLowerCase() !== INSIGHTS) return;
      if (!ON.test(resource.text("value") ?? ""))
        yield resource.finding("value", { expected: EXPECTED, fix: { set: "enabled" } });
      return;
    }
    const settings = clusterOf(resource).list("settings");
    const said: string[] = [];
    yield* each(settings, function* (setting) {
      const name = setting.text("name")?.toLowerCase() ?? "";
      said.push(name);
      if (name === INSIGHTS && !ON.test(setting.text("value") ?? "")) {
        yield setting.finding("value", { expected: EXPECTED, fix: { set: "enabled" } });
      }
    });
    // A setting that cannot be known or read is reported as such.
    if (said.length === settings.length && !said.includes(INSIGHTS)) {
      yield resource.finding("settings", {
        found: "has no containerInsights",
        expected: EXPECTED,
        fix: { append: [{ name: "containerInsights", value: "enabled" }] },
      });
    }
  },
);
