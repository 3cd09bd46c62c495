import {
  configured,
  resource,
  UNKNOWN,
  type Given,
  type Vectors,
  type VectorResource,
} from "../../lib/vectors";

const OURS = "123456789012";
const settings = { accounts: [OURS] };
const statement = (more: object): Record<string, unknown> => ({
  Effect: "Allow",
  Action: ["ecr:BatchGetImage"],
  ...more,
});
const policy = (...statements: unknown[]): VectorResource =>
  resource("aws:ecr/repositoryPolicy:RepositoryPolicy", {
    policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
  });
const ours = (given: VectorResource, organizations: string[] = []): Given =>
  configured(given, { settings, config: { organizations } });
const finding = (who: string, path = "policy.Statement[0].Principal", organizations = ""): string =>
  `${path} lets in ${who}; expected accounts ["${OURS}"] or organizations [${organizations}].`;
const stranger = { Principal: { AWS: "arn:aws:iam::999999999999:role/ci" } };

export default {
  pass: {
    "one's own account, in each form": ours(
      policy(statement({ Principal: { AWS: [OURS, `arn:aws:iam::${OURS}:root`] } })),
    ),
    "a service": ours(policy(statement({ Principal: { Service: "lambda.amazonaws.com" } }))),
    "everybody of the organization": ours(
      policy(
        statement({
          Principal: "*",
          Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
        }),
      ),
      ["o-a1b2c3d4e5"],
    ),
    "everybody but others is denied, as the program's own components write it": ours(
      policy(
        statement({
          Principal: { AWS: `arn:aws:iam::${OURS}:root` },
          Condition: { StringEquals: { "aws:PrincipalAccount": OURS } },
        }),
        {
          Effect: "Deny",
          Principal: "*",
          Action: "ecr:*",
          Condition: { StringNotEquals: { "aws:PrincipalAccount": OURS } },
        },
      ),
    ),
    "nothing is configured to compare with": policy(statement(stranger)),
  },
  fail: {
    "an account that is not configured": [
      ours(policy(statement(stranger))),
      [finding('"arn:aws:iam::999999999999:role/ci"')],
    ],
    "among others, by its number": [
      ours(policy(statement({ Principal: { AWS: [OURS, "999999999999"] } }))),
      [finding('"999999999999"')],
    ],
    everybody: [ours(policy(statement({ Principal: "*" }))), [finding("everybody")]],
    "everybody of another organization": [
      ours(
        policy(
          statement({
            Principal: "*",
            Condition: { StringEquals: { "aws:PrincipalOrgID": "o-z9y8x7w6v5" } },
          }),
        ),
        ["o-a1b2c3d4e5"],
      ),
      [finding("everybody", undefined, '"o-a1b2c3d4e5"')],
    ],
    "a principal that was deleted, of which AWS keeps the id": [
      ours(policy(statement({ Principal: { AWS: "AROAEXAMPLEEXAMPLEEXA" } }))),
      [finding('"AROAEXAMPLEEXAMPLEEXA"')],
    ],
    "the registry": [
      ours(
        resource("aws:ecr/registryPolicy:RegistryPolicy", {
          policy: { Statement: [statement(stranger)] },
        }),
      ),
      [finding('"arn:aws:iam::999999999999:role/ci"')],
    ],
    "a repository of aws-native": [
      ours(
        resource("aws-native:ecr:Repository", {
          repositoryPolicyText: { Statement: statement(stranger) },
        }),
      ),
      [finding('"arn:aws:iam::999999999999:role/ci"', "repositoryPolicyText.Statement.Principal")],
    ],
  },
  unknown: {
    "the policy waits": [
      ours(resource("aws:ecr/repositoryPolicy:RepositoryPolicy", { policy: UNKNOWN })),
      ["policy"],
    ],
  },
  malformed: {
    "the policy does not parse": [
      ours(resource("aws:ecr/repositoryPolicy:RepositoryPolicy", { policy: "{" })),
      ["policy is not valid JSON (the parser stops at character 1)."],
    ],
  },
} satisfies Vectors;
