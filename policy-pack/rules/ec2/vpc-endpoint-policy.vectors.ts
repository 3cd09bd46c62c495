import { resource, stack, UNKNOWN, type VectorResource, type Vectors } from "../../lib/vectors";

const TYPE = "aws:ec2/vpcEndpoint:VpcEndpoint";
const endpoint = (props: Record<string, unknown>): VectorResource =>
  resource(TYPE, { serviceName: "com.amazonaws.eu-central-1.s3", ...props }, { name: "endpoint" });
const everything = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
const policy = (...Statement: object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement });
const beside = (policy?: string): VectorResource =>
  resource(
    "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy",
    { vpcEndpointId: UNKNOWN, ...(policy !== undefined && { policy }) },
    { name: "policy", from: { vpcEndpointId: ["endpoint"] } },
  );
const own = { Condition: { StringEquals: { "aws:PrincipalAccount": "123456789012" } } };
const OPEN =
  "allows everybody everything; expected principals, actions or resources that are meant.";
const NOT_SET = "policy is not set; expected a policy for the endpoint.";

export default {
  pass: {
    "everything, for one's own account": endpoint({ policy: policy({ ...everything, ...own }) }),
    "one bucket": endpoint({
      policy: policy({ ...everything, Resource: "arn:aws:s3:::cruddur-avatars/*" }),
    }),
    "everything, but a refusal for others": endpoint({
      policy: policy(everything, {
        ...everything,
        Effect: "Deny",
        Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } },
      }),
    }),
    "a policy of its own": stack(endpoint({}), beside(policy({ ...everything, ...own }))),
    "an endpoint for appliances takes none": endpoint({ vpcEndpointType: "GatewayLoadBalancer" }),
    "the service of a partner takes none": endpoint({
      vpcEndpointType: "Interface",
      serviceName: "com.amazonaws.vpce.eu-central-1.vpce-svc-1",
    }),
    "aws-native": resource("aws-native:ec2:VpcEndpoint", {
      serviceName: "com.amazonaws.eu-central-1.logs",
      policyDocument: { Statement: [{ ...everything, ...own }] },
    }),
  },
  fail: {
    "the default": [endpoint({}), [NOT_SET]],
    "the default, of an interface in China": [
      endpoint({
        vpcEndpointType: "Interface",
        serviceName: "cn.com.amazonaws.cn-north-1.ecr.api",
      }),
      [NOT_SET],
    ],
    "the default in words": [
      endpoint({ policy: policy(everything) }),
      [`policy.Statement[0] ${OPEN}`],
    ],
    "the default in other words": [
      endpoint({ policy: policy({ ...everything, Principal: { AWS: ["*"] }, Action: ["*:*"] }) }),
      [`policy.Statement[0] ${OPEN}`],
    ],
    "a policy of its own that is the default": [
      stack(endpoint({}), beside(policy(everything))),
      [`policy.Statement[0] ${OPEN}`],
    ],
    "aws-native": [
      resource("aws-native:ec2:VPCEndpoint", { serviceName: "com.amazonaws.eu-central-1.s3" }),
      [NOT_SET],
    ],
  },
  unknown: {
    "the policy waits": [endpoint({ policy: UNKNOWN }), ["policy"]],
    "a policy may be this endpoint's": [
      stack(endpoint({}), { ...beside(policy({ ...everything, ...own })), from: {} }),
      ["vpcEndpointId"],
    ],
  },
  malformed: {
    "the policy is not JSON": [
      endpoint({ policy: "{" }),
      ["policy is not valid JSON (the parser stops at character 1)."],
    ],
  },
} satisfies Vectors;
