import * as assert from "node:assert/strict";
import type { TaskRolesArgs } from "../../components";
import { agentFault } from "../../components/lib/runtime-monitoring";
import { assertRefused } from "../support/errors";
import { ACCOUNT, documentOf, inventory, only, registered, startMocks } from "../support/mocks";

describe("TaskRoles", () => {
  let components: typeof import("../../components");
  let references: typeof import("../support/references");
  beforeEach(async () => {
    await startMocks();
    components = await import("../../components");
    references = await import("../support/references");
  });
  const args = (more: Partial<TaskRolesArgs> = {}): TaskRolesArgs => ({
    account: ACCOUNT,
    repositories: [],
    logGroups: [],
    secrets: [],
    ...more,
  });
  const statements = async (role: string) =>
    documentOf(await only("aws:iam/rolePolicy:RolePolicy", role)).Statement;

  it("are two roles without a single right when nothing is given", async () => {
    new components.TaskRoles("web", args());
    assert.deepEqual(await inventory(), [
      "aws:iam/role:Role web-execution",
      "aws:iam/role:Role web-task",
      "cruddur:iam:TaskRoles web",
    ]);
  });

  it("can be taken by ECS tasks of this account and region only", async () => {
    new components.TaskRoles("web", args());
    for (const role of await registered("aws:iam/role:Role"))
      assert.deepEqual(documentOf(role, "assumeRolePolicy").Statement, [
        {
          Effect: "Allow",
          Principal: { Service: "ecs-tasks.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": "123456789012" },
            ArnLike: { "aws:SourceArn": "arn:aws:ecs:us-east-1:123456789012:*" },
          },
        },
      ]);
  });

  it("give ECS exactly these repositories, log groups and parameters", async () => {
    new components.TaskRoles(
      "web",
      args({
        repositories: [references.repository("web"), references.repository("web")],
        logGroups: [references.logGroup("web")],
        secrets: [references.parameter("URL"), references.parameter("TOKEN")],
      }),
    );
    assert.deepEqual(await statements("web-execution"), [
      {
        Sid: "RegistryLogin",
        Effect: "Allow",
        Action: ["ecr:GetAuthorizationToken"],
        Resource: ["*"],
      },
      {
        Sid: "PullImages",
        Effect: "Allow",
        Action: [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:GetDownloadUrlForLayer",
        ],
        Resource: ["arn:aws:ecr:us-east-1:123456789012:repository/web"],
      },
      {
        Sid: "WriteLogs",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: ["arn:aws:logs:us-east-1:123456789012:log-group:/test/web:*"],
      },
      {
        Sid: "ReadParameters",
        Effect: "Allow",
        Action: ["ssm:GetParameters"],
        Resource: [
          "arn:aws:ssm:us-east-1:123456789012:parameter/test/TOKEN",
          "arn:aws:ssm:us-east-1:123456789012:parameter/test/URL",
        ],
      },
    ]);
  });

  it("let ECS decrypt with the one key, through SSM only", async () => {
    new components.TaskRoles(
      "web",
      args({ secrets: [references.parameter("URL", "alias/test-data")] }),
    );
    assert.deepEqual((await statements("web-execution")).at(-1), {
      Sid: "DecryptParameters",
      Effect: "Allow",
      Action: ["kms:Decrypt"],
      Resource: ["arn:aws:kms:us-east-1:123456789012:key/*"],
      Condition: {
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": ["alias/test-data"] },
        StringEquals: { "kms:ViaService": ["ssm.us-east-1.amazonaws.com"] },
      },
    });
  });

  it("read secrets of Secrets Manager by another action, through another service", async () => {
    const secret = {
      ...references.parameter("X", "alias/test-data"),
      arn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:test-??????",
      store: "secretsmanager" as const,
    };
    new components.TaskRoles("web", args({ secrets: [secret] }));
    const [read, decrypt] = await statements("web-execution");
    assert.deepEqual(read?.Action, ["secretsmanager:GetSecretValue"]);
    assert.deepEqual(decrypt?.Condition?.["StringEquals"], {
      "kms:ViaService": ["secretsmanager.us-east-1.amazonaws.com"],
    });
  });

  it("give the program what it is given and nothing else", async () => {
    const statement = {
      Sid: "Messages",
      Effect: "Allow",
      Action: ["dynamodb:Query"],
      Resource: ["arn:aws:dynamodb:us-east-1:123456789012:table/messages"],
    } as const;
    new components.TaskRoles("web", args({ taskStatements: [statement] }));
    assert.deepEqual(await statements("web-task"), [statement]);
  });

  it("let the agent of ECS Exec open channels and record, when exec is allowed", async () => {
    const exec = { execLogGroup: references.logGroup("exec"), key: references.key() };
    new components.TaskRoles("web", args({ exec }));
    const task = await statements("web-task");
    assert.deepEqual(
      task.map(({ Sid, Resource }) => [Sid, Resource]),
      [
        ["ExecChannel", ["*"]],
        ["ExecFindLogGroups", ["*"]],
        ["ExecRecord", ["arn:aws:logs:us-east-1:123456789012:log-group:/test/exec:*"]],
        ["ExecSession", ["arn:aws:kms:us-east-1:123456789012:key/*"]],
      ],
    );
  });

  it("hold to a permissions boundary", async () => {
    const permissionsBoundaryArn = "arn:aws:iam::123456789012:policy/boundary";
    new components.TaskRoles("web", args({ permissionsBoundaryArn }));
    for (const { inputs } of await registered("aws:iam/role:Role"))
      assert.equal(inputs.permissionsBoundary, permissionsBoundaryArn);
  });

  it("have well-formed ARNs in every partition", async () => {
    const account = {
      ...ACCOUNT,
      partition: "aws-cn",
      region: "cn-north-1",
      dnsSuffix: "amazonaws.com.cn",
    };
    new components.TaskRoles(
      "web",
      args({
        account,
        repositories: [references.repository()],
        logGroups: [references.logGroup()],
      }),
    );
    const arns = (await statements("web-execution")).flatMap(({ Resource }) => Resource ?? []);
    for (const arn of arns.filter((resource) => resource !== "*"))
      assert.match(arn, /^arn:aws-cn:[a-z0-9]+:cn-north-1:\d{12}:\S+$/);
  });

  it("refuse all faults at once", () => {
    const secret = { ...references.parameter("X"), arn: "arn:aws:ssm:us-east-1::parameter/x" };
    assertRefused(
      () =>
        new components.TaskRoles(
          "web",
          args({ secrets: [secret], permissionsBoundaryArn: "boundary" }),
        ),
      [
        'TaskRoles "web": secrets[0].arn "arn:aws:ssm:us-east-1::parameter/x" is not the ARN of a parameter or a secret.',
        'TaskRoles "web": permissionsBoundaryArn "boundary" is not the ARN of an IAM policy.',
      ],
    );
  });

  it("refuse statements that IAM would, and an agent in a region where it is not known", () => {
    assertRefused(
      () =>
        new components.TaskRoles(
          "web",
          args({
            account: { ...ACCOUNT, region: "xx-north-1" },
            runtimeMonitoring: true,
            taskStatements: [{ Effect: "Allow", Principal: "*", Action: "read", Resource: [] }],
          }),
        ),
      [
        'TaskRoles "web": taskStatements[0].Principal is given; the policy of a role names nobody.',
        'TaskRoles "web": taskStatements[0].Action "read" is not an action such as s3:GetObject.',
        'TaskRoles "web": taskStatements[0].Resource is empty.',
        `TaskRoles "web": ${agentFault("runtimeMonitoring", "xx-north-1")}.`,
      ],
    );
  });
});
