import { isPublic } from "../../lib/cidr";
import { containersOf } from "../../lib/containers";
import { each, type Check, type Outcome } from "../../lib/finding";
import type { Graph, Node } from "../../lib/graph";
import { groupsOf, InboundRules } from "../../lib/group-rules";
import { blockOf, eachSource } from "../../lib/ingress";
import type { Reader } from "../../lib/reader";
import { label } from "../../lib/resolve";
import { stackRule } from "../../lib/rule";
import { runsOf, type Run } from "../../lib/runs";
import { startedTasks } from "../../lib/started-tasks";

// Task sets have the balancers of services that something else deploys.
const TYPES = ["aws:ecs/service:Service", "aws-native:ecs:Service"];

export default stackRule(
  {
    name: "stack-service-behind-load-balancer",
    severity: "medium",
    enforcementLevel: "advisory",
    description:
      "Services that are reached from outside should be behind a load balancer, and others by Service Connect.",
    why: "Load balancers end TLS, log requests and spread them over healthy tasks; who calls a task's own address has none of it.",
    remediationSteps:
      "Register the service with a target group in `loadBalancers`, or switch on `serviceConnectConfiguration`.",
    example: `loadBalancers: [{ targetGroupArn: group.arn, containerName: "web", containerPort: 4567 }]`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html",
    tags: [],
    practices: ["D7", "D16"],
  },
  TYPES,
  function* (graph) {
    const rules = new InboundRules(graph);
    yield* each(graph.ofType(TYPES), function* (node) {
      for (const run of runsOf(node.resource, node.type)) yield* judge(graph, node, run, rules);
    });
  },
);

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
