import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const database = (props: Record<string, unknown>): VectorResource =>
  resource("aws:rds/instance:Instance", { engine: "postgres", ...props });
const cluster = (props: Record<string, unknown>): VectorResource =>
  resource("aws:rds/cluster:Cluster", { engine: "aurora-postgresql", ...props });
const finding = (what: string): string => `storageEncrypted ${what}; expected true.`;

export default {
  pass: {
    "an encrypted instance": database({ storageEncrypted: true }),
    "an encrypted cluster": cluster({ storageEncrypted: true, kmsKeyId: UNKNOWN }),
    "a replica, which is as its source": database({ replicateSourceDb: UNKNOWN }),
    "Aurora Serverless v1, which AWS encrypts": cluster({ engineMode: "serverless" }),
    "a cluster over regions, made of one that exists": resource(
      "aws:rds/globalCluster:GlobalCluster",
      { sourceDbClusterIdentifier: UNKNOWN },
    ),
    "an instance of a cluster of aws-native": resource("aws-native:rds:DbInstance", {
      dbClusterIdentifier: UNKNOWN,
    }),
    "a cluster of aws-native from a snapshot, which is as that": resource(
      "aws-native:rds:DbCluster",
      { snapshotIdentifier: "nightly" },
    ),
  },
  fail: {
    "nothing is said": [database({}), [finding("is not set")]],
    "switched off": [database({ storageEncrypted: false }), [finding("is false")]],
    "a key without the switch": [database({ kmsKeyId: UNKNOWN }), [finding("is not set")]],
    "a database from a snapshot": [
      database({ snapshotIdentifier: "nightly" }),
      [finding("is not set")],
    ],
    "a cluster": [cluster({}), [finding("is not set")]],
    "a cluster over regions": [
      resource("aws:rds/globalCluster:GlobalCluster", {}),
      [finding("is not set")],
    ],
    "a cluster of DocumentDB": [resource("aws:docdb/cluster:Cluster", {}), [finding("is not set")]],
    "a cluster of Neptune": [
      resource("aws:neptune/cluster:Cluster", { storageEncrypted: false }),
      [finding("is false")],
    ],
    "an instance of aws-native": [
      resource("aws-native:rds:DbInstance", {}),
      [finding("is not set")],
    ],
  },
  unknown: { "the switch waits": [database({ storageEncrypted: UNKNOWN }), ["storageEncrypted"]] },
  malformed: {
    "the switch is the name of a key": [
      database({ storageEncrypted: "aws/rds" }),
      ['storageEncrypted is "aws/rds"; expected true or false.'],
    ],
  },
} satisfies Vectors;
