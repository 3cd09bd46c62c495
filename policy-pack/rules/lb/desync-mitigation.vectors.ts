import { balancer, classic, nativeBalancer, oldBalancer } from "../../lib/balancers.vectors";
import { UNKNOWN, type Vectors } from "../../lib/vectors";

const KEY = "routing.http.desync_mitigation_mode";
const EXPECTED = 'expected "defensive" or "strictest".';

export default {
  pass: {
    "defensive by default": balancer(),
    "the strictest": oldBalancer({ desyncMitigationMode: "strictest" }),
    "a network load balancer reads no requests": balancer({
      loadBalancerType: "network",
      desyncMitigationMode: "monitor",
    }),
    "aws-native": nativeBalancer([[KEY, "defensive"]]),
  },
  fail: {
    "it only watches": [
      balancer({ desyncMitigationMode: "monitor" }),
      [`desyncMitigationMode is "monitor"; ${EXPECTED}`],
    ],
    "a classic load balancer only watches": [
      classic({ desyncMitigationMode: "monitor" }),
      [`desyncMitigationMode is "monitor"; ${EXPECTED}`],
    ],
    "aws-native only watches": [
      nativeBalancer([[KEY, "monitor"]]),
      [`loadBalancerAttributes[0].value is "monitor"; ${EXPECTED}`],
    ],
  },
  unknown: {
    "it waits": [balancer({ desyncMitigationMode: UNKNOWN }), ["desyncMitigationMode"]],
  },
  malformed: {
    "it is a list": [
      balancer({ desyncMitigationMode: ["monitor", "defensive"] }),
      ['desyncMitigationMode is ["monitor", "defensive"]; expected a string.'],
    ],
  },
} satisfies Vectors;
