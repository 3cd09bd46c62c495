import {
  MALFORMED_POLICIES,
  OWN_POLICY,
  UNKNOWN_POLICIES,
  allow,
  document,
  failsBesideBoundary,
  failsInEachForm,
  passesAsBoundary,
  policy,
} from "../../lib/iam.vectors";
import { configured, resource, UNKNOWN, type Vectors } from "../../lib/vectors";

const at = "policy.Statement[0].Resource";
const finding = (path: string, value: string, ...actions: string[]): string =>
  `${path} is "${value}"; expected named resources for ${actions.map((a) => JSON.stringify(a)).join(", ")}.`;
const key = "arn:aws:kms:us-east-1:123456789012:key/*";

export default {
  pass: {
    "what the program's own roles may do": OWN_POLICY,
    ...passesAsBoundary(allow("ecs:ExecuteCommand", "*")),
    "actions for which AWS knows no resource": policy(
      allow(
        [
          "ecr:GetAuthorizationToken",
          "ssmmessages:*",
          "xray:Put*",
          "cloudwatch:PutMetricData",
          "ec2:Describe*",
          "logs:DescribeLogGroups",
        ],
        "*",
      ),
    ),
    "listing and describing": policy(allow(["s3:ListAllMyBuckets", "ecs:Describe*"], "*")),
    "a prefix of parameters": policy(
      allow("ssm:GetParameter*", "arn:aws:ssm:us-east-1:123456789012:parameter/cruddur/*"),
    ),
    "objects of one bucket": policy(allow("s3:*Object", "arn:aws:s3:::cruddur-avatars/*")),
    "a topic by its name": policy(
      allow("sns:Publish", "arn:aws:sns:us-east-1:123456789012:alarms"),
    ),
    "resources with a tag": policy(
      allow("ecs:StopTask", "*", {
        Condition: { StringEquals: { "aws:ResourceTag/app": "cruddur" } },
      }),
    ),
    "private zones of the VPCs of one region": policy(
      allow("route53:AssociateVPCWithHostedZone", "arn:aws:route53:::hostedzone/*", {
        Condition: {
          "ForAnyValue:StringLike": { "route53:VPCs": "VPCId=vpc-*,VPCRegion=us-east-1" },
        },
      }),
    ),
    "images of one owner": policy(
      allow("ec2:RunInstances", "arn:aws:ec2:us-east-1::image/*", {
        Condition: { StringEquals: { "ec2:Owner": "amazon" } },
      }),
    ),
    "tasks of one cluster": policy(
      allow("ecs:RunTask", "*", {
        Condition: {
          ArnEquals: { "ecs:cluster": "arn:aws:ecs:us-east-1:123456789012:cluster/cruddur-dev" },
        },
      }),
    ),
    "an open bucket that no action concerns": policy(
      allow("logs:PutLogEvents", [
        "arn:aws:s3:::*",
        "arn:aws:logs:us-east-1:123456789012:log-group:/a:*",
      ]),
    ),
    "writing is denied": policy({ Effect: "Deny", Action: "s3:PutObject", Resource: "*" }),
    "passing roles, which another rule finds": policy(allow("iam:PassRole", "*")),
    "everything, which another rule finds": policy(allow("*", "*")),
    "an action that the configuration allows": configured(policy(allow("ses:SendEmail", "*")), {
      config: { actions: ["ses:Send*"] },
    }),
  },
  fail: {
    "secrets and keys, named with what needs no name": [
      policy(
        allow(["ecr:GetAuthorizationToken", "secretsmanager:GetSecretValue", "kms:Decrypt"], "*"),
      ),
      [finding(at, "*", "secretsmanager:GetSecretValue", "kms:Decrypt")],
    ],
    "every parameter, by wildcards in the action": [
      policy(allow("SSM:Get*", "arn:aws:ssm:us-east-1:123456789012:parameter/*")),
      [finding(at, "arn:aws:ssm:us-east-1:123456789012:parameter/*", "SSM:Get*")],
    ],
    "the seed's registry and log actions on everything": [
      policy(
        allow(
          [
            "ecr:GetAuthorizationToken",
            "ecr:BatchCheckLayerAvailability",
            "ecr:GetDownloadUrlForLayer",
            "ecr:BatchGetImage",
            "logs:CreateLogStream",
            "logs:PutLogEvents",
          ],
          "*",
        ),
      ),
      [
        finding(
          at,
          "*",
          "ecr:GetDownloadUrlForLayer",
          "ecr:BatchGetImage",
          "logs:CreateLogStream",
          "logs:PutLogEvents",
        ),
      ],
    ],
    "every key, for one service": [
      policy(
        allow("kms:Decrypt", key, {
          Condition: { StringEquals: { "kms:ViaService": "ssm.us-east-1.amazonaws.com" } },
        }),
      ),
      [finding(at, key, "kms:Decrypt")],
    ],
    "every key that has an alias": [
      policy(
        allow("kms:Decrypt", key, {
          Condition: { "ForAnyValue:StringLike": { "kms:ResourceAliases": "alias/*" } },
        }),
      ),
      [finding(at, key, "kms:Decrypt")],
    ],
    "a condition that holds where the key is missing": [
      policy(
        allow("kms:Decrypt", key, {
          Condition: { "ForAllValues:StringEquals": { "kms:ResourceAliases": "alias/a" } },
        }),
      ),
      [finding(at, key, "kms:Decrypt")],
    ],
    "every secret of the account": [
      policy(
        allow("secretsmanager:Get*", "arn:aws:secretsmanager:us-east-1:123456789012:secret:*"),
      ),
      [
        finding(
          at,
          "arn:aws:secretsmanager:us-east-1:123456789012:secret:*",
          "secretsmanager:Get*",
        ),
      ],
    ],
    "every bucket and every table": [
      policy(
        allow(
          ["s3:PutObject", "dynamodb:PutItem"],
          ["arn:aws:s3:::*", "arn:aws:dynamodb:*:*:table/*"],
        ),
      ),
      [
        finding(`${at}[0]`, "arn:aws:s3:::*", "s3:PutObject"),
        finding(`${at}[1]`, "arn:aws:dynamodb:*:*:table/*", "dynamodb:PutItem"),
      ],
    ],
    "all of ECS": [policy(allow("ecs:*", "*")), [finding(at, "*", "ecs:*")]],
    "all but some": [
      policy({ Effect: "Allow", Action: "s3:PutObject", NotResource: ["arn:aws:s3:::logs/*"] }),
      [
        'policy.Statement[0].NotResource leaves all others open; expected named resources for "s3:PutObject".',
      ],
    ],
    "all actions but some": [
      policy({ Effect: "Allow", NotAction: ["iam:*"], Resource: "*" }),
      [`${at} is "*"; expected named resources for all that NotAction leaves.`],
    ],
    ...failsBesideBoundary(
      [allow("ecs:ExecuteCommand", "*")],
      [finding("policy.Statement[0].Resource", "*", "ecs:ExecuteCommand")],
    ),
    ...failsInEachForm(document(allow("ecs:ExecuteCommand", "*")), (path) => [
      finding(`${path}.Statement[0].Resource`, "*", "ecs:ExecuteCommand"),
    ]),
  },
  unknown: {
    ...UNKNOWN_POLICIES,
    "one resource waits, the other is everything": [
      resource("aws-native:iam:ManagedPolicy", {
        policyDocument: {
          Statement: [
            allow("s3:PutObject", [UNKNOWN]),
            allow("s3:PutObject", [UNKNOWN, "*"]),
            allow("ecs:DescribeTasks", [UNKNOWN]),
          ],
        },
      }),
      ["policyDocument.Statement[0].Resource[0]"],
      {
        findings: [finding("policyDocument.Statement[1].Resource[1]", "*", "s3:PutObject")],
      },
    ],
  },
  malformed: MALFORMED_POLICIES,
} satisfies Vectors;
