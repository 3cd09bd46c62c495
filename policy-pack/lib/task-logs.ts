import { judgeContainers, type ContainerJudge } from "./container-sources";
import { each, show, type Check } from "./finding";
import type { Graph, Node } from "./graph";
import { LOG_GROUPS } from "./log-retention";
import { matches } from "./patterns";
import type { Reader } from "./reader";
import { label, lookUp } from "./resolve";

/** Services, whose proxies log too. */
export const SERVICES = ["aws:ecs/service:Service", "aws-native:ecs:Service"];
const EXPECTED = "a log group of this stack with a retention";

/** Judges the log group of each container of the stack's tasks, and of the proxies of Service Connect. */
export function* judgeLogGroups(graph: Graph, elsewhere: readonly string[]): Check {
  const source: ContainerJudge["source"] = function* (group, find) {
    const lack = lackOf(group);
    if (lack === undefined) return;
    const found = `is computed from ${label(group)}, which ${lack}`;
    yield find({ found, expected: EXPECTED });
  };
  const container = (item: Reader): Check => judge(graph, item, elsewhere);
  yield* judgeContainers(graph, LOG_GROUPS, { container, source });
  yield* each(graph.ofType(SERVICES), function* ({ resource }) {
    const connect = resource.object("serviceConnectConfiguration");
    if (connect !== undefined) yield* judge(graph, connect, elsewhere);
  });
}

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
