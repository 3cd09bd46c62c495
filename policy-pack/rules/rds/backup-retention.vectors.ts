import {
  configured,
  resource,
  UNKNOWN,
  type Vectors,
  type VectorResource,
} from "../../lib/vectors";

const database = (props: Record<string, unknown>): VectorResource =>
  resource("aws:rds/instance:Instance", { engine: "postgres", ...props });
const finding = (what = "is not set", days = 7): string =>
  `backupRetentionPeriod ${what}; expected ${days} days or more.`;

export default {
  pass: {
    "a week": database({ backupRetentionPeriod: 7 }),
    "a month, of a cluster": resource("aws:rds/cluster:Cluster", { backupRetentionPeriod: 30 }),
    "a replica": database({ replicateSourceDb: UNKNOWN }),
    "an instance of a cluster of aws-native": resource("aws-native:rds:DbInstance", {
      dbClusterIdentifier: UNKNOWN,
    }),
    "a day, where that is configured": configured(database({ backupRetentionPeriod: 1 }), {
      config: { minimumDays: 1 },
    }),
  },
  fail: {
    "nothing is said, which means one day": [database({}), [finding()]],
    "switched off": [database({ backupRetentionPeriod: 0 }), [finding("is 0")]],
    "a day, of a cluster": [
      resource("aws:rds/cluster:Cluster", { backupRetentionPeriod: 1 }),
      [finding("is 1")],
    ],
    "less than is configured": [
      configured(database({ backupRetentionPeriod: 7 }), { config: { minimumDays: 14 } }),
      [finding("is 7", 14)],
    ],
    "more than RDS can keep is configured": [
      configured(database({ backupRetentionPeriod: 35 }), { config: { minimumDays: 60 } }),
      [finding("is 35", 60)],
    ],
    "a cluster of DocumentDB": [resource("aws:docdb/cluster:Cluster", {}), [finding()]],
    "a cluster of Neptune": [resource("aws:neptune/cluster:Cluster", {}), [finding()]],
    "a cluster of aws-native": [resource("aws-native:rds:DbCluster", {}), [finding()]],
  },
  unknown: {
    "the number waits": [database({ backupRetentionPeriod: UNKNOWN }), ["backupRetentionPeriod"]],
  },
  malformed: {
    "the number is a word": [
      database({ backupRetentionPeriod: "a week" }),
      ['backupRetentionPeriod is "a week"; expected a number.'],
    ],
  },
} satisfies Vectors;
