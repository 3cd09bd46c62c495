import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const database = (props: Record<string, unknown>): VectorResource =>
  resource("aws:rds/instance:Instance", { engine: "postgres", ...props });
const finding = (what = "is not set", property = "iamDatabaseAuthenticationEnabled"): string =>
  `${property} ${what}; expected true.`;
const proxy = (props: Record<string, unknown>): VectorResource =>
  resource("aws:rds/proxy:Proxy", { engineFamily: "POSTGRESQL", ...props });

export default {
  pass: {
    "switched on": database({ iamDatabaseAuthenticationEnabled: true }),
    "an engine without it": database({ engine: "sqlserver-ex" }),
    "a cluster of Neptune": resource("aws:neptune/cluster:Cluster", {
      iamDatabaseAuthenticationEnabled: true,
    }),
    "a cluster of DocumentDB, which has none": resource("aws:docdb/cluster:Cluster", {}),
    "Aurora Serverless v1, which has none": resource("aws:rds/cluster:Cluster", {
      engine: "aurora-mysql",
      engineMode: "serverless",
    }),
    "a cluster of aws-native": resource("aws-native:rds:DbCluster", {
      enableIamDatabaseAuthentication: true,
    }),
    "a proxy": proxy({ auths: [{ iamAuth: "REQUIRED" }] }),
    "a proxy that uses IAM from end to end": proxy({ defaultAuthScheme: "IAM_AUTH" }),
  },
  fail: {
    "nothing is said": [database({}), [finding()]],
    "switched off": [database({ iamDatabaseAuthenticationEnabled: false }), [finding("is false")]],
    "a cluster": [
      resource("aws:rds/cluster:Cluster", { engine: "aurora-postgresql" }),
      [finding()],
    ],
    "a cluster of Neptune": [resource("aws:neptune/cluster:Cluster", {}), [finding()]],
    "a cluster of Neptune in aws-native": [
      resource("aws-native:neptune:DbCluster", { iamAuthEnabled: false }),
      [finding("is false", "iamAuthEnabled")],
    ],
    "a proxy": [
      proxy({ auths: [{ iamAuth: "DISABLED", secretArn: UNKNOWN }] }),
      ['auths[0].iamAuth is "DISABLED"; expected "REQUIRED".'],
    ],
    "a proxy of aws-native": [
      resource("aws-native:rds:DbProxy", { auth: [{ secretArn: UNKNOWN }] }),
      ['auth[0].iamAuth is not set; expected "REQUIRED".'],
    ],
  },
  unknown: {
    "the switch waits": [
      database({ iamDatabaseAuthenticationEnabled: UNKNOWN }),
      ["iamDatabaseAuthenticationEnabled"],
    ],
    "the engine waits": [database({ engine: UNKNOWN }), ["engine"]],
  },
  malformed: {
    "the engine is a list": [
      database({ engine: ["postgres"] }),
      ['engine is ["postgres"]; expected a string.'],
    ],
  },
} satisfies Vectors;
