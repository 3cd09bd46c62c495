import { CONTAINER_TYPES } from "../../lib/containers";
import { judgeLogGroups, SERVICES } from "../../lib/task-logs";
import { strings } from "../../lib/options";
import { stackRule } from "../../lib/rule";

export default stackRule(
  {
    name: "stack-task-log-group-managed",
    severity: "medium",
    enforcementLevel: "mandatory",
    description: "Containers must log to log groups of the stack, with a retention.",
    why: "A log group that ECS creates by itself keeps everything for ever, without your key and tags, and outlives the stack.",
    remediationSteps:
      "Declare the log group with `retentionInDays` and leave `awslogs-create-group` out; list others in `managedElsewhere`.",
    example: `new aws.cloudwatch.LogGroup("web", { name: "/cruddur/dev/web", retentionInDays: 30 });`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html",
    tags: [],
    practices: ["B2", "D6"],
    options: {
      managedElsewhere: strings(
        [],
        "Names, `*` for any characters, of log groups that other stacks declare with a retention.",
      ),
    },
  },
  [...CONTAINER_TYPES, ...SERVICES],
  (graph, { config }) => judgeLogGroups(graph, config.managedElsewhere),
);
