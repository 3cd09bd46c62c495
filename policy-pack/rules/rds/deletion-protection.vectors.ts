import {
  configured,
  resource,
  UNKNOWN,
  type GivenStack,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

const inStack = (given: VectorResource, stack = "prod", settings = {}): GivenStack =>
  configured(given, { stack, settings });
const database = (props: Record<string, unknown>): VectorResource =>
  resource("aws:rds/instance:Instance", { engine: "postgres", ...props });
const finding = (what = "is not set"): string =>
  `deletionProtection ${what}; expected true in this stack.`;

export default {
  pass: {
    "protected, in production": inStack(database({ deletionProtection: true })),
    "not protected, in development": inStack(database({ deletionProtection: false }), "dev"),
    "an instance of a cluster of aws-native": inStack(
      resource("aws-native:rds:DbInstance", { dbClusterIdentifier: UNKNOWN }),
    ),
  },
  fail: {
    "an instance": [inStack(database({})), [finding()]],
    "switched off": [
      inStack(database({ deletionProtection: false }), "prod-eu"),
      [finding("is false")],
    ],
    "a cluster": [inStack(resource("aws:rds/cluster:Cluster", {})), [finding()]],
    "a cluster over regions": [
      inStack(resource("aws:rds/globalCluster:GlobalCluster", {})),
      [finding()],
    ],
    "a cluster of DocumentDB, in a stack that is named by the settings": [
      inStack(resource("aws:docdb/cluster:Cluster", {}), "live", { protectedStacks: ["live"] }),
      [finding()],
    ],
    "a cluster of Neptune": [inStack(resource("aws:neptune/cluster:Cluster", {})), [finding()]],
    "a cluster of aws-native": [inStack(resource("aws-native:rds:DbCluster", {})), [finding()]],
  },
  unknown: {
    "the switch waits": [
      inStack(database({ deletionProtection: UNKNOWN })),
      ["deletionProtection"],
    ],
  },
  malformed: {
    "the switch is a number": [
      inStack(database({ deletionProtection: 1 })),
      ["deletionProtection is 1; expected true or false."],
    ],
  },
} satisfies Vectors;
