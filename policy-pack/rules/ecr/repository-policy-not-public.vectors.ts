import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const statement = (more: object): Record<string, unknown> => ({
  Effect: "Allow",
  Action: ["ecr:BatchGetImage"],
  ...more,
});
const policy = (...statements: unknown[]): VectorResource =>
  resource("aws:ecr/repositoryPolicy:RepositoryPolicy", {
    repository: "web",
    policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
  });
const finding = (path: string): string =>
  `${path} allows everybody; expected named principals, or a condition that names the organization or account.`;
const everyone = { Principal: "*" };

export default {
  pass: {
    "an account": policy(statement({ Principal: { AWS: "arn:aws:iam::123456789012:root" } })),
    "a service": policy(statement({ Principal: { Service: "lambda.amazonaws.com" } })),
    "everybody of the organization": policy(
      statement({
        ...everyone,
        Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
      }),
    ),
    "everybody is denied": policy({ Effect: "Deny", Action: "ecr:*", Principal: "*" }),
    "a repository without a policy": resource("aws-native:ecr:Repository", {}),
  },
  fail: {
    everybody: [policy(statement(everyone)), [finding("policy.Statement[0].Principal")]],
    "everybody, as an AWS principal in a list": [
      policy(statement({ Principal: { AWS: ["123456789012", "*"] } })),
      [finding("policy.Statement[0].Principal")],
    ],
    "everybody but one": [
      policy(statement({ NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" } })),
      [finding("policy.Statement[0].NotPrincipal")],
    ],
    "a condition that anybody meets": [
      policy(statement({ ...everyone, Condition: { StringLike: { "aws:PrincipalArn": "*" } } })),
      [finding("policy.Statement[0].Principal")],
    ],
    "a condition that only binds if the key is there": [
      policy(
        statement({
          ...everyone,
          Condition: { StringEqualsIfExists: { "aws:SourceAccount": "123456789012" } },
        }),
      ),
      [finding("policy.Statement[0].Principal")],
    ],
    "a condition that turns one account away": [
      policy(
        statement({
          ...everyone,
          Condition: { StringNotEquals: { "aws:PrincipalAccount": "123456789012" } },
        }),
      ),
      [finding("policy.Statement[0].Principal")],
    ],
    "a condition that says nothing of the caller": [
      policy(statement({ ...everyone, Condition: { Bool: { "aws:SecureTransport": "true" } } })),
      [finding("policy.Statement[0].Principal")],
    ],
    "a single statement, as an object": [
      resource("aws-native:ecr:Repository", {
        repositoryPolicyText: { Statement: statement(everyone) },
      }),
      [finding("repositoryPolicyText.Statement.Principal")],
    ],
    "a template for repositories": [
      resource("aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate", {
        repositoryPolicy: JSON.stringify({ Statement: [statement(everyone)] }),
      }),
      [finding("repositoryPolicy.Statement[0].Principal")],
    ],
    "the registry": [
      resource("aws:ecr/registryPolicy:RegistryPolicy", {
        policy: { Statement: [statement({ Principal: { AWS: "*" } })] },
      }),
      [finding("policy.Statement[0].Principal")],
    ],
  },
  unknown: {
    "the policy waits": [
      resource("aws:ecr/repositoryPolicy:RepositoryPolicy", { policy: UNKNOWN }),
      ["policy"],
    ],
    "one principal waits, the other is everybody": [
      resource("aws:ecr/registryPolicy:RegistryPolicy", {
        policy: { Statement: [statement({ Principal: { AWS: UNKNOWN } }), statement(everyone)] },
      }),
      ["policy.Statement[0].Principal.AWS"],
      { findings: [finding("policy.Statement[1].Principal")] },
    ],
  },
  malformed: {
    "the policy does not parse": [
      resource("aws:ecr/repositoryPolicy:RepositoryPolicy", { policy: "{" }),
      ["policy is not valid JSON (the parser stops at character 1)."],
    ],
    "the policy is a word": [
      resource("aws:ecr/repositoryPolicy:RepositoryPolicy", { policy: '"public"' }),
      ['policy is "public"; expected an object.'],
    ],
  },
} satisfies Vectors;
