import { DATABASES, MEMBERS, PROXIES } from "../../lib/databases";
import { each } from "../../lib/finding";
import { strings } from "../../lib/options";
import { stackRule } from "../../lib/rule";
import { publicPlacement } from "../../lib/subnet-groups";

const PLACED = [...DATABASES, ...MEMBERS, ...PROXIES];

export default stackRule(
  {
    name: "rds-private-subnets",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Databases must be in subnets without a route to an internet gateway.",
    why: "In a public subnet one wrong switch gives a database a public address.",
    remediationSteps: "Name a subnet group of isolated or private subnets in `dbSubnetGroupName`.",
    example: `const group = new aws.rds.SubnetGroup("db", { subnetIds: vpc.isolatedSubnetIds });
new aws.rds.Instance("db", { ...args, dbSubnetGroupName: group.name });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-46",
    tags: ["security-hub:RDS.46"],
    practices: ["C22", "C28"],
    options: {
      privateSubnetGroups: strings(
        [],
        "Names, `*` for any characters, of subnet groups of other stacks that hold private subnets only.",
      ),
      privateSubnets: strings(
        [],
        "Ids, `*` for any characters, of private subnets that other stacks declare.",
      ),
    },
  },
  PLACED,
  function* (graph, { config }) {
    yield* each(graph.ofType(PLACED), (node) => publicPlacement(graph, node, config));
  },
);
