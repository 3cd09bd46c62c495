import { isPublic } from "./cidr";
import { containersOf } from "./containers";
import { each, type Check, type Outcome } from "./finding";
import type { Graph, Node } from "./graph";
import { groupsOf, InboundRules } from "./group-rules";
import { blockOf, eachSource } from "./ingress";
import type { Reader } from "./reader";
import { label } from "./resolve";
import { runsOf, type Run } from "./runs";
import { startedTasks } from "./started-tasks";

/** Services of these types that are reached at their tasks' own addresses. */
export function* reachedDirectly(graph: Graph, types: readonly string[]): Check {
  const rules = new InboundRules(graph);
  yield* each(graph.ofType(types), function* (node) {
    for (const run of runsOf(node.resource, node.type)) yield* judge(graph, node, run, rules);
  });
}

function* judge(graph: Graph, node: Node, run: Run, rules: InboundRules): Check {
  const { settings } = run;
  if (settings.text("deploymentController.type")?.toUpperCase() === "EXTERNAL") return;
  if (has(settings, "loadBalancers") || has(settings, "vpcLatticeConfigurations")) return;
  const [open] = yield* publicSources(graph, node, rules);
  if (open !== undefined) {
    yield settings.finding("loadBalancers", {
      found: `is not set, and ${label(open.node)} lets in ${open.source.text() ?? ""}`,
      expected: "a load balancer between the internet and the tasks",
    });
    return;
  }
  if (settings.flag("serviceConnectConfiguration.enabled") === true) return;
  yield* each(yield* startedTasks(graph, node, run), function* ({ resource, type }) {
    yield* each(containersOf(resource, type), function* (container) {
      if (!has(container, "portMappings")) return;
      const name = container.place.subject ?? "a container";
      yield settings.finding("serviceConnectConfiguration", {
        found: `is not on, and ${name.replace(/^C/, "c")} opens ports`,
        expected: "Service Connect, or a load balancer",
      });
    });
  });
}

/** Public addresses that the groups of the tasks let in. */
function* publicSources(
  graph: Graph,
  node: Node,
  rules: InboundRules,
): Generator<Outcome, { node: Node; source: Reader }[], undefined> {
  const open: { node: Node; source: Reader }[] = [];
  const { keys, unseen } = groupsOf(graph, node);
  yield* unseen;
  yield* each(
    keys.flatMap((key) => rules.of(key)),
    ({ node: holder, rule }) =>
      eachSource(rule, (source) => {
        const block = blockOf(source);
        if (block !== undefined && isPublic(block)) open.push({ node: holder, source });
        return [];
      }),
  );
  return open;
}

/** True if a list has something in it, known or not. */
function has(owner: Reader, path: string): boolean {
  return owner.known(path) ? owner.list(path).length > 0 : true;
}
