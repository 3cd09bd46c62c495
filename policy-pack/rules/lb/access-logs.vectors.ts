import { balancer, classic, nativeBalancer, oldBalancer } from "../../lib/balancers.vectors";
import { UNKNOWN, type Vectors } from "../../lib/vectors";

export default {
  pass: {
    "they are on": balancer({ accessLogs: { bucket: UNKNOWN, enabled: true } }),
    "on, in the list of an older provider": oldBalancer({
      accessLogs: [{ bucket: "logs", enabled: "true" }],
    }),
    "a gateway load balancer has none": balancer({ loadBalancerType: "gateway" }),
    "a classic load balancer's bucket is named": classic({ accessLogs: { bucket: "logs" } }),
    "aws-native": nativeBalancer([
      ["access_logs.s3.enabled", "true"],
      ["access_logs.s3.bucket", "logs"],
    ]),
  },
  fail: {
    none: [balancer(), ["accessLogs.enabled is not set; expected true."]],
    "a bucket, but not switched on": [
      balancer({ accessLogs: { bucket: "logs" } }),
      ["accessLogs.enabled is not set; expected true."],
    ],
    "switched off, on a network load balancer": [
      balancer({ loadBalancerType: "network", accessLogs: { bucket: "logs", enabled: false } }),
      ["accessLogs.enabled is false; expected true."],
    ],
    "none, on a classic load balancer": [
      classic(),
      ["accessLogs.enabled is not set; expected true."],
    ],
    "switched off, on a classic load balancer": [
      classic({ accessLogs: { bucket: "logs", enabled: false } }),
      ["accessLogs.enabled is false; expected true."],
    ],
    "aws-native": [
      nativeBalancer([]),
      ["loadBalancerAttributes has no access_logs.s3.enabled; expected true."],
    ],
  },
  unknown: {
    "it waits": [balancer({ accessLogs: UNKNOWN }), ["accessLogs"]],
    "the switch waits": [
      balancer({ accessLogs: { bucket: "logs", enabled: UNKNOWN } }),
      ["accessLogs.enabled"],
    ],
  },
  malformed: {
    "a bucket alone": [
      balancer({ accessLogs: "logs" }),
      ['accessLogs is "logs"; expected an object.'],
    ],
  },
} satisfies Vectors;
