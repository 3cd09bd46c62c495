import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const cluster = (managedStorageConfiguration: unknown): VectorResource =>
  resource("aws:ecs/cluster:Cluster", { configuration: { managedStorageConfiguration } });
const KEY = "configuration.managedStorageConfiguration.fargateEphemeralStorageKmsKeyId";
const MISSING = `${KEY} is not set; expected a key of your own.`;

export default {
  pass: {
    "a key": cluster({ fargateEphemeralStorageKmsKeyId: "alias/storage" }),
    "a key that is not known yet": cluster({ fargateEphemeralStorageKmsKeyId: UNKNOWN }),
    "a key of an aws-native cluster": resource("aws-native:ecs:Cluster", {
      configuration: { managedStorageConfiguration: { fargateEphemeralStorageKmsKeyId: UNKNOWN } },
    }),
  },
  fail: {
    "nothing is said": [resource("aws:ecs/cluster:Cluster", {}), [MISSING]],
    "a key for the other storage only": [cluster({ kmsKeyId: "alias/storage" }), [MISSING]],
    "an empty key": [
      cluster({ fargateEphemeralStorageKmsKeyId: "" }),
      [`${KEY} is ""; expected a key of your own.`],
    ],
  },
  unknown: {
    "the configuration waits": [cluster(UNKNOWN), ["configuration.managedStorageConfiguration"]],
  },
  malformed: {
    "the configuration is a word": [
      cluster("alias/storage"),
      ['configuration.managedStorageConfiguration is "alias/storage"; expected an object.'],
    ],
  },
} satisfies Vectors;
