import { Companions } from "../../lib/companions";
import { VPCS } from "../../lib/routes";
import { stackRule } from "../../lib/rule";

const ASSOCIATIONS = [
  "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation",
  "aws-native:route53resolver:ResolverQueryLoggingConfigAssociation",
];

export default stackRule(
  {
    name: "ec2-vpc-dns-query-logging",
    severity: "low",
    enforcementLevel: "advisory",
    description: "The DNS queries of every VPC should be logged.",
    why: "Malware looks up where to call before it calls; the names that a task asked for show it, and how data left by DNS.",
    remediationSteps:
      "Associate the VPC with an `aws.route53.ResolverQueryLogConfig` by an `aws.route53.ResolverQueryLogConfigAssociation`.",
    example: `new aws.route53.ResolverQueryLogConfigAssociation("vpc", { resolverQueryLogConfigId: config.id, resourceId: vpc.id });`,
    url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs.html",
    tags: [],
    practices: ["C31"],
  },
  VPCS,
  function* (graph) {
    const logs = new Companions(graph, graph.ofType(ASSOCIATIONS), "resourceId", VPCS);
    const vpcs = graph.ofType(VPCS).filter(({ external }) => !external);
    yield* logs.missing(vpcs, function* ({ resource }) {
      yield resource.finding("queryLog", {
        found: "is not declared",
        expected: "an `aws.route53.ResolverQueryLogConfigAssociation` for this VPC",
      });
    });
  },
);
