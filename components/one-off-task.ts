import * as pulumi from "@pulumi/pulumi";
import type { ClusterReference } from "./cluster";
import { FargateTask, type FargateTaskArgs } from "./fargate-task";
import { NETWORK } from "./lib/aws-checks";
import { launchTypeOf, onInstances } from "./lib/capacity";
import { faultsOf, isRecord, optional, text } from "./lib/checks";
import { CLUSTER_OF_TASKS } from "./lib/cluster-checks";
import { ONE_OFF_CONTAINER } from "./lib/container-checks";
import type { ContainerArgs } from "./lib/container-definition";
import { quote, refuse } from "./lib/faults";
import { egressOf, type Peer, securityGroup } from "./lib/peers";
import { agentMemory } from "./lib/runtime-monitoring";
import { sizesOn, TASK, taskRelations } from "./lib/task-checks";
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

type SizedArgs = OneOffTaskArgs & Pick<FargateTaskArgs, "cpu" | "memoryMiB">;

const CHECKS = {
  // It is typed in a shell.
  taskName: text(/^[a-z0-9][a-z0-9-]{0,62}$/, "1 to 63 of lower-case letters, digits and -"),
  cluster: CLUSTER_OF_TASKS,
  network: NETWORK,
  container: ONE_OFF_CONTAINER,
  egressTo: optional(egressOf(false)),
};

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
    const sized = withDefaults(args);
    refuse(`OneOffTask ${quote(name)}`, oneOffTaskFaults(sized));
    super("cruddur:ecs:OneOffTask", name, {}, opts);
    const parent = { parent: this };
    this.task = new FargateTask(name, toTaskArgs(sized), parent);
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

/** The least that Fargate offers. */
function withDefaults(args: OneOffTaskArgs): SizedArgs {
  // What is wrong with it, the checks say.
  if (!isRecord(args)) return args as SizedArgs;
  const { cpu = 256, memoryMiB = 512 } = args;
  return { ...args, cpu, memoryMiB };
}

function toTaskArgs(args: SizedArgs): FargateTaskArgs {
  return {
    ...args,
    containerName: args.taskName,
    launchType: launchTypeOf(args.cluster.capacity),
    reservedMemoryMiB: agentMemory(args),
    runsToEnd: true,
  };
}

function oneOffTaskFaults(args: SizedArgs): string[] {
  const given: Partial<SizedArgs> = isRecord(args) ? args : {};
  const { capacity } = isRecord(given.cluster) ? given.cluster : {};
  return faultsOf(
    args,
    { ...sizesOn(launchTypeOf(capacity), given.cpu), ...TASK, ...CHECKS },
    taskRelations(given.taskName, agentMemory),
  );
}
