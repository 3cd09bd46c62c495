import { Companions } from "../../lib/companions";
import { each } from "../../lib/finding";
import { rule } from "../../lib/rule";
import {
  ENDPOINT_POLICIES,
  hasPolicy,
  openPolicy,
  takesPolicy,
  VPC_ENDPOINTS,
} from "../../lib/vpc-endpoints";

export default rule(
  {
    name: "ec2-vpc-endpoint-policy",
    severity: "medium",
    enforcementLevel: "advisory",
    description:
      "VPC endpoints should have a policy other than the default, which allows everything.",
    why: "Through an open endpoint, data go to anybody's bucket, with anybody's credentials, and no firewall sees it.",
    remediationSteps:
      "Set `policy`; with the condition `aws:PrincipalAccount` or `aws:ResourceOrgID` it may allow everything to one's own.",
    example: `policy: JSON.stringify({
  Version: "2012-10-17",
  Statement: [{
    Effect: "Allow", Principal: "*", Action: "*", Resource: "*",
    Condition: { StringEquals: { "aws:PrincipalAccount": accountId } },
  }],
})`,
    url: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
    tags: [],
    practices: ["C16"],
  },
  [...VPC_ENDPOINTS, ...ENDPOINT_POLICIES],
  function* (resource) {
    if (hasPolicy(resource)) yield* openPolicy(resource);
  },
  function* (graph) {
    const policies = graph.ofType(ENDPOINT_POLICIES).filter(({ resource }) => hasPolicy(resource));
    const beside = new Companions(graph, policies, "vpcEndpointId", VPC_ENDPOINTS);
    yield* each(graph.ofType(VPC_ENDPOINTS), function* (endpoint) {
      const { resource, external } = endpoint;
      if (external || hasPolicy(resource) || !takesPolicy(resource)) return;
      yield* beside.missing([endpoint], function* () {
        yield resource.finding("policy", { expected: "a policy for the endpoint" });
      });
    });
  },
);
