import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const provider = (autoScalingGroupProvider: unknown): VectorResource =>
  resource("aws:ecs/capacityProvider:CapacityProvider", { autoScalingGroupProvider });
const finding = (value: string): string =>
  `autoScalingGroupProvider.managedTerminationProtection is ${value}; expected "ENABLED".`;

export default {
  pass: {
    "it is on": provider({ managedTerminationProtection: "ENABLED" }),
    "instances that AWS manages": resource("aws:ecs/capacityProvider:CapacityProvider", {
      managedInstancesProvider: { infrastructureRoleArn: UNKNOWN },
    }),
  },
  fail: {
    "nothing is said": [provider({ autoScalingGroupArn: UNKNOWN }), [finding("not set")]],
    "it is off": [provider({ managedTerminationProtection: "DISABLED" }), [finding('"DISABLED"')]],
    "an aws-native provider": [
      resource("aws-native:ecs:CapacityProvider", {
        autoScalingGroupProvider: { managedTerminationProtection: "DISABLED" },
      }),
      [finding('"DISABLED"')],
    ],
  },
  unknown: {
    "the answer waits": [
      provider({ managedTerminationProtection: UNKNOWN }),
      ["autoScalingGroupProvider.managedTerminationProtection"],
    ],
  },
  malformed: {
    "the provider is a word": [
      provider("group"),
      ['autoScalingGroupProvider is "group"; expected an object.'],
    ],
  },
} satisfies Vectors;
