import { CONTAINER_TYPES } from "../../lib/containers";
import { judgeContainers } from "../../lib/container-sources";
import { each, show, type Check } from "../../lib/finding";
import type { Graph, Node } from "../../lib/graph";
import { strings } from "../../lib/options";
import type { Reader } from "../../lib/reader";
import { label, lookUp } from "../../lib/resolve";
import { stackRule } from "../../lib/rule";
import { matches } from "../../lib/settings";

const SERVICES = ["aws:ecs/service:Service", "aws-native:ecs:Service"];
const LOG_GROUPS = ["aws:cloudwatch/logGroup:LogGroup", "aws-native:logs:LogGroup"];
const EXPECTED = "a log group of this stack with a retention";

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
  function* (graph, { config: { managedElsewhere } }) {
    yield* judgeContainers(graph, LOG_GROUPS, {
      container: (container) => judge(graph, container, managedElsewhere),
      *source(group, find) {
        const lack = lackOf(group);
        if (lack === undefined) return;
        yield find({
          found: `is computed from ${label(group)}, which ${lack}`,
          expected: EXPECTED,
        });
      },
    });
    yield* each(graph.ofType(SERVICES), function* ({ resource }) {
      const connect = resource.object("serviceConnectConfiguration");
      if (connect !== undefined) yield* judge(graph, connect, managedElsewhere);
    });
  },
);

/** @param owner What has a `logConfiguration`: a container, or the proxy of Service Connect. */
function* judge(graph: Graph, owner: Reader, elsewhere: readonly string[]): Check {
  const isAwslogs = owner.text("logConfiguration.logDriver") === "awslogs";
  const options = isAwslogs ? "logConfiguration.options." : "awsLogsConfiguration.";
  const create = `${options}awslogs-create-group`;
  if (owner.flag(create) === true) yield owner.finding(create, { expected: EXPECTED });
  const path = `${options}${isAwslogs ? "awslogs-group" : "logGroup"}`;
  const name = owner.text(path);
  if (name === undefined || matches(name, elsewhere)) return;
  const groups = lookUp(graph, [name], LOG_GROUPS);
  if (groups.length === 0) {
    // It may well have a retention: that cannot be seen from here, so that this does not block.
    const found = `is ${show(name)}, which this stack does not declare`;
    yield owner.finding(path, { found, expected: EXPECTED, advisory: true });
  }
  yield* each(groups, function* (group) {
    const lack = lackOf(group);
    if (lack === undefined) return;
    yield owner.finding(path, {
      found: `is that of ${label(group)}, which ${lack}`,
      expected: EXPECTED,
    });
  });
}

function lackOf({ resource }: Node): string | undefined {
  const isLimited = resource.given("retentionInDays") && resource.number("retentionInDays") !== 0;
  return isLimited ? undefined : "keeps logs for ever";
}
