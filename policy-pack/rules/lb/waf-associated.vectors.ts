import { balancer, oldBalancer } from "../../lib/balancers.vectors";
import { resource, stack, UNKNOWN, type VectorResource, type Vectors } from "../../lib/vectors";
const ARN = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/web/1";
const association = (
  resourceArn: unknown,
  from: readonly string[] = [],
  type = "aws:wafv2/webAclAssociation:WebAclAssociation",
): VectorResource =>
  resource(type, { resourceArn, webAclArn: UNKNOWN }, { name: "acl", from: { resourceArn: from } });
const FINDING =
  "webAcl is not associated, though the load balancer faces the internet; expected an `aws.wafv2.WebAclAssociation` for it.";

export default {
  pass: {
    "associated, at a first preview": stack(balancer(), association(UNKNOWN, ["balancer"])),
    "associated, by ARN": stack(oldBalancer({ arn: ARN }), association(ARN)),
    "associated with an ACL of the older WAF": stack(
      balancer(),
      association(UNKNOWN, ["balancer"], "aws:wafregional/webAclAssociation:WebAclAssociation"),
    ),
    "an internal load balancer": balancer({ internal: true }),
    "a network load balancer": balancer({ loadBalancerType: "network" }),
    "a load balancer that the program only reads": {
      ...balancer({ internal: false }),
      external: true,
    },
  },
  fail: {
    "no web ACL": [balancer({ internal: false }), [FINDING]],
    "no web ACL, internet-facing by default": [oldBalancer(), [FINDING]],
    "the web ACL of another": [
      stack(
        balancer(),
        balancer({ internal: true }, { name: "inside" }),
        association(UNKNOWN, ["inside"]),
      ),
      [FINDING],
    ],
    "aws-native": [
      resource("aws-native:elasticloadbalancingv2:LoadBalancer", { scheme: "internet-facing" }),
      [FINDING],
    ],
  },
  unknown: {
    "an association may be this one's": [stack(balancer(), association(UNKNOWN)), ["resourceArn"]],
    "it is not known where it faces": [balancer({ internal: UNKNOWN }), ["internal"]],
  },
  malformed: {
    "the kind is a list": [
      balancer({ loadBalancerType: ["a", "b"] }),
      ['loadBalancerType is ["a", "b"]; expected a string.'],
    ],
  },
} satisfies Vectors;
