import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const READ = { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: "*" };
const document = (more: object): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ ...READ, ...more }] });
const policy = (more: object, props: Record<string, unknown> = {}): VectorResource =>
  resource("aws:secretsmanager/secretPolicy:SecretPolicy", {
    secretArn: UNKNOWN,
    policy: document(more),
    blockPublicPolicy: true,
    ...props,
  });
const role = { Principal: { AWS: "arn:aws:iam::123456789012:role/web" } };
const finding = (path: string): string =>
  `${path} allows everybody; expected named principals, or a condition that names the organization or account.`;

export default {
  pass: {
    "a role": policy(role),
    "everybody of the organization": policy({
      Principal: "*",
      Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    }),
    "everybody is denied": policy({ Effect: "Deny", Principal: "*" }),
    "a role, in the secret itself": resource("aws:secretsmanager/secret:Secret", {
      policy: document(role),
    }),
    "a secret without a policy": resource("aws:secretsmanager/secret:Secret", {}),
    "a policy of aws-native": resource("aws-native:secretsmanager:ResourcePolicy", {
      blockPublicPolicy: true,
      resourcePolicy: { Statement: { ...READ, ...role } },
    }),
  },
  fail: {
    everybody: [policy({ Principal: "*" }), [finding("policy.Statement[0].Principal")]],
    "everybody, in the secret itself": [
      resource("aws:secretsmanager/secret:Secret", {
        policy: document({ Principal: { AWS: "*" } }),
      }),
      [finding("policy.Statement[0].Principal")],
    ],
    "everybody but one": [
      policy({ NotPrincipal: role.Principal }),
      [finding("policy.Statement[0].NotPrincipal")],
    ],
    "everybody whose call is encrypted": [
      policy({ Principal: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } }),
      [finding("policy.Statement[0].Principal")],
    ],
    "everybody, in a policy of aws-native": [
      resource("aws-native:secretsmanager:ResourcePolicy", {
        blockPublicPolicy: true,
        resourcePolicy: { Statement: [{ ...READ, Principal: "*" }] },
      }),
      [finding("resourcePolicy.Statement[0].Principal")],
    ],
    "a role, and nothing that keeps others out later": [
      policy(role, { blockPublicPolicy: false }),
      ["blockPublicPolicy is false; expected true."],
    ],
  },
  unknown: {
    "the policy waits": [
      resource("aws:secretsmanager/secretPolicy:SecretPolicy", {
        policy: UNKNOWN,
        blockPublicPolicy: true,
      }),
      ["policy"],
    ],
  },
  malformed: {
    "the policy does not parse": [
      resource("aws:secretsmanager/secret:Secret", { policy: "{" }),
      ["policy is not valid JSON (the parser stops at character 1)."],
    ],
  },
} satisfies Vectors;
