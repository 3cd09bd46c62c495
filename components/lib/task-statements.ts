/** What the two roles of tasks may do. Pure. */
import type { Account } from "./account";
import { arnOf, decryptWith, type Statement } from "./iam-documents";
import type {
  KeyReference,
  LogGroupReference,
  RepositoryReference,
  SecretReference,
} from "./references";
import { agentRepositoryArn } from "./runtime-monitoring";

/** Where sessions of ECS Exec are recorded and what encrypts them. */
export interface ExecRecording {
  /** Where sessions are recorded. */
  readonly execLogGroup: LogGroupReference;
  /** What encrypts sessions. Default: TLS only. */
  readonly key?: KeyReference;
}

/** What ECS itself needs for a task. */
interface Executed {
  readonly account: Account;
  readonly repositories: readonly RepositoryReference[];
  readonly logGroups: readonly LogGroupReference[];
  readonly secrets: readonly SecretReference[];
  readonly runtimeMonitoring?: boolean;
}

/** Source: ECR User Guide, actions that are required to pull an image. */
const PULL = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

/** What ECS itself does for the tasks; an empty list gives no statement. */
export function executionStatements(args: Executed): Statement[] {
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
export function execStatements(
  account: Account,
  { execLogGroup, key }: ExecRecording,
): Statement[] {
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
