import * as pulumi from "@pulumi/pulumi";
import type { ClusterReference } from "./cluster";
import { FargateTask, type FargateTaskArgs, fargateTaskFaults } from "./fargate-task";
import type { ContainerArgs } from "./lib/container-definition";
import { launchTypeOf, onInstances } from "./lib/capacity";
import { optional } from "./lib/checks";
import { quote, refuse } from "./lib/faults";
import { egressOf, type Peer, securityGroup } from "./lib/peers";
import { agentMemory } from "./lib/runtime-monitoring";
import type { NetworkReference } from "./network";

/** Arguments of {@link OneOffTask}. */
export interface OneOffTaskArgs extends Omit<
  FargateTaskArgs,
  | "container"
  | "containerName"
  | "cpu"
  | "exec"
  | "initContainers"
  | "launchType"
  | "memoryMiB"
  | "reservedMemoryMiB"
  | "runsToEnd"
> {
  /** What it is called by whoever runs it, and its container: `db-test`. */
  readonly taskName: string;
  /** Where it runs. */
  readonly cluster: Pick<ClusterReference, "capacity" | "name" | "ready">;
  /** In whose private subnets. */
  readonly network: NetworkReference;
  /** The image and the command in it; nobody calls it and nothing asks after its health. */
  readonly container: Omit<ContainerArgs, "command" | "healthCheck" | "port"> & {
    /** Program and arguments, without a shell. Its exit code is the task's. */
    readonly command: readonly string[];
  };
  /** CPU units. Default 256, the least that Fargate offers. */
  readonly cpu?: number;
  /** MiB. Default 512, the least that Fargate offers. */
  readonly memoryMiB?: number;
  /** To whom it may open connections, by name. Default: nobody. */
  readonly egressTo?: Readonly<Record<string, Peer>>;
}

/** What one needs to know to run a task and to follow it; no secret among it. */
export interface OneOffTaskRun {
  /** The command that runs it and exits with its exit code: `npm run task -- db-test --stack dev`. */
  readonly runCommand: string;
  /** The region's name. */
  readonly region: string;
  /** The cluster's name. */
  readonly cluster: string;
  /** The capacity provider of its instances; without one it runs on Fargate, on demand. */
  readonly capacityProvider?: string;
  /** The ARN of the task definition's revision. */
  readonly taskDefinition: string;
  /** Ids of private subnets. */
  readonly subnets: string[];
  /** Ids of security groups. */
  readonly securityGroups: string[];
  /** The container whose exit code counts. */
  readonly container: string;
  /** The name of the log group. */
  readonly logGroup: string;
  /** What precedes a task's id in the name of its log stream. */
  readonly logStreamPrefix: string;
}

/**
 * A command that runs once, to its end, when somebody asks for it: a connection test, a migration by hand. A task
 * definition of its own, hardened like every {@link FargateTask}, with roles that know its own secrets only, private
 * addresses, and a security group that admits nobody. Deploying it runs nothing: an update must not depend on what a
 * preview could not have done.
 */
export class OneOffTask extends pulumi.ComponentResource {
  /** Task definition and roles. */
  readonly task: FargateTask;
  /** Its security group. */
  readonly securityGroupId: pulumi.Output<string>;
  /** The command that runs it; see {@link OneOffTaskRun}. */
  readonly runCommand: string;
  /** What the command needs to know; for a stack output. */
  readonly run: pulumi.Output<OneOffTaskRun>;

  constructor(name: string, args: OneOffTaskArgs, opts?: pulumi.ComponentResourceOptions) {
    const taskArgs = toTaskArgs(args);
    refuse(`OneOffTask ${quote(name)}`, oneOffTaskFaults(args, taskArgs));
    super("cruddur:ecs:OneOffTask", name, {}, opts);
    const parent = { parent: this };
    this.task = new FargateTask(name, taskArgs, parent);
    const { group, rules } = securityGroup(
      name,
      {
        vpcId: args.network.vpcId,
        port: undefined,
        ingressFrom: {},
        egressTo: args.egressTo ?? {},
      },
      parent,
    );
    this.securityGroupId = group.id;
    this.runCommand = `npm run task -- ${args.taskName} --stack ${pulumi.getStack()}`;
    const known = {
      runCommand: this.runCommand,
      region: args.account.region,
      cluster: args.cluster.name,
      container: args.taskName,
      logGroup: args.logGroup.name,
      // The log driver's form is <prefix>/<container>/<task>; the prefix of every container here is its name.
      logStreamPrefix: `${args.taskName}/${args.taskName}`,
    };
    const { capacity } = args.cluster;
    const provider = onInstances(capacity) ? capacity.capacityProviderName : undefined;
    // Not before it can start: neither rights nor ways out are edges of the others.
    const ready = [args.cluster.ready, ...this.task.roles.ready, ...rules].map(({ urn }) => urn);
    this.run = pulumi
      .all([
        this.task.taskDefinition.arn,
        args.network.privateSubnetIds,
        this.securityGroupId,
        provider,
        pulumi.all(ready),
      ])
      .apply(([taskDefinition, subnets, securityGroupId, capacityProvider]) => ({
        ...known,
        ...(capacityProvider !== undefined && { capacityProvider }),
        taskDefinition,
        subnets,
        securityGroups: [securityGroupId],
      }));
    this.registerOutputs({ runCommand: this.runCommand, run: this.run });
  }
}

function toTaskArgs(args: OneOffTaskArgs): FargateTaskArgs {
  const { cpu = 256, memoryMiB = 512, runtimeMonitoring } = args;
  return {
    ...args,
    containerName: args.taskName,
    launchType: launchTypeOf(args.cluster.capacity),
    cpu,
    memoryMiB,
    reservedMemoryMiB: agentMemory({ runtimeMonitoring, cpu, memoryMiB }),
    runsToEnd: true,
  };
}

function oneOffTaskFaults(args: OneOffTaskArgs, taskArgs: FargateTaskArgs): string[] {
  const faults = [
    ...fargateTaskFaults(taskArgs),
    ...optional(egressOf(undefined))("egressTo", args.egressTo),
  ];
  if (args.container.command.length === 0)
    faults.push("container.command is empty; say what to run, such as /app/bin/db/test");
  // Its name is typed in a shell.
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(args.taskName))
    faults.push(
      `taskName ${quote(args.taskName)} is not 1 to 63 of lower-case letters, digits and -`,
    );
  return faults;
}
