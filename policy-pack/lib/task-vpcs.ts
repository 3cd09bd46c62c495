import { EXPRESS_SERVICES } from "./containers";
import { each, type Check } from "./finding";
import type { Graph, Node } from "./graph";
import { resolve } from "./resolve";
import { SUBNETS, VPCS, wayToInternet } from "./routes";
import { networkOf, RUNS, runsOf } from "./runs";

/** What runs tasks in subnets. */
export const TASK_RUNNERS: readonly string[] = [...RUNS, ...EXPRESS_SERVICES];

/** Adds to `found` the VPCs of the stack that have private tasks; yields what cannot be known. */
export function* privateTaskVpcs(graph: Graph, found: Set<Node>): Check {
  yield* each(graph.ofType(TASK_RUNNERS), function* (node) {
    yield* each(runsOf(node.resource, node.type), function* (run) {
      const network = networkOf(run);
      if (network === undefined) return;
      const subnets = resolve(graph, node, network, "subnets", SUBNETS);
      yield* subnets.waiting;
      yield* each(subnets.nodes, function* (subnet): Check {
        const { nodes, waiting } = resolve(graph, subnet, subnet.resource, "vpcId", VPCS);
        yield* waiting;
        const isNews = nodes.some((vpc) => !vpc.external && !found.has(vpc));
        if (!isNews || wayToInternet(graph, subnet) !== undefined) return;
        for (const vpc of nodes.filter(({ external }) => !external)) found.add(vpc);
      });
    });
  });
}
