import { balancer, classic, oldBalancer } from "../../lib/balancers.vectors";
import { configured, resource, UNKNOWN, type Vectors } from "../../lib/vectors";

const NOT_SET = "internal is not set; expected true.";

export default {
  pass: {
    internal: balancer({ internal: true }),
    "internal, as a string": oldBalancer({ internal: "true" }),
    "public, and its tag says so": balancer({ internal: false, tags: { Exposure: "public" } }),
    "public, and its provider's tags say so": balancer({ tagsAll: { Exposure: "public" } }),
    "public, and listed by its name in AWS": configured(balancer({ name: "edge-web" }), {
      config: { publicNames: ["edge-*"] },
    }),
    "public, and listed by its name in the program": configured(balancer({ name: UNKNOWN }), {
      config: { publicNames: ["balancer"] },
    }),
    "a gateway load balancer has no address": balancer({ loadBalancerType: "gateway" }),
    "aws-native": resource("aws-native:elasticloadbalancingv2:LoadBalancer", {
      scheme: "internal",
    }),
  },
  fail: {
    "public by default": [balancer({}), [NOT_SET]],
    "public, a network load balancer": [
      oldBalancer({ internal: false, loadBalancerType: "network" }),
      ["internal is false; expected true."],
    ],
    "public, and another is listed": [
      configured(balancer({ name: "api" }), { config: { publicNames: ["edge-*"] } }),
      [NOT_SET],
    ],
    "public, with a tag of something else": [
      balancer({ tags: { Exposure: "internal" } }),
      [NOT_SET],
    ],
    "a classic load balancer": [classic({}), [NOT_SET]],
    "aws-native": [
      resource("aws-native:elasticloadbalancingv2:LoadBalancer", {
        scheme: "internet-facing",
        tags: [{ key: "Name", value: "web" }],
      }),
      ['scheme is "internet-facing"; expected "internal".'],
    ],
  },
  unknown: {
    "it waits": [balancer({ internal: UNKNOWN }), ["internal"]],
    "the tag waits": [balancer({ tags: { Exposure: UNKNOWN } }), ["tags.Exposure"]],
  },
  malformed: {
    "it is a word": [
      balancer({ internal: "perhaps" }),
      ['internal is "perhaps"; expected true or false.'],
    ],
  },
} satisfies Vectors;
