import { allow, document, OWN_POLICY, role, TASKS_TRUST } from "../../lib/iam.vectors";
import { namedTask } from "../../lib/stack.vectors";
import {
  configured,
  express,
  resource,
  taskText,
  UNKNOWN,
  type GivenStack,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

type Properties = Readonly<Record<string, unknown>>;

const SSM = "arn:aws:ssm:us-east-1:123456789012:parameter";
const SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret";
const KMS = "arn:aws:kms:us-east-1:123456789012";
const EXPECTED = "expected names or a prefix that belong to these tasks.";

const execution: VectorResource = { ...role([TASKS_TRUST]), name: "execution" };
const uses = { executionRoleArn: UNKNOWN };
const from = { executionRoleArn: ["execution"] };
const web = namedTask(
  [
    {
      name: "web",
      secrets: [
        { name: "URL", valueFrom: `${SSM}/cruddur/dev/web/URL` },
        { name: "DB", valueFrom: `${SECRET}:cruddur/db-AbCdEf:password::` },
      ],
    },
  ],
  uses,
  { from },
);
const bare = namedTask([{ name: "web" }], uses, { from });
const policyOf = (...statements: unknown[]): VectorResource =>
  resource(
    "aws:iam/rolePolicy:RolePolicy",
    { role: UNKNOWN, policy: document(...statements) },
    { name: "rights", from: { role: ["execution"] } },
  );
const stack = (...resources: VectorResource[]): GivenStack =>
  configured([execution, ...resources], {});
const granted = (...statements: unknown[]): GivenStack => stack(web, policyOf(...statements));
const found = (
  at: string,
  what: string,
  action = "ssm:GetParameters",
  task = 'TaskDefinition "task"',
): string => `${at} lets the execution role of ${task} use ${action} on "${what}"; ${EXPECTED}`;
const first = "policy.Statement[0].Resource";
const read = (on: unknown, more: Properties = {}): unknown => allow("ssm:GetParameters", on, more);
const decrypt = (condition: Properties): unknown =>
  allow("kms:Decrypt", `${KMS}:key/*`, { Condition: condition });

export default {
  pass: {
    "the names themselves": granted(
      allow("ssm:GetParameters", [`${SSM}/cruddur/dev/web/URL`]),
      allow("secretsmanager:GetSecretValue", [`${SECRET}:cruddur/db-??????`]),
    ),
    "the application's prefix": granted(
      allow(["ssm:GetParameter*"], `${SSM}/cruddur/dev/web/*`),
      allow("secretsmanager:GetSecretValue", `${SECRET}:cruddur/*`),
    ),
    "a prefix above it": granted(read(`${SSM}/cruddur/*`)),
    "another name in the same folder": granted(read(`${SSM}/cruddur/dev/web/TOKEN`)),
    "what the stack declares": stack(
      bare,
      resource("aws:ssm/parameter:Parameter", { name: "/jobs/KEY" }, { name: "key" }),
      policyOf(read(`${SSM}/jobs/*`)),
    ),
    "a prefix, where the task has no secrets": stack(bare, policyOf(read(`${SSM}/jobs/*`))),
    "a prefix by configuration": configured(
      [execution, web, policyOf(read(`${SSM}/team/shared/*`))],
      { config: { prefixes: ["/team/"] } },
    ),
    "one key": granted(allow("kms:Decrypt", `${KMS}:key/1234abcd-12ab-34cd-56ef-1234567890ab`)),
    "any key that bears an alias": granted(
      decrypt({
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": ["alias/cruddur-dev-data"] },
        StringEquals: { "kms:ViaService": ["ssm.us-east-1.amazonaws.com"] },
      }),
    ),
    "AWS's policy for execution roles": stack(
      { ...web, props: { ...web.props, executionRoleArn: UNKNOWN } },
      resource(
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        {
          role: UNKNOWN,
          policyArn: "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
        },
        { name: "attachment", from: { role: ["execution"] } },
      ),
    ),
    "what this program's own components write": stack(
      web,
      resource(
        "aws:iam/rolePolicy:RolePolicy",
        { role: UNKNOWN, policy: OWN_POLICY.props.policy },
        {
          name: "rights",
          from: { role: ["execution"] },
        },
      ),
      resource(
        "aws:ssm/parameter:Parameter",
        { name: "/cruddur/dev/backend-flask/CONNECTION_URL" },
        { name: "url" },
      ),
    ),
    "rights of a role that starts no task": configured(
      [
        { ...execution, name: "other" },
        resource(
          "aws:iam/rolePolicy:RolePolicy",
          { role: UNKNOWN, policy: document(read("*")) },
          { name: "rights", from: { role: ["other"] } },
        ),
        namedTask(),
      ],
      {},
    ),
  },
  fail: {
    "every resource": [granted(read("*")), [found(first, "*")]],
    "every parameter": [granted(read([`${SSM}/*`])), [found(`${first}[0]`, `${SSM}/*`)]],
    "every secret": [
      granted(allow("secretsmanager:*", `${SECRET}:*`)),
      [found(first, `${SECRET}:*`, "secretsmanager:GetSecretValue")],
    ],
    "another application's parameters": [
      granted(read([`${SSM}/cruddur/dev/web/*`, `${SSM}/payments/*`])),
      [found(`${first}[1]`, `${SSM}/payments/*`)],
    ],
    "a letter is no prefix": [granted(read(`${SSM}/c*`)), [found(first, `${SSM}/c*`)]],
    "outside the prefix by configuration": [
      configured([execution, web, policyOf(read(`${SSM}/cruddur/*`))], {
        config: { prefixes: ["/cruddur/dev/"] },
      }),
      [found(first, `${SSM}/cruddur/*`)],
    ],
    "every key": [granted(allow("kms:Decrypt", "*")), [found(first, "*", "kms:Decrypt")]],
    "every key, through one service": [
      granted(decrypt({ StringEquals: { "kms:ViaService": "ssm.us-east-1.amazonaws.com" } })),
      [found(first, `${KMS}:key/*`, "kms:Decrypt")],
    ],
    "everything but": [
      granted({ Effect: "Allow", Action: "ssm:Get*", NotResource: `${SSM}/root` }),
      [found("policy.Statement[0].NotResource", `${SSM}/root`, "ssm:GetParameter")],
    ],
    "in the role itself": [
      configured(
        [
          {
            ...role([TASKS_TRUST], {
              inlinePolicies: [{ name: "a", policy: document(read("*")) }],
            }),
            name: "execution",
          },
          web,
        ],
        {},
      ),
      [found("inlinePolicies[0].policy.Statement[0].Resource", "*")],
    ],
    "by a policy that is attached": [
      stack(
        web,
        resource("aws:iam/policy:Policy", { policy: document(read("*")) }, { name: "rights" }),
        resource(
          "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
          { role: UNKNOWN, policyArn: UNKNOWN },
          { name: "attachment", from: { role: ["execution"], policyArn: ["rights"] } },
        ),
      ),
      [found(first, "*")],
    ],
    "by a policy of AWS": [
      stack(
        web,
        resource(
          "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
          { role: UNKNOWN, policyArn: "arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess" },
          { name: "attachment", from: { role: ["execution"] } },
        ),
      ),
      [
        `policyArn lets the execution role of TaskDefinition "task" read every application's secrets by "AmazonSSMReadOnlyAccess"; ${EXPECTED}`,
      ],
    ],
    "a role by ARN, of an Express service": [
      configured(
        [
          { ...execution, outputs: { arn: "arn:aws:iam::123456789012:role/execution" } },
          {
            ...express(
              { image: "web" },
              { executionRoleArn: "arn:aws:iam::123456789012:role/execution" },
            ),
            name: "web",
          },
          policyOf(read("*")),
        ],
        {},
      ),
      [found(first, "*", "ssm:GetParameters", 'ExpressGatewayService "web"')],
    ],
    "a role of aws-native": [
      configured(
        [
          resource(
            "aws-native:iam:Role",
            {
              roleName: "execution",
              policies: [
                { policyName: "a", policyDocument: JSON.parse(document(read("*"))) as unknown },
              ],
            },
            { name: "execution" },
          ),
          web,
        ],
        {},
      ),
      [found("policies[0].policyDocument.Statement[0].Resource", "*")],
    ],
  },
  unknown: {
    "the policy": [
      stack(
        web,
        resource(
          "aws:iam/rolePolicy:RolePolicy",
          { role: UNKNOWN, policy: UNKNOWN },
          { name: "rights", from: { role: ["execution"] } },
        ),
      ),
      ["policy"],
    ],
    "the containers, so that it is not known what is the task's": [
      stack({ ...taskText(UNKNOWN, uses), name: "task", from }, policyOf(read(`${SSM}/cruddur/*`))),
      ["containerDefinitions"],
    ],
    "one resource of several": [granted(read([UNKNOWN, `${SSM}/payments/*`])), ["policy"]],
    "a role of another stack": [
      namedTask([{ name: "web" }], {
        executionRoleArn: "arn:aws:iam::123456789012:role/shared",
      }),
      ["executionRoleArn (not in this stack)"],
    ],
    "a policy of another stack": [
      stack(
        web,
        resource(
          "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
          { role: UNKNOWN, policyArn: "arn:aws:iam::123456789012:policy/shared" },
          { name: "attachment", from: { role: ["execution"] } },
        ),
      ),
      ["policyArn (not in this stack)"],
    ],
  },
  malformed: {
    "the policy does not parse": [
      stack(
        web,
        resource(
          "aws:iam/rolePolicy:RolePolicy",
          { role: UNKNOWN, policy: "{" },
          { name: "rights", from: { role: ["execution"] } },
        ),
      ),
      ["policy is not valid JSON (the parser stops at character 1)."],
    ],
  },
} satisfies Vectors;
