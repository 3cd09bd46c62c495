import { EXPRESS_SERVICES } from "../../lib/containers";
import { each } from "../../lib/finding";
import { strings } from "../../lib/options";
import { judgeNamed, label } from "../../lib/resolve";
import { SUBNETS, wayToInternet } from "../../lib/routes";
import { stackRule } from "../../lib/rule";
import { networkOf, RUNS, runsOf } from "../../lib/runs";

export default stackRule(
  {
    name: "stack-private-tasks",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Tasks must run in subnets without a route to an internet gateway.",
    why: "In a public subnet one wrong setting, a public address or an open group, puts a task on the internet.",
    remediationSteps:
      "Run the tasks in private subnets, with a NAT gateway or VPC endpoints as their way out.",
    example: `networkConfiguration: { subnets: vpc.privateSubnetIds, securityGroups: [group.id] }`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/networking-outbound.html",
    tags: ["cdk-nag:VPCNoUnrestrictedRouteToIGW"],
    practices: ["C22", "C28", "D17"],
    options: {
      privateSubnets: strings(
        [],
        "Ids, `*` for any characters, of private subnets that other stacks declare.",
      ),
    },
  },
  [...RUNS, ...EXPRESS_SERVICES],
  function* (graph, { config }) {
    yield* each(graph.ofType([...RUNS, ...EXPRESS_SERVICES]), function* (node) {
      yield* each(runsOf(node.resource, node.type), function* (run) {
        const network = networkOf(run);
        if (network === undefined) return;
        const property = [node, network, "subnets"] as const;
        yield* judgeNamed(graph, property, SUBNETS, config.privateSubnets, function* (subnet) {
          const way = wayToInternet(graph, subnet);
          if (way === undefined) return;
          yield network.finding("subnets", {
            found: `names ${label(subnet)}, ${way}`,
            expected: "private subnets",
          });
        });
      });
    });
  },
);
