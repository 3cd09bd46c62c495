import {
  resource,
  UNKNOWN,
  type Also,
  type GivenStack,
  type Vectors,
  type VectorResource,
} from "./vectors";

type Block = Readonly<Record<string, unknown>>;

/** A statement that allows an action on a resource. */
export function allow(action: unknown, on: unknown, more: Block = {}): Block {
  return { Effect: "Allow", Action: action, Resource: on, ...more };
}

/** A policy document as JSON. */
export function document(...statements: unknown[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** A managed policy of one's own. */
export function policy(...statements: unknown[]): VectorResource {
  return resource("aws:iam/policy:Policy", { policy: document(...statements) });
}

/** A document in each form in which it can be given, with the path at which it stands. */
function forms(text: string): Record<string, readonly [VectorResource, path: string]> {
  const object: unknown = JSON.parse(text);
  return {
    "a role's policy": [resource("aws:iam/rolePolicy:RolePolicy", { policy: text }), "policy"],
    "a user's policy": [resource("aws:iam/userPolicy:UserPolicy", { policy: text }), "policy"],
    "a group's policy": [resource("aws:iam/groupPolicy:GroupPolicy", { policy: object }), "policy"],
    "a policy in the role itself": [
      resource("aws:iam/role:Role", { inlinePolicies: [{ name: "a", policy: text }] }),
      "inlinePolicies[0].policy",
    ],
    "a role of aws-native": [
      resource("aws-native:iam:Role", {
        policies: [{ policyName: "a", policyDocument: object }],
      }),
      "policies[0].policyDocument",
    ],
    "a managed policy of aws-native": [
      resource("aws-native:iam:ManagedPolicy", { policyDocument: object }),
      "policyDocument",
    ],
  };
}

/** The same fault in each form of a document, for vectors that fail. */
export function failsInEachForm(
  text: string,
  findings: (path: string) => readonly string[],
): Vectors["fail"] {
  return Object.fromEntries(
    Object.entries(forms(text)).map(([sentence, [given, path]]) => [
      sentence,
      [given, findings(path)],
    ]),
  );
}

/** A managed policy that bounds a role, and is attached to it too if asked. */
function boundary(statements: readonly unknown[], attached: boolean): GivenStack {
  const limits = { ...policy(...statements), name: "limits" };
  const from = { permissionsBoundary: ["limits"] };
  const bounded = role([TASKS_TRUST], { permissionsBoundary: UNKNOWN });
  const attachment = resource(
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    { role: "app", policyArn: UNKNOWN },
    { name: "attached", from: { policyArn: ["limits"] } },
  );
  const resources = [limits, { ...bounded, name: "app", from }, ...(attached ? [attachment] : [])];
  return { resources };
}

/** What gives no rights, though it allows much: for rules on the rights that policies give. */
export function passesAsBoundary(...statements: unknown[]): Vectors["pass"] {
  return { "a boundary and nothing else": boundary(statements, false) };
}

/** The same, attached. */
export function failsBesideBoundary(
  statements: readonly unknown[],
  findings: readonly string[],
  also: Also = {},
): Vectors["fail"] {
  return { "a boundary that is also attached": [boundary(statements, true), findings, also] };
}

/** A role that these statements let be taken. */
export function role(statements: readonly unknown[], props: Block = {}): VectorResource {
  return resource("aws:iam/role:Role", { assumeRolePolicy: document(...statements), ...props });
}

/** Lets ECS tasks of one account take a role. */
export const TASKS_TRUST: Block = {
  Effect: "Allow",
  Principal: { Service: "ecs-tasks.amazonaws.com" },
  Action: "sts:AssumeRole",
  Condition: {
    StringEquals: { "aws:SourceAccount": "123456789012" },
    ArnLike: { "aws:SourceArn": "arn:aws:ecs:us-east-1:123456789012:*" },
  },
};

/** Documents that cannot be read: the same for every rule on policies of identities. */
export const MALFORMED_POLICIES: Vectors["malformed"] = {
  "the policy does not parse": [
    resource("aws:iam/policy:Policy", { policy: "{" }),
    ["policy is not valid JSON (the parser stops at character 1)."],
  ],
  "the policy is a number": [
    resource("aws:iam/rolePolicy:RolePolicy", { policy: "7" }),
    ["policy is 7; expected an object."],
  ],
  "a statement is a word": [
    policy("everything"),
    ['policy.Statement[0] is "everything"; expected an object.'],
  ],
};

/** Documents that cannot be known: the same for every rule on policies of identities. */
export const UNKNOWN_POLICIES: Vectors["unknown"] = {
  "the policy waits": [resource("aws:iam/policy:Policy", { policy: UNKNOWN }), ["policy"]],
};

/** What the program's own components write; source of the shapes: components/task-roles.ts. */
export const OWN_POLICY: VectorResource = policy(
  allow(["ecr:GetAuthorizationToken"], ["*"]),
  allow(
    ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
    ["arn:aws:ecr:us-east-1:123456789012:repository/cruddur-dev-backend-flask"],
  ),
  allow(
    ["logs:CreateLogStream", "logs:PutLogEvents"],
    ["arn:aws:logs:us-east-1:123456789012:log-group:/cruddur/dev/backend-flask:*"],
  ),
  allow(
    ["ssm:GetParameters"],
    ["arn:aws:ssm:us-east-1:123456789012:parameter/cruddur/dev/backend-flask/CONNECTION_URL"],
  ),
  allow(
    ["secretsmanager:GetSecretValue"],
    ["arn:aws:secretsmanager:us-east-1:123456789012:secret:cruddur/dev/db-??????"],
  ),
  allow(["kms:Decrypt"], ["arn:aws:kms:us-east-1:123456789012:key/*"], {
    Condition: {
      "ForAnyValue:StringEquals": { "kms:ResourceAliases": ["alias/cruddur-dev-data"] },
      StringEquals: { "kms:ViaService": ["ssm.us-east-1.amazonaws.com"] },
    },
  }),
  allow(
    [
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ],
    ["*"],
  ),
  allow(["logs:DescribeLogGroups"], ["*"]),
);
