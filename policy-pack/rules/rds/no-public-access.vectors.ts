import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const database = (props: Record<string, unknown>): VectorResource =>
  resource("aws:rds/instance:Instance", { engine: "postgres", ...props });
const FINDING = "publiclyAccessible is true; expected false.";
const PUBLIC = { publiclyAccessible: true };

export default {
  pass: {
    "switched off": database({ publiclyAccessible: false }),
    "nothing is said, which means off": database({}),
    "an instance of Aurora": resource("aws:rds/clusterInstance:ClusterInstance", {
      publiclyAccessible: false,
    }),
  },
  fail: {
    "an instance": [database(PUBLIC), [FINDING]],
    "an instance of Aurora": [
      resource("aws:rds/clusterInstance:ClusterInstance", PUBLIC),
      [FINDING],
    ],
    "an instance of Neptune": [
      resource("aws:neptune/clusterInstance:ClusterInstance", PUBLIC),
      [FINDING],
    ],
    "an instance of aws-native": [resource("aws-native:rds:DbInstance", PUBLIC), [FINDING]],
    "an instance of aws-native under its first name": [
      resource("aws-native:rds:DBInstance", PUBLIC),
      [FINDING],
    ],
    "a cluster of aws-native over several zones": [
      resource("aws-native:rds:DbCluster", PUBLIC),
      [FINDING],
    ],
  },
  unknown: {
    "the switch waits": [database({ publiclyAccessible: UNKNOWN }), ["publiclyAccessible"]],
  },
  malformed: {
    "the switch is a word": [
      database({ publiclyAccessible: "no" }),
      ['publiclyAccessible is "no"; expected true or false.'],
    ],
  },
} satisfies Vectors;
