import { balancer, nativeBalancer, oldBalancer } from "../../lib/balancers.vectors";
import {
  configured,
  UNKNOWN,
  type GivenStack,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

const inStack = (given: VectorResource, stack = "prod"): GivenStack => configured(given, { stack });
const EXPECTED = "expected true in this stack.";

export default {
  pass: {
    "protected, in production": inStack(balancer({ enableDeletionProtection: true })),
    "not protected, in development": inStack(balancer(), "dev"),
    "not protected, where the settings name other stacks": configured(balancer(), {
      stack: "prod",
      settings: { protectedStacks: ["live"] },
    }),
    "aws-native": inStack(nativeBalancer([["deletion_protection.enabled", "true"]])),
  },
  fail: {
    "by default": [inStack(balancer()), [`enableDeletionProtection is not set; ${EXPECTED}`]],
    "a network load balancer": [
      inStack(balancer({ loadBalancerType: "network", enableDeletionProtection: false })),
      [`enableDeletionProtection is false; ${EXPECTED}`],
    ],
    "in a stack that is named by the settings": [
      configured(oldBalancer(), { stack: "live", settings: { protectedStacks: ["live"] } }),
      [`enableDeletionProtection is not set; ${EXPECTED}`],
    ],
    "aws-native": [
      inStack(nativeBalancer([["deletion_protection.enabled", "false"]])),
      [`loadBalancerAttributes[0].value is "false"; ${EXPECTED}`],
    ],
  },
  unknown: {
    "it waits": [
      inStack(balancer({ enableDeletionProtection: UNKNOWN })),
      ["enableDeletionProtection"],
    ],
  },
  malformed: {
    "it is an object": [
      inStack(balancer({ enableDeletionProtection: {} })),
      ["enableDeletionProtection is an object; expected a string."],
    ],
  },
} satisfies Vectors;
