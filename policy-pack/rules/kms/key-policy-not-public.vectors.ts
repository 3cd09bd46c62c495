import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const statement = (more: object): Record<string, unknown> => ({
  Effect: "Allow",
  Action: "kms:*",
  Resource: "*",
  ...more,
});
const key = (...statements: unknown[]): VectorResource =>
  resource("aws:kms/key:Key", {
    policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
  });
const finding = (path: string): string =>
  `${path} allows everybody; expected named principals, or a condition that names the organization or account.`;

export default {
  pass: {
    "the account": key(statement({ Principal: { AWS: "arn:aws:iam::123456789012:root" } })),
    "the service for logs, for the groups of one application": key(
      statement({
        Principal: { Service: "logs.us-east-1.amazonaws.com" },
        Condition: {
          ArnLike: {
            "kms:EncryptionContext:aws:logs:arn":
              "arn:aws:logs:us-east-1:123456789012:log-group:/cruddur/dev/*",
          },
        },
      }),
    ),
    "everybody of the account through a service, as in AWS's own keys": key(
      statement({
        Principal: { AWS: "*" },
        Condition: {
          StringEquals: {
            "kms:CallerAccount": "123456789012",
            "kms:ViaService": "ssm.us-east-1.amazonaws.com",
          },
        },
      }),
    ),
    "a key with the policy that KMS gives": resource("aws:kms/key:Key", {}),
  },
  fail: {
    everybody: [key(statement({ Principal: "*" })), [finding("policy.Statement[0].Principal")]],
    "everybody through a service, of any account": [
      key(
        statement({
          Principal: { AWS: ["*"] },
          Condition: { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } },
        }),
      ),
      [finding("policy.Statement[0].Principal")],
    ],
    "a policy on its own": [
      resource("aws:kms/keyPolicy:KeyPolicy", {
        keyId: UNKNOWN,
        policy: JSON.stringify({ Statement: statement({ Principal: { AWS: "*" } }) }),
      }),
      [finding("policy.Statement.Principal")],
    ],
    "a replica": [
      resource("aws:kms/replicaKey:ReplicaKey", {
        policy: JSON.stringify({ Statement: [statement({ Principal: "*" })] }),
      }),
      [finding("policy.Statement[0].Principal")],
    ],
    "a key of aws-native": [
      resource("aws-native:kms:Key", {
        keyPolicy: { Statement: [statement({ Principal: { AWS: "*" } })] },
      }),
      [finding("keyPolicy.Statement[0].Principal")],
    ],
  },
  unknown: { "the policy waits": [resource("aws:kms/key:Key", { policy: UNKNOWN }), ["policy"]] },
  malformed: {
    "the policy does not parse": [
      resource("aws:kms/key:Key", { policy: "{" }),
      ["policy is not valid JSON (the parser stops at character 1)."],
    ],
  },
} satisfies Vectors;
