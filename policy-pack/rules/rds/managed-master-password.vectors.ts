import { ENCRYPTED, resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const database = (props: Record<string, unknown>): VectorResource =>
  resource("aws:rds/instance:Instance", { engine: "postgres", ...props });
const cluster = (props: Record<string, unknown>): VectorResource =>
  resource("aws:rds/cluster:Cluster", { engine: "aurora-mysql", ...props });
const literal = (property: string): string =>
  `${property} is set; expected \`manageMasterUserPassword\` or a write-only password.`;
const none = (what: string): string =>
  `manageMasterUserPassword ${what}; expected true, or a write-only password.`;

export default {
  pass: {
    "managed by AWS": database({ manageMasterUserPassword: true }),
    "a write-only password that waits": database({ passwordWo: UNKNOWN, passwordWoVersion: 1 }),
    "a cluster's write-only password": cluster({ masterPasswordWo: UNKNOWN }),
    "a replica, which has the users of its source": database({ replicateSourceDb: UNKNOWN }),
    "a database from a snapshot": database({ snapshotIdentifier: "nightly" }),
    "a further cluster of one over regions": cluster({ globalClusterIdentifier: UNKNOWN }),
    "an instance of a cluster of aws-native": resource("aws-native:rds:DbInstance", {
      dbClusterIdentifier: UNKNOWN,
    }),
  },
  fail: {
    "a literal": [database({ password: "hunter2" }), [literal("password")]],
    "a password that waits": [database({ password: UNKNOWN }), [literal("password")]],
    "a password that an export hides": [database({ password: ENCRYPTED }), [literal("password")]],
    "a literal of a cluster": [cluster({ masterPassword: "hunter2" }), [literal("masterPassword")]],
    "a literal of DocumentDB": [
      resource("aws:docdb/cluster:Cluster", { masterPassword: "hunter2" }),
      [literal("masterPassword")],
    ],
    "a literal of aws-native": [
      resource("aws-native:rds:DbInstance", { masterUserPassword: "hunter2" }),
      [literal("masterUserPassword")],
    ],
    "nothing is said": [database({}), [none("is not set")]],
    "switched off": [database({ manageMasterUserPassword: false }), [none("is false")]],
  },
  unknown: {
    "the switch waits": [
      database({ manageMasterUserPassword: UNKNOWN }),
      ["manageMasterUserPassword"],
    ],
  },
  malformed: {
    "the switch is a word": [
      database({ manageMasterUserPassword: "aws" }),
      ['manageMasterUserPassword is "aws"; expected true or false.'],
    ],
  },
} satisfies Vectors;
