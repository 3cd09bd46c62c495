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
import { resource, stack, UNKNOWN, type VectorResource, type Vectors } from "../../lib/vectors";

const finding = (path: string, ways: string): string =>
  `${path} allows ${ways}; expected named resources, or fewer of these actions together.`;
const at = "policy.Statement[0].Action";
const taskRole = "arn:aws:iam::123456789012:role/cruddur-dev-task";

const rolePolicy = (name: string, ...statements: unknown[]): VectorResource =>
  resource(
    "aws:iam/rolePolicy:RolePolicy",
    { role: UNKNOWN, policy: document(...statements) },
    { name, from: { role: ["deploy"] } },
  );
const deploy = resource("aws:iam/role:Role", { name: "deploy-1a2b3c4" }, { name: "deploy" });
const managed = (name: string, ...statements: unknown[]): VectorResource =>
  resource("aws:iam/policy:Policy", { arn: UNKNOWN, policy: document(...statements) }, { name });
const attached = (name: string): VectorResource =>
  resource(
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    { role: "deploy-1a2b3c4", policyArn: UNKNOWN },
    { name: `attach-${name}`, from: { policyArn: [name] } },
  );
const pass = allow("iam:PassRole", "*");
const run = allow("ecs:RunTask", "*");
const across = (where: string): string =>
  `${at} with other policies of "deploy" allows "iam:PassRole" with "ecs:RunTask" (policy.Statement[0] of "${where}"), to run a task with any role; expected named resources, or fewer of these actions together.`;

export default {
  pass: {
    "what the program's own roles may do": OWN_POLICY,
    ...passesAsBoundary(allow("iam:CreateAccessKey", "*")),
    "named roles, for tasks": policy(allow("iam:PassRole", taskRole), run),
    "running tasks, without passing roles": policy(run),
    "a policy that is named": policy(
      allow("iam:CreatePolicyVersion", "arn:aws:iam::123456789012:policy/cruddur-app"),
    ),
    "commands in one cluster's tasks": policy(
      allow("ecs:ExecuteCommand", "*", {
        Condition: {
          ArnEquals: { "ecs:cluster": "arn:aws:ecs:us-east-1:123456789012:cluster/cruddur-dev" },
        },
      }),
    ),
    "roles only under a boundary": policy(
      allow(["iam:AttachRolePolicy", "iam:PutRolePolicy"], "*", {
        Condition: {
          StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::123456789012:policy/boundary" },
        },
      }),
    ),
    "what is taken back": policy(pass, run, {
      Effect: "Deny",
      Action: "iam:Pass*",
      Resource: "*",
    }),
    "everything, which another rule finds": policy(allow("*", "*")),
    "the two halves for two roles": stack(
      deploy,
      resource("aws:iam/role:Role", { name: "other" }, { name: "other" }),
      rolePolicy("pass", pass),
      resource(
        "aws:iam/rolePolicy:RolePolicy",
        { role: "other", policy: document(run) },
        { name: "run" },
      ),
    ),
  },
  fail: {
    "passing any role and running tasks, in two statements": [
      policy(pass, run),
      [
        finding(
          at,
          '"iam:PassRole" with "ecs:RunTask" (policy.Statement[1]), to run a task with any role',
        ),
      ],
    ],
    "wildcards that take in both": [
      policy(allow(["iam:P?ssRole", "ecs:*Task"], "*")),
      [finding(at, '"iam:PassRole" with "ecs:RunTask", to run a task with any role')],
    ],
    "a service with a new task definition": [
      policy(
        allow(["ecs:RegisterTaskDefinition", "ecs:UpdateService"], "*"),
        allow("iam:PassRole", "arn:aws:iam::123456789012:role/*"),
      ),
      [
        finding(
          "policy.Statement[1].Action",
          '"iam:PassRole" with "ecs:UpdateService" (policy.Statement[0]) with "ecs:RegisterTaskDefinition" (policy.Statement[0]), to run a service with any role',
        ),
      ],
    ],
    "commands in any task": [
      policy(allow("ecs:ExecuteCommand", "*")),
      [finding(at, '"ecs:ExecuteCommand", to run commands in any task, with the task\'s role')],
    ],
    "all of IAM": [
      policy(allow("iam:*", "*")),
      [
        finding(
          at,
          '"iam:CreatePolicyVersion", to rewrite a policy that others have; "iam:SetDefaultPolicyVersion", to rewrite a policy that others have; "iam:AttachGroupPolicy", to give anyone any policy; and 15 ways more',
        ),
      ],
    ],
    "all but some services": [
      policy({
        Effect: "Allow",
        NotAction: ["iam:*", "sts:*", "ssm:*", "lambda:*", "ec2-instance-connect:*"],
        Resource: "*",
      }),
      [
        finding(
          "policy.Statement[0].NotAction",
          '"ecs:ExecuteCommand", to run commands in any task, with the task\'s role',
        ),
      ],
    ],
    "what is taken back only under a condition": [
      policy(allow("iam:PutRolePolicy", "*"), {
        Effect: "Deny",
        Action: "iam:*",
        Resource: "*",
        Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } },
      }),
      [finding(at, '"iam:PutRolePolicy", to give anyone any policy')],
    ],
    ...failsBesideBoundary(
      [allow("iam:CreateAccessKey", "*")],
      [finding("policy.Statement[0].Action", '"iam:CreateAccessKey", to log in as another user')],
    ),
    ...failsInEachForm(document(allow("iam:CreateAccessKey", "*")), (path) => [
      finding(`${path}.Statement[0].Action`, '"iam:CreateAccessKey", to log in as another user'),
    ]),
    "the two halves in two policies of one role": [
      stack(deploy, rolePolicy("pass", pass), rolePolicy("run", run)),
      [across("run")],
    ],
    "one half attached, by the role's name": [
      stack(deploy, rolePolicy("pass", pass), managed("run", run), attached("run")),
      [across("run")],
    ],
    "one half in the role itself": [
      stack(
        resource(
          "aws:iam/role:Role",
          { name: "deploy-1a2b3c4", inlinePolicies: [{ policy: document(run) }] },
          { name: "deploy" },
        ),
        managed("pass", pass),
        attached("pass"),
      ),
      [across("deploy").replace("(policy.", "(inlinePolicies[0].policy.")],
    ],
    "both attached to a user in one go": [
      stack(
        resource("aws:iam/user:User", { name: "ci" }, { name: "deploy" }),
        managed("pass", pass),
        managed("run", run),
        ...["pass", "run"].map((name) =>
          resource(
            "aws:iam/policyAttachment:PolicyAttachment",
            { users: ["ci"], policyArn: UNKNOWN },
            { name: `attach-${name}`, from: { policyArn: [name] } },
          ),
        ),
      ),
      [across("run")],
    ],
  },
  unknown: {
    ...UNKNOWN_POLICIES,
    "the role waits": [
      resource("aws-native:iam:RolePolicy", {
        policyDocument: {
          Statement: [allow("iam:PutRolePolicy", UNKNOWN), allow("s3:GetObject", UNKNOWN)],
        },
      }),
      ["policyDocument.Statement[0].Resource"],
    ],
    "one of a role's policies waits": [
      stack(
        deploy,
        rolePolicy("pass", pass),
        resource(
          "aws:iam/rolePolicy:RolePolicy",
          { role: "deploy-1a2b3c4", policy: UNKNOWN },
          { name: "run" },
        ),
      ),
      ["policy"],
    ],
  },
  malformed: MALFORMED_POLICIES,
} satisfies Vectors;
