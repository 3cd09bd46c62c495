import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./lib/account";
import {
  type ContainerArgs,
  containerDefinition,
  containerFaults,
} from "./lib/container-definition";
import { fargateSizeFault } from "./lib/fargate-sizes";
import { quote, refuse } from "./lib/faults";
import type { Statement } from "./lib/iam-documents";
import type { LogGroupReference, SecretReference } from "./lib/references";
import { type ExecRecording, TaskRoles } from "./task-roles";

/** A container beside the main one; its memory has to be said. */
export interface SidecarArgs extends ContainerArgs {
  /** Hard limit in MiB. */
  readonly memoryMiB: number;
}

/** Arguments of {@link FargateTask}. */
export interface FargateTaskArgs {
  /** Where everything is. */
  readonly account: Account;
  /** The fixed name of the task definition's revisions, such as `cruddur-dev-backend-flask`. */
  readonly family: string;
  /** What the main container is called. */
  readonly containerName: string;
  /** The main container; the task ends with it. */
  readonly container: ContainerArgs;
  /** Further containers by name; never essential, restarted when they end. Default: none. */
  readonly sidecars?: Readonly<Record<string, SidecarArgs>>;
  /** CPU units, 1024 for one vCPU. With memory a pair that Fargate offers. */
  readonly cpu: number;
  /** MiB for all containers together. */
  readonly memoryMiB: number;
  /** MiB that AWS's own containers take, such as the Service Connect proxy. Default 0. */
  readonly reservedMemoryMiB?: number;
  /** The processor that the image is built for. Default `X86_64`. */
  readonly architecture?: "X86_64" | "ARM64";
  /** GiB of the task's own storage, 21 to 200. Default: the 20 that are free. */
  readonly storageGiB?: number;
  /** Where all containers log. */
  readonly logGroup: LogGroupReference;
  /** What the program may do in AWS. Default: nothing. */
  readonly taskStatements?: readonly Statement[];
  /** Allows ECS Exec. Default: not. */
  readonly exec?: ExecRecording;
  /** IAM policy that bounds both roles. Default: none. */
  readonly permissionsBoundaryArn?: string;
}

/**
 * A Fargate task definition and its roles. Every container: read-only root, memory-backed writable directories owned by
 * its user, a numeric user that is not root, no capabilities, an init process, limits, logs, an image by digest.
 * All of it is known at the first preview.
 */
export class FargateTask extends pulumi.ComponentResource {
  /** The task definition, for what has no argument here. */
  readonly taskDefinition: aws.ecs.TaskDefinition;
  /** What ECS and what the program may do. */
  readonly roles: TaskRoles;

  constructor(name: string, args: FargateTaskArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`FargateTask ${quote(name)}`, fargateTaskFaults(args));
    super("cruddur:ecs:FargateTask", name, {}, opts);
    const containers = Object.values(args.sidecars ?? {});
    const all: ContainerArgs[] = [args.container, ...containers];
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
        permissionsBoundaryArn: args.permissionsBoundaryArn,
      },
      { parent: this },
    );
    this.taskDefinition = new aws.ecs.TaskDefinition(
      name,
      {
        family: args.family,
        requiresCompatibilities: ["FARGATE"],
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
        containerDefinitions: containerDefinitions(args),
      },
      {
        parent: this,
        // Plain names in the JSON hide these edges.
        dependsOn: [
          args.logGroup.ready,
          ...repositories.map((repository) => repository.ready),
          ...secrets.map((secret) => secret.ready),
        ],
      },
    );
    this.registerOutputs({ taskDefinitionArn: this.taskDefinition.arn });
  }
}

/** The containers as JSON: the same bytes for the same arguments. */
export function containerDefinitions(args: FargateTaskArgs): string {
  const common = {
    region: args.account.region,
    logGroup: args.logGroup.name,
    exec: args.exec !== undefined,
  };
  const main = containerDefinition(args.container, {
    ...common,
    name: args.containerName,
    essential: true,
    memoryMiB: args.container.memoryMiB ?? mainMemory(args),
  });
  const sidecars = sidecarEntries(args).map(([name, sidecar]) =>
    containerDefinition(sidecar, {
      ...common,
      name,
      essential: false,
      memoryMiB: sidecar.memoryMiB,
    }),
  );
  return JSON.stringify([main, ...sidecars]);
}

/** The secrets of all containers by setting name; services are deployed again when one changes. */
export function secretsOf(args: FargateTaskArgs): Readonly<Record<string, SecretReference>> {
  const sidecars = sidecarEntries(args).map(([, sidecar]) => sidecar.secrets);
  return Object.assign({}, ...sidecars, args.container.secrets) as Record<string, SecretReference>;
}

/** What is wrong with a task's arguments. */
export function fargateTaskFaults(args: FargateTaskArgs): string[] {
  const faults: string[] = [];
  const size = fargateSizeFault(args.cpu, args.memoryMiB);
  if (size) faults.push(size);
  else if (mainMemory(args) < (args.container.memoryMiB ?? 6))
    faults.push(
      `the containers want more than memory ${args.memoryMiB}: ${mainMemory(args)} MiB are left for ${quote(args.containerName)}`,
    );
  const storage = args.storageGiB;
  if (storage !== undefined && (!Number.isInteger(storage) || storage < 21 || storage > 200))
    faults.push(
      `storageGiB ${storage} is out of range; choose 21 to 200, or nothing for the free 20`,
    );
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(args.family))
    faults.push(`family ${quote(args.family)} is not 1 to 255 of letters, digits, - and _`);
  faults.push(...containerFaults(args.containerName, args.container, true));
  for (const [name, sidecar] of sidecarEntries(args)) {
    faults.push(...containerFaults(name, sidecar, false));
    if (name === args.containerName)
      faults.push(`sidecar ${quote(name)} has the name of the main container`);
  }
  return faults;
}

/** What the sidecars and AWS's own containers leave of the task's memory. */
function mainMemory(args: FargateTaskArgs): number {
  const sidecars = sidecarEntries(args).reduce((sum, [, sidecar]) => sum + sidecar.memoryMiB, 0);
  return args.memoryMiB - (args.reservedMemoryMiB ?? 0) - sidecars;
}

function sidecarEntries(args: FargateTaskArgs): [string, SidecarArgs][] {
  return Object.entries(args.sidecars ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}
