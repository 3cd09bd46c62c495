import { Companions } from "../../lib/companions";
import { each } from "../../lib/finding";
import { isFacing, kindOf, LOAD_BALANCERS } from "../../lib/load-balancers";
import { stackRule } from "../../lib/rule";

const ASSOCIATIONS = [
  "aws:wafv2/webAclAssociation:WebAclAssociation",
  "aws:wafregional/webAclAssociation:WebAclAssociation",
  "aws-native:wafv2:WebACLAssociation",
  "aws-native:wafv2:WebAclAssociation",
];

export default stackRule(
  {
    name: "lb-waf-associated",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "Internet-facing application load balancers should have a web ACL of AWS WAF.",
    why: "Scanners and known exploits come within minutes; a web ACL stops them, and floods, before the application answers.",
    remediationSteps: "Add an `aws.wafv2.WebAclAssociation` for the load balancer.",
    example: `new aws.wafv2.WebAclAssociation("web", { resourceArn: balancer.arn, webAclArn: acl.arn });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-16",
    tags: ["security-hub:ELB.16", "checkov:CKV2_AWS_28", "cdk-nag:ALBWAFEnabled"],
    practices: ["C28"],
  },
  LOAD_BALANCERS,
  function* (graph) {
    const acls = new Companions(graph, graph.ofType(ASSOCIATIONS), "resourceArn", LOAD_BALANCERS);
    const balancers = graph.ofType(LOAD_BALANCERS).filter(({ external }) => !external);
    yield* each(balancers, function* (node) {
      const { resource, type } = node;
      if (kindOf(resource, type) !== "application" || !isFacing(resource)) return;
      yield* acls.missing([node], function* () {
        yield resource.finding("webAcl", {
          found: "is not associated, though the load balancer faces the internet",
          expected: "an `aws.wafv2.WebAclAssociation` for it",
        });
      });
    });
  },
);
