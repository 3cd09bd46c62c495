import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./lib/account";
import { quote, refuse } from "./lib/faults";
import { arnOf, decryptWith, policyDocument, type Statement, trustOf } from "./lib/iam-documents";
import type {
  KeyReference,
  LogGroupReference,
  RepositoryReference,
  SecretReference,
} from "./lib/references";
import { agentFault, agentRepositoryArn } from "./lib/runtime-monitoring";

/** Where sessions of ECS Exec are recorded and what encrypts them. */
export interface ExecRecording {
  /** Where sessions are recorded. */
  readonly execLogGroup: LogGroupReference;
  /** What encrypts sessions. Default: TLS only. */
  readonly key?: KeyReference;
}

/** Arguments of {@link TaskRoles}. */
export interface TaskRolesArgs {
  /** Where everything is. */
  readonly account: Account;
  /** What the images are pulled from. */
  readonly repositories: readonly RepositoryReference[];
  /** Where the containers log. */
  readonly logGroups: readonly LogGroupReference[];
  /** What the containers get as secrets. */
  readonly secrets: readonly SecretReference[];
  /** What the program in the containers may do. Default: nothing. */
  readonly taskStatements?: readonly Statement[];
  /** Allows ECS Exec. Default: not. */
  readonly exec?: ExecRecording;
  /** Lets ECS pull GuardDuty's agent, which GuardDuty adds to the tasks. Default: not. */
  readonly runtimeMonitoring?: boolean;
  /** IAM policy that bounds both roles. Default: none. */
  readonly permissionsBoundaryArn?: string;
}

/**
 * The two roles of one service's tasks. The execution role, which ECS uses, may pull exactly these images, write
 * exactly these log groups and read exactly these secrets; the task role, which the program uses, may do what it is
 * given. Only ECS tasks of this account and region can take them.
 */
export class TaskRoles extends pulumi.ComponentResource {
  /** For a task definition's `executionRoleArn`. */
  readonly executionRoleArn: pulumi.Output<string>;
  /** For a task definition's `taskRoleArn`. */
  readonly taskRoleArn: pulumi.Output<string>;
  /** The rights; without them tasks fail, and nothing else makes a service wait for them. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: TaskRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`TaskRoles ${quote(name)}`, taskRolesFaults(args));
    super("cruddur:iam:TaskRoles", name, {}, opts);
    const ready: pulumi.Resource[] = [];
    const roleOf = (kind: string, description: string, statements: readonly Statement[]) => {
      const role = new aws.iam.Role(
        `${name}-${kind}`,
        {
          description,
          assumeRolePolicy: trustOf(
            args.account,
            "ecs-tasks.amazonaws.com",
            arnOf(args.account, "ecs", "*"),
          ),
          permissionsBoundary: args.permissionsBoundaryArn,
        },
        { parent: this },
      );
      if (statements.length > 0)
        ready.push(
          new aws.iam.RolePolicy(
            `${name}-${kind}`,
            { role: role.name, policy: policyDocument(statements) },
            { parent: this },
          ),
        );
      return role.arn;
    };
    this.executionRoleArn = roleOf(
      "execution",
      "Pulls images, writes logs, reads secrets",
      executionStatements(args),
    );
    this.taskRoleArn = roleOf("task", "What the program may do", [
      ...(args.taskStatements ?? []),
      ...(args.exec ? execStatements(args.account, args.exec) : []),
    ]);
    this.ready = ready;
    this.registerOutputs({
      executionRoleArn: this.executionRoleArn,
      taskRoleArn: this.taskRoleArn,
    });
  }
}

/** Source: ECR User Guide, actions that are required to pull an image. */
const PULL = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

/** What ECS itself does for the tasks; an empty list gives no statement. */
export function executionStatements(args: TaskRolesArgs): Statement[] {
  const { account, runtimeMonitoring = false } = args;
  const secretsIn = (store: SecretReference["store"]) =>
    args.secrets.filter((secret) => secret.store === store);
  const keyStatements = (store: SecretReference["store"], sid: string) =>
    unique(secretsIn(store).flatMap((secret) => secret.keyAlias ?? [])).map((alias, index) =>
      decryptWith(account, `${sid}${index === 0 ? "" : index + 1}`, alias, [store]),
    );
  return [
    ...allow("RegistryLogin", args.repositories.length > 0 || runtimeMonitoring ? ["*"] : [], [
      "ecr:GetAuthorizationToken", // has no resource form
    ]),
    ...allow(
      "PullImages",
      args.repositories.map(({ name, arn }) => arn ?? arnOf(account, "ecr", `repository/${name}`)),
      PULL,
    ),
    ...allow("PullGuardDutyAgent", runtimeMonitoring ? [agentRepositoryArn(account)] : [], PULL),
    ...allow(
      "WriteLogs",
      args.logGroups.map(({ name }) => arnOf(account, "logs", `log-group:${name}:*`)),
      ["logs:CreateLogStream", "logs:PutLogEvents"],
    ),
    ...allow(
      "ReadParameters",
      secretsIn("ssm").map(({ arn }) => arn),
      ["ssm:GetParameters"],
    ),
    ...allow(
      "ReadSecrets",
      secretsIn("secretsmanager").map(({ arn, policyArn }) => policyArn ?? arn),
      ["secretsmanager:GetSecretValue"],
    ),
    ...keyStatements("ssm", "DecryptParameters"),
    ...keyStatements("secretsmanager", "DecryptSecrets"),
  ];
}

/** What the agent of ECS Exec needs. Source: ECS Developer Guide, "Using ECS Exec", required IAM permissions. */
function execStatements(account: Account, { execLogGroup, key }: ExecRecording): Statement[] {
  const group = arnOf(account, "logs", `log-group:${execLogGroup.name}`);
  return [
    ...allow(
      "ExecChannel",
      ["*"],
      [
        "ssmmessages:CreateControlChannel", // none of the four has a resource form
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
    ),
    ...allow("ExecFindLogGroups", ["*"], ["logs:DescribeLogGroups"]),
    ...allow(
      "ExecRecord",
      [`${group}:*`],
      ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
    ),
    ...(key ? [decryptWith(account, "ExecSession", key.alias, [])] : []),
  ];
}

function allow(sid: string, resources: string[], actions: string[]): Statement[] {
  if (resources.length === 0) return [];
  return [{ Sid: sid, Effect: "Allow", Action: actions, Resource: unique(resources) }];
}

/** Each once, in code-unit order. */
function unique(values: string[]): string[] {
  return [...new Set(values)].sort();
}

function taskRolesFaults(args: TaskRolesArgs): string[] {
  const faults: string[] = [];
  const boundary = args.permissionsBoundaryArn;
  if (boundary !== undefined && !/^arn:[a-z-]+:iam::(\d{12}|aws):policy\/.+$/.test(boundary))
    faults.push(`permissionsBoundaryArn ${quote(boundary)} is not the ARN of an IAM policy`);
  const agent = args.runtimeMonitoring && agentFault("runtimeMonitoring", args.account.region);
  if (agent) faults.push(agent);
  for (const { arn } of args.secrets)
    if (!/^arn:[a-z-]+:(ssm|secretsmanager):[a-z0-9-]+:\d{12}:\S+$/.test(arn))
      faults.push(`secret ${quote(arn)} is not the ARN of a parameter or a secret`);
  return faults;
}
