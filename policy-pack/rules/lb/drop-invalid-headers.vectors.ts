import { balancer, nativeBalancer, oldBalancer } from "../../lib/balancers.vectors";
import { UNKNOWN, type Vectors } from "../../lib/vectors";

const KEY = "routing.http.drop_invalid_header_fields.enabled";

export default {
  pass: {
    "it drops them": balancer({ dropInvalidHeaderFields: true }),
    "it drops them, as a string": oldBalancer({ dropInvalidHeaderFields: "true" }),
    "a network load balancer reads no headers": balancer({ loadBalancerType: "network" }),
    "a gateway load balancer reads no headers": balancer({ loadBalancerType: "gateway" }),
    "aws-native": nativeBalancer([[KEY, "true"]]),
  },
  fail: {
    "by default": [
      balancer({ loadBalancerType: "application" }),
      ["dropInvalidHeaderFields is not set; expected true."],
    ],
    "it lets them pass": [
      oldBalancer({ dropInvalidHeaderFields: false }),
      ["dropInvalidHeaderFields is false; expected true."],
    ],
    "aws-native lets them pass": [
      nativeBalancer([
        ["idle_timeout.timeout_seconds", "60"],
        [KEY, "false"],
      ]),
      ['loadBalancerAttributes[1].value is "false"; expected true.'],
    ],
    "aws-native by default": [
      nativeBalancer([["idle_timeout.timeout_seconds", "60"]]),
      [`loadBalancerAttributes has no ${KEY}; expected true.`],
    ],
  },
  unknown: {
    "it waits": [balancer({ dropInvalidHeaderFields: UNKNOWN }), ["dropInvalidHeaderFields"]],
    "the kind waits": [balancer({ loadBalancerType: UNKNOWN }), ["loadBalancerType"]],
    "another attribute may be this one": [
      nativeBalancer([[UNKNOWN, "true"]]),
      ["loadBalancerAttributes[0].key"],
    ],
  },
  malformed: {
    "it is a list": [
      balancer({ dropInvalidHeaderFields: [true, false] }),
      ["dropInvalidHeaderFields is [true, false]; expected a string."],
    ],
  },
} satisfies Vectors;
