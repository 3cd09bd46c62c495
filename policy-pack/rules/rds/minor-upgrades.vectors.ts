import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const database = (
  autoMinorVersionUpgrade: unknown,
  type = "aws:rds/instance:Instance",
): VectorResource => resource(type, { engine: "postgres", autoMinorVersionUpgrade });
const FINDING = "autoMinorVersionUpgrade is false; expected true, or not set.";

export default {
  pass: { "switched on": database(true), "nothing is said, which means on": database(null) },
  fail: {
    "an instance": [database(false), [FINDING]],
    "an instance of Aurora": [
      database(false, "aws:rds/clusterInstance:ClusterInstance"),
      [FINDING],
    ],
    "a cluster over several zones": [database(false, "aws:rds/cluster:Cluster"), [FINDING]],
    "an instance of Neptune": [
      database(false, "aws:neptune/clusterInstance:ClusterInstance"),
      [FINDING],
    ],
    "an instance of aws-native": [
      database("false", "aws-native:rds:DbInstance"),
      ['autoMinorVersionUpgrade is "false"; expected true, or not set.'],
    ],
  },
  unknown: { "the switch waits": [database(UNKNOWN), ["autoMinorVersionUpgrade"]] },
  malformed: {
    "the switch is a version": [
      database("16.4"),
      ['autoMinorVersionUpgrade is "16.4"; expected true or false.'],
    ],
  },
} satisfies Vectors;
