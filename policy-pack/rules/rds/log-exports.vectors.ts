import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const database = (
  enabledCloudwatchLogsExports: unknown,
  engine: unknown = "postgres",
): VectorResource =>
  resource("aws:rds/instance:Instance", { engine, enabledCloudwatchLogsExports });
const finding = (what: string, expected: string): string =>
  `enabledCloudwatchLogsExports ${what}; expected at least ${expected}.`;

export default {
  pass: {
    "PostgreSQL's log": database(["postgresql", "upgrade"]),
    "MySQL's error log": database(["error", "slowquery"], "mysql"),
    "what Aurora calls them": resource("aws:rds/cluster:Cluster", {
      engine: "aurora-postgresql",
      enabledCloudwatchLogsExports: ["postgresql"],
    }),
    "some, of an engine that is not known here": database(["some"], "newdb"),
    "a cluster of Neptune": resource("aws:neptune/cluster:Cluster", {
      enableCloudwatchLogsExports: ["audit"],
    }),
    "an instance of a cluster of aws-native": resource("aws-native:rds:DbInstance", {
      dbClusterIdentifier: UNKNOWN,
    }),
  },
  fail: {
    none: [database(null), [finding("is not set", '["postgresql"]')]],
    "an empty list": [database([]), [finding("is []", '["postgresql"]')]],
    "only what an upgrade says": [
      database(["upgrade"]),
      [finding('is ["upgrade"]', '["postgresql"]')],
    ],
    "one of two": [database(["error"], "mariadb"), [finding('is ["error"]', '["audit", "error"]')]],
    "an engine that the source decides": [
      resource("aws:rds/instance:Instance", { replicateSourceDb: UNKNOWN }),
      ["enabledCloudwatchLogsExports is not set; expected the engine's logs."],
    ],
    "a cluster of Aurora MySQL": [
      resource("aws:rds/cluster:Cluster", { engine: "aurora-mysql" }),
      [finding("is not set", '["audit"]')],
    ],
    "a cluster of DocumentDB": [
      resource("aws:docdb/cluster:Cluster", { enabledCloudwatchLogsExports: ["profiler"] }),
      [finding('is ["profiler"]', '["audit"]')],
    ],
    "a cluster of aws-native": [
      resource("aws-native:rds:DbCluster", {
        engine: "aurora-mysql",
        enableCloudwatchLogsExports: ["error"],
      }),
      ['enableCloudwatchLogsExports is ["error"]; expected at least ["audit"].'],
    ],
  },
  unknown: {
    "the list waits": [database(UNKNOWN), ["enabledCloudwatchLogsExports"]],
    "the engine waits": [database(["error"], UNKNOWN), ["engine"]],
  },
  malformed: {
    "a log is an object": [
      database([{ name: "postgresql" }]),
      ["enabledCloudwatchLogsExports[0] is an object; expected a string."],
    ],
  },
} satisfies Vectors;
