import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./lib/account";
import type { LaunchType } from "./lib/capacity";
import { fargateSizeFault } from "./lib/fargate-sizes";
import { quote, refuse } from "./lib/faults";
import type { Statement } from "./lib/iam-documents";
import type { LogGroupReference } from "./lib/references";
import {
  containerDefinitions,
  containersFaults,
  containersOf,
  type TaskContainers,
} from "./lib/task-containers";
import { type ExecRecording, TaskRoles } from "./task-roles";

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

/** What is wrong with a task's arguments. */
export function fargateTaskFaults(args: FargateTaskArgs): string[] {
  const faults = args.launchType === "EC2" ? instanceFaults(args) : fargateFaults(args);
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(args.family))
    faults.push(`family ${quote(args.family)} is not 1 to 255 of letters, digits, - and _`);
  return [...faults, ...containersFaults(args)];
}

function fargateFaults({ cpu, memoryMiB, storageGiB: storage }: FargateTaskArgs): string[] {
  const size = fargateSizeFault(cpu, memoryMiB);
  const faults = size === undefined ? [] : [size];
  if (storage !== undefined && (!Number.isInteger(storage) || storage < 21 || storage > 200))
    faults.push(
      `storageGiB ${storage} is out of range; choose 21 to 200, or nothing for the free 20`,
    );
  return faults;
}

/** Source: ECS API reference, RegisterTaskDefinition. */
function instanceFaults({ cpu, memoryMiB, storageGiB }: FargateTaskArgs): string[] {
  const faults: string[] = [];
  if (!Number.isInteger(cpu) || cpu < 128 || cpu > 196_608)
    faults.push(`cpu ${cpu} is out of range; choose 128 to 196608`);
  if (!Number.isInteger(memoryMiB) || memoryMiB < 6)
    faults.push(`memory ${memoryMiB} is out of range; choose 6 or more`);
  if (storageGiB !== undefined)
    faults.push(`storageGiB ${storageGiB} is for Fargate; on instances tasks share the disk`);
  return faults;
}
