import { DatabaseIngress } from "../../lib/database-ingress";
import { DATABASES, PROXIES } from "../../lib/databases";
import { each } from "../../lib/finding";
import { strings } from "../../lib/options";
import { stackRule } from "../../lib/rule";

export default stackRule(
  {
    name: "rds-ingress-from-app-sg-only",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Only the security groups of services must reach a database's port.",
    why: "A network as a source lets in whatever will ever run there; what never asks for data needs no way to them.",
    remediationSteps:
      "Name the security group of the service that uses the database; list other sources in `trustedSources`.",
    example: `new aws.vpc.SecurityGroupIngressRule("db-from-web", {
  securityGroupId: database.id,
  referencedSecurityGroupId: tasks.id,
  ipProtocol: "tcp",
  fromPort: 5432,
  toPort: 5432,
});`,
    url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.RDSSecurityGroups.html",
    tags: [],
    practices: ["C22", "C28"],
    options: {
      trustedSources: strings(
        [],
        "CIDR blocks, and ids of security groups and prefix lists of other stacks, that databases may be reached from.",
      ),
    },
  },
  [...DATABASES, ...PROXIES],
  function* (graph, { config }) {
    const ingress = new DatabaseIngress(graph, config.trustedSources);
    yield* each(graph.ofType([...DATABASES, ...PROXIES]), (node) => ingress.judge(node));
  },
);
