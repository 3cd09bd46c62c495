import { TASKS_TRUST, role } from "../../lib/iam.vectors";
import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const trust = (Principal: unknown, more: object = {}): VectorResource =>
  role([{ Effect: "Allow", Action: "sts:AssumeRole", Principal, ...more }]);
const everybody = (path = "assumeRolePolicy.Statement[0].Principal"): string =>
  `${path} lets everybody take the role; expected named principals, or a condition that names the organization or account.`;
const github = "token.actions.githubusercontent.com";
const provider = { Federated: `arn:aws:iam::123456789012:oidc-provider/${github}` };
const tokens = (StringLike?: unknown): VectorResource =>
  trust(provider, {
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: {
      StringEquals: { [`${github}:aud`]: "sts.amazonaws.com" },
      StringLike: StringLike ?? {},
    },
  });
const users = (host: string, key: string): string =>
  `assumeRolePolicy.Statement[0].Condition lets every user of "${host}" take the role; expected a condition on ${host}:${key}.`;

export default {
  pass: {
    tasks: role([TASKS_TRUST]),
    "one's own account": trust({ AWS: "arn:aws:iam::123456789012:root" }),
    "everybody of the organization": trust("*", {
      Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    }),
    "everybody is turned away": trust("*", { Effect: "Deny" }),
    "GitHub, one repository": tokens({ [`${github}:sub`]: "repo:cruddur/infra:*" }),
    "a cluster's own identity provider": trust({
      Federated: "arn:aws:iam::123456789012:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/A1B2",
    }),
    "Cognito, one's own pool": trust(
      { Federated: "cognito-identity.amazonaws.com" },
      {
        Condition: {
          StringEquals: { "cognito-identity.amazonaws.com:aud": "us-east-1:1234-abcd" },
        },
      },
    ),
  },
  fail: {
    "everybody, which Checkov misses": [trust("*"), [everybody()]],
    "everybody, as an AWS principal": [trust({ AWS: "*" }), [everybody()]],
    "everybody, in a list": [trust({ AWS: ["123456789012", "*"] }), [everybody()]],
    "everybody but one": [
      role([
        {
          Effect: "Allow",
          Action: "sts:AssumeRole",
          NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" },
        },
      ]),
      [everybody("assumeRolePolicy.Statement[0].NotPrincipal")],
    ],
    "everybody who knows a word": [
      trust("*", { Condition: { StringEquals: { "sts:ExternalId": "cruddur" } } }),
      [everybody()],
    ],
    "any account": [trust({ AWS: "arn:aws:iam::*:role/deploy" }), [everybody()]],
    "any identity provider": [trust({ Federated: "*" }), [everybody()]],
    "a role of aws-native, with a single statement": [
      resource("aws-native:iam:Role", {
        assumeRolePolicyDocument: {
          Statement: { Effect: "Allow", Action: "sts:AssumeRole", Principal: "*" },
        },
      }),
      [everybody("assumeRolePolicyDocument.Statement.Principal")],
    ],
    "GitHub, any repository": [tokens(), [users(github, "sub")]],
    "GitHub, any repository, by a wildcard": [
      tokens({ [`${github}:sub`]: "repo:*" }),
      [users(github, "sub")],
    ],
    "GitHub, the repositories of any owner": [
      tokens({ [`${github}:sub`]: ["repo:cruddur/infra:*", "repo:*/infra:*"] }),
      [users(github, "sub")],
    ],
    "Cognito, any pool": [
      trust({ Federated: "cognito-identity.amazonaws.com" }),
      [users("cognito-identity.amazonaws.com", "aud")],
    ],
  },
  unknown: {
    "the trust policy waits": [
      resource("aws:iam/role:Role", { assumeRolePolicy: UNKNOWN }),
      ["assumeRolePolicy"],
    ],
    "a principal waits, another is everybody": [
      resource("aws-native:iam:Role", {
        assumeRolePolicyDocument: {
          Statement: [
            { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: UNKNOWN } },
            { Effect: "Allow", Action: "sts:AssumeRole", Principal: "*" },
          ],
        },
      }),
      ["assumeRolePolicyDocument.Statement[0].Principal.AWS"],
      { findings: [everybody("assumeRolePolicyDocument.Statement[1].Principal")] },
    ],
  },
  malformed: {
    "a statement is a list": [
      role([["*"]]),
      ['assumeRolePolicy.Statement[0] is ["*"]; expected an object.'],
    ],
  },
} satisfies Vectors;
