import { EXPRESS_SERVICES } from "../../lib/containers";
import { asOne, each, type Finding } from "../../lib/finding";
import { strings } from "../../lib/options";
import { judgeNamed, label } from "../../lib/resolve";
import { SUBNETS, wayToInternet } from "../../lib/routes";
import { stackRule } from "../../lib/rule";
import { networkOf, RUNS, runsOf } from "../../lib/runs";

const TYPES = [...RUNS, ...EXPRESS_SERVICES];

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
  TYPES,
  function* (graph, { config: { privateSubnets } }) {
    yield* each(graph.ofType(TYPES), function* (node) {
      yield* each(runsOf(node.resource, node.type), function* (run) {
        const network = networkOf(run);
        if (network === undefined) return;
        const names = new Map<Finding, string>();
        const named = [node, network, "subnets"] as const;
        const outcomes = judgeNamed(graph, named, SUBNETS, privateSubnets, function* (subnet) {
          const way = wayToInternet(graph, subnet);
          if (way === undefined) return;
          const found = `names ${label(subnet)}, ${way}`;
          const finding = network.finding("subnets", { found, expected: "private subnets" });
          names.set(finding, label(subnet));
          yield finding;
        });
        yield* asOne(outcomes, (finding) => names.get(finding) ?? "");
      });
    });
  },
);
