import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./lib/account";
import {
  ACCOUNT,
  BOUNDARY_ARN,
  boundaryFaults,
  KEY,
  LOG_GROUP,
  REPOSITORY,
  SECRET,
} from "./lib/aws-checks";
import { type Checks, faultsOf, fields, flag, list, optional } from "./lib/checks";
import { quote, refuse } from "./lib/faults";
import { arnOf, policyDocument, type Statement, trustOf } from "./lib/iam-documents";
import type { LogGroupReference, RepositoryReference, SecretReference } from "./lib/references";
import { monitoringFaults } from "./lib/runtime-monitoring";
import { STATEMENTS } from "./lib/statement-checks";
import { type ExecRecording, execStatements, executionStatements } from "./lib/task-statements";

export type { ExecRecording } from "./lib/task-statements";

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

/** Where sessions of ECS Exec are recorded. */
export const EXEC = fields<ExecRecording>({ execLogGroup: LOG_GROUP, key: optional(KEY) });
const CHECKS: Checks<TaskRolesArgs> = {
  account: ACCOUNT,
  repositories: list(REPOSITORY),
  logGroups: list(LOG_GROUP),
  secrets: list(SECRET),
  taskStatements: optional(STATEMENTS),
  exec: optional(EXEC),
  runtimeMonitoring: optional(flag),
  permissionsBoundaryArn: optional(BOUNDARY_ARN),
};

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
    refuse(
      `TaskRoles ${quote(name)}`,
      faultsOf(args, CHECKS, (sound) => [...boundaryFaults(sound), ...monitoringFaults(sound)]),
    );
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
