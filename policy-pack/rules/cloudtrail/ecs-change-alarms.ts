import { CALL_ALARMS, takeAlarmed } from "../../lib/change-alarms";
import { strings, toggle } from "../../lib/options";
import { stackRule } from "../../lib/rule";
import { TRAILS } from "../../lib/trails";

export default stackRule(
  {
    name: "cloudtrail-ecs-change-alarms",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "Somebody should be told of calls that change ECS and ECR.",
    why: "A trail records that a task definition was replaced or a shell opened in a container; without an alarm it is read when the damage is done.",
    remediationSteps:
      "Add an event rule with a target, or a metric filter with an alarm, that takes in the calls; if another stack has them, set `elsewhere`.",
    example: `new aws.cloudwatch.EventRule("changes", { eventPattern: JSON.stringify({ source: ["aws.ecs", "aws.ecr"], "detail-type": ["AWS API Call via CloudTrail"], detail: { eventName: ["RegisterTaskDefinition", "UpdateService", "RunTask", "ExecuteCommand", { prefix: "Delete" }, "SetRepositoryPolicy", "PutImageTagMutability"] } }) });`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/logging-using-cloudtrail.html",
    tags: [],
    practices: ["A21", "A29", "D13"],
    options: {
      calls: strings(
        [
          ...["ecs:RegisterTaskDefinition", "ecs:UpdateService", "ecs:RunTask"],
          ...["ecs:ExecuteCommand", "ecs:DeleteService", "ecs:DeleteCluster"],
          ...["ecr:DeleteRepository", "ecr:SetRepositoryPolicy", "ecr:PutImageTagMutability"],
        ],
        "Calls that must raise an alarm, such as `ecs:StopTask`.",
      ),
      elsewhere: toggle(false, "Another stack of the account raises the alarms."),
    },
  },
  [...TRAILS, ...CALL_ALARMS],
  function* (graph, { config }) {
    const [trail] = graph.ofType(TRAILS);
    if (config.elsewhere || trail === undefined) return;
    const calls = new Set(config.calls);
    const waiting = [...takeAlarmed(graph, calls)];
    if (calls.size === 0) return;
    yield* waiting;
    if (waiting.length > 0) return;
    yield trail.resource.finding("trail", {
      found: `records ${[...calls].join(", ")}, of which nobody is told`,
      expected: "an event rule with a target, or a metric filter with an alarm",
    });
  },
);
