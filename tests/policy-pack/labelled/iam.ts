import { ACCOUNT, resource, TRUST, type Cases, type Properties } from "./case";
import type { VectorResource } from "../../../policy-pack/lib/vectors";

type Statement = Properties;

const text = (...statements: Statement[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

const allow = (action: unknown, on: unknown, more: Properties = {}): Statement => ({
  Effect: "Allow",
  Action: action,
  Resource: on,
  ...more,
});

const policy = (...statements: Statement[]): readonly VectorResource[] => [
  resource("aws:iam/policy:Policy", { name: "app", policy: text(...statements) }, { name: "app" }),
];

const role = (props: Properties): readonly VectorResource[] => [
  resource(
    "aws:iam/role:Role",
    { permissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/boundary`, ...props },
    { name: "role" },
  ),
];

const trust = (principal: unknown, more: Properties = {}): string =>
  text({ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole", ...more });

/** Programs about rights. */
export const IAM: Cases = {
  "rights on one bucket": {
    resources: policy(
      allow(["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::shop-uploads/*"),
      allow("s3:ListBucket", "arn:aws:s3:::shop-uploads"),
    ),
    stops: [],
  },
  "the administrator": {
    resources: policy(allow("*", "*")),
    stops: ["iam-no-admin-policy"],
  },
  "the administrator, in lists": {
    resources: policy(allow(["*"], ["*"])),
    stops: ["iam-no-admin-policy"],
  },
  "the administrator, two colons": {
    resources: policy(allow("*:*", "*")),
    stops: ["iam-no-admin-policy"],
  },
  "everything but IAM": {
    resources: policy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
    stops: [
      "iam-no-privilege-escalation",
      "iam-no-service-wildcard-action",
      "iam-no-wildcard-resource",
    ],
  },
  "everything on all but one resource": {
    resources: policy({ Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::audit/*" }),
    stops: ["iam-no-admin-policy"],
  },
  "all of S3": {
    resources: policy(allow("s3:*", "*")),
    stops: ["iam-no-service-wildcard-action", "iam-no-wildcard-resource"],
  },
  "all of S3, in capitals, on one bucket": {
    resources: policy(allow("S3:*", ["arn:aws:s3:::shop", "arn:aws:s3:::shop/*"])),
    stops: ["iam-no-service-wildcard-action"],
  },
  "one wildcard among the resources": {
    resources: policy(
      allow(["dynamodb:PutItem"], [`arn:aws:dynamodb:*:${ACCOUNT}:table/shop`, "*"]),
    ),
    stops: ["iam-no-wildcard-resource"],
  },
  "reading all secrets": {
    resources: policy(allow(["secretsmanager:GetSecretValue", "ssm:GetParameters"], "*")),
    stops: ["iam-no-wildcard-resource"],
  },
  "what can only be allowed on everything": {
    resources: policy(
      allow(
        [
          "ecr:GetAuthorizationToken",
          "ec2:DescribeInstances",
          "xray:PutTraceSegments",
          "cloudwatch:PutMetricData",
        ],
        "*",
      ),
    ),
    stops: [],
  },
  "a channel for ECS Exec": {
    resources: policy(
      allow(
        [
          "ssmmessages:CreateControlChannel",
          "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel",
          "ssmmessages:OpenDataChannel",
        ],
        "*",
      ),
    ),
    stops: [],
  },
  "what denies everything": {
    resources: policy({
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    }),
    stops: [],
  },
  "passing any role": {
    resources: policy(
      allow(["ecs:RunTask"], `arn:aws:ecs:eu-central-1:${ACCOUNT}:task-definition/shop:*`),
      allow("iam:PassRole", "*"),
    ),
    stops: [
      "iam-no-pass-role-wildcard",
      "iam-no-pass-role-wildcard",
      "iam-no-privilege-escalation",
    ],
  },
  "passing two roles to tasks": {
    resources: policy(
      allow(
        "iam:PassRole",
        [`arn:aws:iam::${ACCOUNT}:role/shop-task`, `arn:aws:iam::${ACCOUNT}:role/shop-execution`],
        {
          Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
        },
      ),
    ),
    stops: [],
  },
  "making oneself an administrator": {
    resources: policy(
      allow(["iam:AttachRolePolicy", "iam:PutRolePolicy"], `arn:aws:iam::${ACCOUNT}:role/*`),
    ),
    stops: ["iam-no-privilege-escalation", "iam-no-wildcard-resource"],
  },
  "a new version of a policy": {
    resources: policy(allow("iam:CreatePolicyVersion", `arn:aws:iam::${ACCOUNT}:policy/*`)),
    stops: ["iam-no-privilege-escalation", "iam-no-wildcard-resource"],
  },
  "a document as an object": {
    resources: [
      resource("aws:iam/rolePolicy:RolePolicy", {
        role: "shop",
        policy: {
          Version: "2012-10-17",
          Statement: { Effect: "Allow", Action: "*", Resource: "*" },
        },
      }),
    ],
    stops: ["iam-no-admin-policy"],
  },
  "a document inside the role": {
    resources: role({
      assumeRolePolicy: TRUST,
      inlinePolicies: [{ name: "all", policy: text(allow("*", "*")) }],
    }),
    stops: ["iam-no-admin-policy"],
  },
  "keys of a document in small letters": {
    resources: [
      resource("aws:iam/policy:Policy", {
        policy: JSON.stringify({
          version: "2012-10-17",
          statement: [{ effect: "Allow", action: ["*"], resource: ["*"] }],
        }),
      }),
    ],
    stops: ["iam-no-admin-policy"],
  },
  "AdministratorAccess on a task's role": {
    resources: role({
      assumeRolePolicy: TRUST,
      managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
    }),
    stops: ["iam-no-admin-policy", "iam-task-role-no-broad-managed-policy"],
  },
  "CloudWatchFullAccess, attached to a task's role": {
    resources: [
      ...role({ assumeRolePolicy: TRUST, name: "shop-task" }),
      resource(
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        { role: "shop-task", policyArn: "arn:aws:iam::aws:policy/CloudWatchFullAccess" },
        { name: "attachment", from: { role: ["role"] } },
      ),
    ],
    stops: ["iam-task-role-no-broad-managed-policy"],
  },
  "the administrator of GovCloud": {
    resources: role({
      assumeRolePolicy: TRUST,
      managedPolicyArns: ["arn:aws-us-gov:iam::aws:policy/AdministratorAccess"],
    }),
    stops: ["iam-no-admin-policy", "iam-task-role-no-broad-managed-policy"],
  },
  "the execution role of tasks": {
    resources: role({
      assumeRolePolicy: TRUST,
      managedPolicyArns: [
        "arn:aws-cn:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
      ],
    }),
    stops: [],
  },
  "a trust as an object, without a condition": {
    resources: role({
      assumeRolePolicy: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: ["ecs-tasks.amazonaws.com"] },
            Action: "sts:AssumeRole",
          },
        ],
      },
    }),
    stops: [],
    advises: ["iam-task-role-confused-deputy"],
  },
  "a role of tasks and of functions": {
    resources: role({
      assumeRolePolicy: trust(
        { Service: ["ecs-tasks.amazonaws.com", "lambda.amazonaws.com"] },
        { Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } } },
      ),
    }),
    stops: ["iam-task-role-trust-ecs-only"],
  },
  "a role of functions": {
    resources: role({ assumeRolePolicy: trust({ Service: "lambda.amazonaws.com" }) }),
    stops: [],
  },
  "a role for anybody": {
    resources: role({ assumeRolePolicy: trust("*") }),
    stops: ["iam-no-public-trust"],
  },
  "a role for anybody with an account": {
    resources: role({ assumeRolePolicy: trust({ AWS: ["*"] }) }),
    stops: ["iam-no-public-trust"],
  },
  "a role for all of one organization": {
    resources: role({
      assumeRolePolicy: trust(
        { AWS: "*" },
        { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } },
      ),
    }),
    stops: [],
  },
  "a role for GitHub's jobs of any repository": {
    resources: role({
      assumeRolePolicy: text({
        Effect: "Allow",
        Principal: {
          Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
        },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
        },
      }),
    }),
    stops: ["iam-no-public-trust"],
  },
  "a role for GitHub's jobs of one branch": {
    resources: role({
      assumeRolePolicy: text({
        Effect: "Allow",
        Principal: {
          Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
        },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": "repo:acme/shop:ref:refs/heads/main",
          },
        },
      }),
    }),
    stops: [],
  },
  "a user with a key": {
    resources: [
      resource("aws:iam/user:User", { name: "deploy" }, { name: "deploy" }),
      resource(
        "aws:iam/accessKey:AccessKey",
        { user: "deploy" },
        { name: "key", from: { user: ["deploy"] } },
      ),
    ],
    stops: ["iam-no-user-access-keys", "iam-no-user-access-keys"],
  },
  "an ARN without its account": {
    resources: policy(allow("ssm:GetParameters", "arn:aws:ssm:eu-central-1:parameter/shop/*")),
    stops: ["iam-policy-wellformed-arn"],
  },
  "GovCloud's ARNs": {
    resources: policy(
      allow(
        "kms:Decrypt",
        `arn:aws-us-gov:kms:us-gov-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
      ),
    ),
    stops: [],
  },
  "all keys, only through Secrets Manager": {
    resources: policy(
      allow("kms:Decrypt", "*", {
        Condition: {
          StringEquals: { "kms:ViaService": "secretsmanager.eu-central-1.amazonaws.com" },
        },
      }),
    ),
    stops: ["iam-no-wildcard-resource"],
  },
  "a policy of aws-native": {
    resources: [
      resource("aws-native:iam:ManagedPolicy", {
        policyDocument: {
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
        },
      }),
    ],
    stops: ["iam-no-admin-policy"],
  },
  "no boundary": {
    resources: [resource("aws:iam/role:Role", { assumeRolePolicy: TRUST })],
    stops: [],
    advises: ["iam-role-permissions-boundary"],
  },
  "a document that is cut off": {
    resources: [
      resource("aws:iam/policy:Policy", { policy: '{"Version": "2012-10-17", "Statement": [' }),
    ],
    stops: [],
    unreadable: ["policy is not valid JSON."],
  },
};
