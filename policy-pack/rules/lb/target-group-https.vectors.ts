import { resource, UNKNOWN, type VectorResource, type Vectors } from "../../lib/vectors";

const group = (props: Record<string, unknown>, type = "aws:lb/targetGroup"): VectorResource =>
  resource(type.includes("native") ? type : `${type}:TargetGroup`, props);
const EXPECTED = 'expected "HTTPS" or "TLS".';

export default {
  pass: {
    HTTPS: group({ protocol: "HTTPS", port: 8443 }),
    TLS: group({ protocol: "TLS" }, "aws:alb/targetGroup"),
    "a function has no protocol": group({ targetType: "lambda" }),
    "another load balancer, where only TCP is possible": group({
      targetType: "alb",
      protocol: "TCP",
    }),
    "appliances behind a gateway load balancer": group({ protocol: "GENEVE" }),
  },
  fail: {
    HTTP: [group({ protocol: "HTTP", targetType: "ip" }), [`protocol is "HTTP"; ${EXPECTED}`]],
    TCP: [group({ protocol: "TCP" }, "aws:alb/targetGroup"), [`protocol is "TCP"; ${EXPECTED}`]],
    "aws-native": [
      group({ protocol: "HTTP" }, "aws-native:elasticloadbalancingv2:TargetGroup"),
      [`protocol is "HTTP"; ${EXPECTED}`],
    ],
  },
  unknown: { "it waits": [group({ protocol: UNKNOWN }), ["protocol"]] },
  malformed: {
    "it is a list": [
      group({ protocol: ["HTTP", "HTTPS"] }),
      ['protocol is ["HTTP", "HTTPS"]; expected a string.'],
    ],
  },
} satisfies Vectors;
