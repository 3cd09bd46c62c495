import { isMember, isReplica, native, PROXIES } from "./databases";
import type { Check, Finding, Outcome } from "./finding";
import type { Graph, Node } from "./graph";
import { judgeNamed, label } from "./resolve";
import { SUBNETS, wayToInternet } from "./routes";

/** Groups of subnets that databases are placed in. */
const SUBNET_GROUPS: readonly string[] = [
  "aws:docdb/subnetGroup:SubnetGroup",
  "aws:neptune/subnetGroup:SubnetGroup",
  "aws:rds/subnetGroup:SubnetGroup",
  ...["docdb:DbSubnetGroup", "neptune:DbSubnetGroup", "rds:DbSubnetGroup"].flatMap(native),
];

/** The group that RDS makes of the default VPC. */
const DEFAULT_GROUP = /^default(?:-vpc-[\da-f]+)?$/;

const EXPECTED = "private subnets";

/** What other stacks declare, by name and by id, `*` for any characters. */
export interface Declared {
  readonly privateSubnetGroups: readonly string[];
  readonly privateSubnets: readonly string[];
}

/** Finds the public subnets that a database, or a proxy, is placed in. */
export function* publicPlacement(graph: Graph, node: Node, declared: Declared): Check {
  if (PROXIES.includes(node.type)) {
    yield* publicSubnets(graph, node, "vpcSubnetIds", declared, (found) =>
      node.resource.finding("vpcSubnetIds", { found: `names ${found}`, expected: EXPECTED }),
    );
    return;
  }
  const isNeptune = node.type.startsWith("aws:neptune/");
  const property = isNeptune ? "neptuneSubnetGroupName" : "dbSubnetGroupName";
  if (yield* isInDefaultNetwork(node, property)) return;
  const place = [node, node.resource, property] as const;
  yield* judgeNamed(graph, place, SUBNET_GROUPS, declared.privateSubnetGroups, (group) =>
    publicSubnets(graph, group, "subnetIds", declared, (found) =>
      node.resource.finding(property, {
        found: `names ${label(group)} with ${found}`,
        expected: EXPECTED,
      }),
    ),
  );
}

function publicSubnets(
  graph: Graph,
  owner: Node,
  property: string,
  { privateSubnets }: Declared,
  findingOf: (found: string) => Finding,
): Check {
  const place = [owner, owner.resource, property] as const;
  return judgeNamed(graph, place, SUBNETS, privateSubnets, function* (subnet) {
    const way = wayToInternet(graph, subnet);
    if (way !== undefined) yield findingOf(`${label(subnet)}, ${way}`);
  });
}

/** True where no group of one's own is named; says so unless another database decides. */
function* isInDefaultNetwork(
  { resource, type }: Node,
  property: string,
): Generator<Outcome, boolean, undefined> {
  const name = resource.known(property) ? (resource.text(property) ?? "") : undefined;
  if (name === undefined || (name !== "" && !DEFAULT_GROUP.test(name))) return false;
  if (name === "" && (isMember(resource, type) || isReplica(resource))) return true;
  // What the account has made of its default VPC is not seen here.
  yield resource.finding(property, {
    found: "leaves the database in the default VPC, whose subnets are public as AWS makes them",
    expected: EXPECTED,
    advisory: true,
  });
  return true;
}
