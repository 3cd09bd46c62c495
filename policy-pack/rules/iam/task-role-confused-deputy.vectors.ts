import { TASKS_TRUST, role } from "../../lib/iam.vectors";
import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const conditioned = (Condition?: unknown): VectorResource => role([{ ...TASKS_TRUST, Condition }]);
const FINDING =
  "assumeRolePolicy.Statement[0].Condition does not say for whom the role may be taken; expected aws:SourceAccount or aws:SourceArn with the account.";

export default {
  pass: {
    "an account and what may ask": role([TASKS_TRUST]),
    "what may ask alone": conditioned({
      ArnLike: { "AWS:SourceArn": "arn:aws:ecs:us-east-1:123456789012:*" },
    }),
    "the organization": conditioned({ StringEquals: { "aws:SourceOrgID": "o-a1b2c3d4e5" } }),
    "a role that no task takes": role([
      { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]),
  },
  fail: {
    "no condition": [conditioned(), [FINDING]],
    "any account": [conditioned({ StringLike: { "aws:SourceAccount": "*" } }), [FINDING]],
    "what may ask, in any account": [
      conditioned({ ArnLike: { "aws:SourceArn": "arn:aws:ecs:us-east-1:*:*" } }),
      [FINDING],
    ],
    "only where the key is there": [
      conditioned({ StringEqualsIfExists: { "aws:SourceAccount": "123456789012" } }),
      [FINDING],
    ],
    "every account but one": [
      conditioned({ StringNotEquals: { "aws:SourceAccount": "123456789012" } }),
      [FINDING],
    ],
    "a role of aws-native, with the condition in another statement": [
      resource("aws-native:iam:Role", {
        assumeRolePolicyDocument: {
          Statement: [TASKS_TRUST, { ...TASKS_TRUST, Condition: null }],
        },
      }),
      [FINDING.replace("assumeRolePolicy.Statement[0]", "assumeRolePolicyDocument.Statement[1]")],
    ],
  },
  unknown: {
    "the trust policy waits": [
      resource("aws:iam/role:Role", { assumeRolePolicy: UNKNOWN }),
      ["assumeRolePolicy"],
    ],
    "the account waits": [
      resource("aws-native:iam:Role", {
        assumeRolePolicyDocument: {
          Statement: [
            { ...TASKS_TRUST, Condition: { StringEquals: { "aws:SourceAccount": UNKNOWN } } },
          ],
        },
      }),
      ["assumeRolePolicyDocument.Statement[0].Condition.StringEquals.aws:SourceAccount"],
    ],
  },
  malformed: {
    "the condition is a list": [
      conditioned(["aws:SourceAccount", "123456789012"]),
      [
        'assumeRolePolicy.Statement[0].Condition is ["aws:SourceAccount", "123456789012"]; expected an object.',
      ],
    ],
  },
} satisfies Vectors;
