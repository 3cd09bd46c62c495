import { balancer, classic, oldBalancer } from "../../lib/balancers.vectors";
import { UNKNOWN, type Vectors } from "../../lib/vectors";

const EXPECTED = "expected subnets of at least two zones.";

export default {
  pass: {
    "two subnets": balancer({ subnets: ["subnet-1", "subnet-2"] }),
    "two subnets whose ids are not known yet": balancer({ subnets: [UNKNOWN, UNKNOWN] }),
    "two mappings": oldBalancer({
      subnetMappings: [{ subnetId: UNKNOWN, allocationId: UNKNOWN }, { subnetId: "subnet-2" }],
    }),
    "a classic load balancer in two zones": classic({ availabilityZones: ["a", "b"] }),
  },
  fail: {
    "one subnet": [
      balancer({ loadBalancerType: "network", subnets: ["subnet-1"] }),
      [`subnets is ["subnet-1"]; ${EXPECTED}`],
    ],
    "one subnet twice": [
      balancer({ subnets: ["subnet-1", "subnet-1"] }),
      [`subnets is ["subnet-1", "subnet-1"]; ${EXPECTED}`],
    ],
    "one mapping": [
      oldBalancer({ subnetMappings: [{ subnetId: UNKNOWN }] }),
      [`subnetMappings is a list of 1; ${EXPECTED}`],
    ],
    "a classic load balancer in one zone": [
      classic({ availabilityZones: ["a"] }),
      [`availabilityZones is ["a"]; ${EXPECTED}`],
    ],
    none: [balancer(), [`subnets is not set; ${EXPECTED}`]],
  },
  unknown: { "they wait": [balancer({ subnets: UNKNOWN }), ["subnets"]] },
  malformed: {
    "a subnet is a list": [
      balancer({ subnets: [["subnet-1", "subnet-2"], "subnet-3"] }),
      ['subnets[0] is ["subnet-1", "subnet-2"]; expected a string.'],
    ],
  },
} satisfies Vectors;
