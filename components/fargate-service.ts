import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { capacityStrategy, type Capacity, type ClusterReference } from "./cluster";
import { FargateTask, type FargateTaskArgs, fargateTaskFaults, secretsOf } from "./fargate-task";
import { deploymentFault } from "./lib/deployment";
import { quote, refuse } from "./lib/faults";
import { type Peer, peerFaults, securityGroup } from "./lib/peers";
import { PROXY_MEMORY_MIB, serviceConnect } from "./lib/service-connect";
import type { NetworkReference } from "./network";
import { type Scaling, scalingFaults, ServiceScaling } from "./service-scaling";

/** Arguments of {@link FargateService}. */
export interface FargateServiceArgs extends Omit<
  FargateTaskArgs,
  "exec" | "reservedMemoryMiB" | "containerName"
> {
  /** Where the tasks run. */
  readonly cluster: ClusterReference;
  /** In whose private subnets. */
  readonly network: NetworkReference;
  /**
   * The name under which other services of the namespace reach it (`http://<name>:<port>`) by Service Connect; the
   * container has the same name. The container's port decides whether it serves or is a client only.
   */
  readonly serviceName: string;
  /** How many tasks. */
  readonly scaling: Scaling;
  /** Default: the cluster's. */
  readonly capacity?: Capacity;
  /** Who may open connections to the tasks, by name. Default: nobody. */
  readonly ingressFrom?: Readonly<Record<string, Peer>>;
  /** To whom the tasks may open connections, by name. Default: nobody. */
  readonly egressTo?: Readonly<Record<string, Peer>>;
  /** Load balancer target groups that send requests to the container's port. Default: none. */
  readonly targetGroupArns?: readonly pulumi.Input<string>[];
  /**
   * Lets people open a shell in a running container (ECS Exec). Does every part: the service's switch, the task role's
   * rights, the agent's writable directories; sessions are recorded by the cluster. AWS does not support it together
   * with a read-only root; the directories are meant to make it work and were not tried on AWS. Default false.
   */
  readonly allowExec?: boolean;
}

/**
 * An ECS service on Fargate: private addresses only, a security group of its own with named peers, Service Connect, a
 * rolling deployment that never goes below the desired count, is rolled back when tasks fail, and then fails the update.
 */
export class FargateService extends pulumi.ComponentResource {
  /** Task definition and roles. */
  readonly task: FargateTask;
  /** The service, for what has no argument here. */
  readonly service: aws.ecs.Service;
  /** The tasks' security group; others name it as their peer. */
  readonly securityGroupId: pulumi.Output<string>;
  /** The service's physical name. */
  readonly serviceName: pulumi.Output<string>;
  /** The revision that the service was given. The update fails when another one runs, because ECS rolled back. */
  readonly taskDefinitionArn: pulumi.Output<string>;

  constructor(name: string, args: FargateServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    const taskArgs = toTaskArgs(args);
    const who = `FargateService ${quote(name)}`;
    refuse(who, [...fargateTaskFaults(taskArgs), ...serviceFaults(args)]);
    super("cruddur:ecs:FargateService", name, {}, opts);
    const parent = { parent: this };
    this.task = new FargateTask(name, taskArgs, parent);
    const { group, rules } = securityGroup(
      name,
      {
        vpcId: args.network.vpcId,
        port: args.container.port?.number,
        ingressFrom: args.ingressFrom ?? {},
        egressTo: args.egressTo ?? {},
      },
      parent,
    );
    const scaled = args.scaling.minTasks < args.scaling.maxTasks;
    const serves = args.container.port !== undefined;
    this.service = new aws.ecs.Service(
      name,
      {
        cluster: args.cluster.arn,
        taskDefinition: this.task.taskDefinition.arn,
        desiredCount: args.scaling.minTasks,
        platformVersion: "LATEST",
        capacityProviderStrategies: capacityStrategy(args.capacity ?? args.cluster.capacity),
        networkConfiguration: {
          subnets: args.network.privateSubnetIds,
          securityGroups: [group.id],
          assignPublicIp: false,
        },
        serviceConnectConfiguration: serviceConnect({
          name: args.serviceName,
          port: args.container.port?.number,
          namespaceArn: args.cluster.namespaceArn,
          logGroup: args.logGroup.name,
          region: args.account.region,
        }),
        loadBalancers: (args.targetGroupArns ?? []).map((targetGroupArn) => ({
          targetGroupArn,
          containerName: args.serviceName,
          containerPort: args.container.port?.number ?? 0,
        })),
        ...(args.targetGroupArns?.length && { healthCheckGracePeriodSeconds: 60 }),
        deploymentMinimumHealthyPercent: 100,
        deploymentMaximumPercent: 200,
        deploymentCircuitBreaker: { enable: true, rollback: true },
        availabilityZoneRebalancing: "ENABLED",
        enableExecuteCommand: args.allowExec ?? false,
        enableEcsManagedTags: true,
        propagateTags: "SERVICE",
        // ECS reads secrets when a task starts: a new value needs new tasks.
        forceNewDeployment: true,
        triggers: secretVersions(taskArgs),
        waitForSteadyState: true,
      },
      {
        ...parent,
        // Two services cannot serve the same Service Connect name, so a replacement has to go first.
        deleteBeforeReplace: serves,
        ignoreChanges: scaled ? ["desiredCount"] : [],
        // Neither rights nor ways in and out are edges of the service; without them its first tasks fail.
        dependsOn: [args.cluster.ready, ...this.task.roles.ready, ...rules],
      },
    );
    if (scaled)
      new ServiceScaling(
        name,
        { ...args.scaling, clusterName: args.cluster.name, serviceName: this.service.name },
        parent,
      );
    this.securityGroupId = group.id;
    this.serviceName = this.service.name;
    this.taskDefinitionArn = this.task.taskDefinition.arn;
    if (!pulumi.runtime.isDryRun()) this.verifyDeployment(who);
    this.registerOutputs({
      serviceName: this.serviceName,
      securityGroupId: this.securityGroupId,
      taskDefinitionArn: this.taskDefinitionArn,
    });
  }

  /**
   * Fails the update unless the service's primary deployment runs our revision. On its own, not part of an output: the
   * SDK wraps what goes wrong in an output, and its stack trace with it.
   */
  private verifyDeployment(who: string): void {
    const deployed = aws.ecs.getServiceOutput(
      { clusterArn: this.service.cluster, serviceName: this.service.name },
      { parent: this, dependsOn: [this.service] },
    );
    pulumi.all([deployed, this.taskDefinitionArn]).apply(([service, expected]) => {
      const fault = deploymentFault(service, expected);
      refuse(who, fault === undefined ? [] : [fault]);
    });
  }
}

function toTaskArgs(args: FargateServiceArgs): FargateTaskArgs {
  return {
    ...args,
    containerName: args.serviceName,
    reservedMemoryMiB: PROXY_MEMORY_MIB,
    exec: args.allowExec ? args.cluster : undefined,
  };
}

function serviceFaults(args: FargateServiceArgs): string[] {
  const port = args.container.port?.number;
  const faults = [
    ...scalingFaults(args.scaling),
    ...peerFaults("ingressFrom", args.ingressFrom ?? {}, port),
    ...peerFaults("egressTo", args.egressTo ?? {}, port),
  ];
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(args.serviceName))
    faults.push(
      `serviceName ${quote(args.serviceName)} is not 1 to 63 of lower-case letters, digits and -`,
    );
  if (args.targetGroupArns?.length && port === undefined)
    faults.push("targetGroupArns are given, but the container has no port");
  return faults;
}

function secretVersions(args: FargateTaskArgs): Record<string, pulumi.Output<string>> {
  const secrets = Object.entries(secretsOf(args)).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(secrets.map(([name, secret]) => [name, secret.version]));
}
