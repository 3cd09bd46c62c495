import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const parameter = (props: Record<string, unknown>): VectorResource =>
  resource("aws:ssm/parameter:Parameter", { type: "SecureString", ...props });
const version = (props: Record<string, unknown>): VectorResource =>
  resource("aws:secretsmanager/secretVersion:SecretVersion", { secretId: "db", ...props });
const database = (props: Record<string, unknown>): VectorResource =>
  resource("aws:rds/instance:Instance", { engine: "postgres", ...props });

export default {
  pass: {
    "a write-only parameter": parameter({ valueWo: "hunter2", valueWoVersion: 1 }),
    "a parameter that is no secret": parameter({ type: "String", value: "debug" }),
    "a write-only secret": version({ secretStringWo: UNKNOWN, secretStringWoVersion: 1 }),
    "a write-only password": database({ passwordWo: "hunter2", passwordWoVersion: 1 }),
    "a password that AWS manages": database({ manageMasterUserPassword: true }),
    "a secret that AWS makes up": resource("aws-native:secretsmanager:Secret", {
      generateSecretString: { passwordLength: 32 },
    }),
  },
  fail: {
    "a parameter": [
      parameter({ value: "hunter2" }),
      ["value stays in the state; expected `valueWo`."],
    ],
    "a secret whose value waits": [
      version({ secretString: UNKNOWN }),
      ["secretString stays in the state; expected `secretStringWo`."],
    ],
    "a binary secret": [
      version({ secretBinary: "aHVudGVyMg==" }),
      ["secretBinary stays in the state; expected `secretStringWo`."],
    ],
    "a database's password": [
      database({ password: "hunter2" }),
      ["password stays in the state; expected `manageMasterUserPassword` or `passwordWo`."],
    ],
    "a cluster's password": [
      resource("aws:rds/cluster:Cluster", { masterPassword: "hunter2" }),
      [
        "masterPassword stays in the state; expected `manageMasterUserPassword` or `masterPasswordWo`.",
      ],
    ],
    "a secret of aws-native": [
      resource("aws-native:secretsmanager:Secret", { secretString: "hunter2" }),
      ["secretString stays in the state; expected `generateSecretString`."],
    ],
    "a token of a cache": [
      resource("aws:elasticache/replicationGroup:ReplicationGroup", { authToken: UNKNOWN }),
      ["authToken stays in the state; expected `authTokenWo`."],
    ],
  },
  unknown: {
    "whether the parameter is a secret": [parameter({ type: UNKNOWN, value: "a" }), ["type"]],
  },
  malformed: {
    "the parameter's type is a list": [
      parameter({ type: ["SecureString"], value: "a" }),
      ['type is ["SecureString"]; expected a string.'],
    ],
  },
} satisfies Vectors;
