import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./lib/account";
import type { LaunchType } from "./lib/capacity";
import { type Checks, faultsOf, flag, isRecord, oneOf, optional, whole } from "./lib/checks";
import { CONTAINER_NAME, INIT_CONTAINERS, mainContainer } from "./lib/container-checks";
import { quote, refuse } from "./lib/faults";
import type { Statement } from "./lib/iam-documents";
import type { LogGroupReference } from "./lib/references";
import { execFaults, sizesOn, TASK, taskRelations } from "./lib/task-checks";
import { containerDefinitions, containersOf, type TaskContainers } from "./lib/task-containers";
import { EXEC, type ExecRecording, TaskRoles } from "./task-roles";

/** Arguments of {@link FargateTask}. */
export interface FargateTaskArgs extends TaskContainers {
  /** Where everything is. */
  readonly account: Account;
  /** The fixed name of the task definition's revisions, such as `cruddur-dev-backend-flask`. */
  readonly family: string;
  /** CPU units, 1024 for one vCPU. With memory a pair that Fargate offers; on instances 128 to 196608. */
  readonly cpu: number;
  /** What it runs on: `EC2` for instances of one's own. Default `FARGATE`. */
  readonly launchType?: LaunchType;
  /** The processor that the image is built for. Default `X86_64`. */
  readonly architecture?: "X86_64" | "ARM64";
  /** GiB of the task's own storage, 21 to 200, on Fargate only. Default: the 20 that are free. */
  readonly storageGiB?: number;
  /** Where all containers log. */
  readonly logGroup: LogGroupReference;
  /** What the program may do in AWS. Default: nothing. */
  readonly taskStatements?: readonly Statement[];
  /** Allows ECS Exec. Default: not. */
  readonly exec?: ExecRecording;
  /** Lets GuardDuty put its agent into the tasks: the right to pull its image, and memory for it. Default false. */
  readonly runtimeMonitoring?: boolean;
  /** IAM policy that bounds both roles. Default: none. */
  readonly permissionsBoundaryArn?: string;
}

const CHECKS = {
  containerName: CONTAINER_NAME,
  initContainers: optional(INIT_CONTAINERS),
  runsToEnd: optional(flag),
  reservedMemoryMiB: optional(whole(0)),
  launchType: optional(oneOf(["FARGATE", "EC2"])),
  exec: optional(EXEC),
};

/**
 * A task definition, for Fargate or for instances, and its roles. Every container: read-only root, memory-backed writable
 * directories owned by its user, a numeric user that is not root, no capabilities (nor, on instances, any way to new
 * ones), an init process, limits, logs, an image by digest. All of it is known at the first preview.
 */
export class FargateTask extends pulumi.ComponentResource {
  /** The task definition, for what has no argument here. */
  readonly taskDefinition: aws.ecs.TaskDefinition;
  /** What ECS and what the program may do. */
  readonly roles: TaskRoles;

  constructor(name: string, args: FargateTaskArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`FargateTask ${quote(name)}`, fargateTaskFaults(args));
    super("cruddur:ecs:FargateTask", name, {}, opts);
    const { launchType = "FARGATE" } = args;
    const all = containersOf(args);
    const secrets = all.flatMap((container) => Object.values(container.secrets ?? {}));
    const repositories = all.map((container) => container.repository);
    this.roles = new TaskRoles(
      name,
      {
        account: args.account,
        repositories,
        logGroups: [args.logGroup],
        secrets,
        taskStatements: args.taskStatements,
        exec: args.exec,
        runtimeMonitoring: args.runtimeMonitoring,
        permissionsBoundaryArn: args.permissionsBoundaryArn,
      },
      { parent: this },
    );
    this.taskDefinition = new aws.ecs.TaskDefinition(
      name,
      {
        family: args.family,
        requiresCompatibilities: [launchType],
        networkMode: "awsvpc",
        cpu: String(args.cpu),
        memory: String(args.memoryMiB),
        runtimePlatform: {
          operatingSystemFamily: "LINUX",
          cpuArchitecture: args.architecture ?? "X86_64",
        },
        ...(args.storageGiB !== undefined && { ephemeralStorage: { sizeInGib: args.storageGiB } }),
        executionRoleArn: this.roles.executionRoleArn,
        taskRoleArn: this.roles.taskRoleArn,
        containerDefinitions: containerDefinitions(args, {
          region: args.account.region,
          logGroup: args.logGroup.name,
          exec: args.exec !== undefined,
          launchType,
        }),
      },
      {
        parent: this,
        // Plain names in the JSON hide these edges.
        dependsOn: [
          args.logGroup.ready,
          ...[...repositories, ...secrets].flatMap(({ ready }) => ready ?? []),
        ],
      },
    );
    this.registerOutputs({ taskDefinitionArn: this.taskDefinition.arn });
  }
}

function fargateTaskFaults(args: FargateTaskArgs): string[] {
  const given: Partial<FargateTaskArgs> = isRecord(args) ? args : {};
  const checks: Checks<FargateTaskArgs> = {
    ...sizesOn(given.launchType === "EC2" ? "EC2" : "FARGATE", given.cpu),
    ...TASK,
    ...CHECKS,
    container: mainContainer(given.runsToEnd === true),
  };
  return faultsOf(args, checks, (sound) => [
    ...taskRelations(given.containerName, () => sound.reservedMemoryMiB ?? 0)(sound, args),
    ...(sound.exec === undefined ? [] : execFaults(sound)),
  ]);
}
