import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { FargateTask, type FargateTaskArgs } from "./fargate-task";
import { capacityStrategy, onInstances } from "./lib/capacity";
import { deploymentConfiguration, deploymentTimeouts, verifyDeployment } from "./lib/deployment";
import { hookRole } from "./lib/deployment-hooks";
import {
  capacityOf,
  type FargateServiceArgs,
  ingressPeers,
  toTaskArgs,
} from "./lib/fargate-service-args";
import { fargateServiceFaults } from "./lib/fargate-service-checks";
import { quote, refuse } from "./lib/faults";
import { loadBalancers, requestSources, shiftsTraffic, trafficRole } from "./lib/load-balancing";
import { securityGroup } from "./lib/peers";
import { serviceConnect } from "./lib/service-connect";
import { secretsOf } from "./lib/task-containers";
import { isScaled, ServiceScaling } from "./service-scaling";

export type { FargateServiceArgs } from "./lib/fargate-service-args";

/**
 * An ECS service, on Fargate or on its cluster's instances: private addresses only, a security group of its own with named peers, Service Connect, a
 * deployment that never goes below the desired count, is rolled back when tasks fail, and then fails the update.
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
    const who = `FargateService ${quote(name)}`;
    refuse(who, fargateServiceFaults(args));
    super("cruddur:ecs:FargateService", name, {}, opts);
    const taskArgs = toTaskArgs(args);
    const parent = { parent: this };
    this.task = new FargateTask(name, taskArgs, parent);
    const { group, rules } = securityGroup(
      name,
      {
        vpcId: args.network.vpcId,
        port: args.container.port?.number,
        ingressFrom: ingressPeers(args),
        egressTo: args.egressTo ?? {},
      },
      parent,
    );
    const { targets = {}, deployment = {} } = args;
    const balanced = Object.keys(targets).length > 0;
    const traffic =
      balanced && shiftsTraffic(deployment)
        ? trafficRole(name, args.account, args.permissionsBoundaryArn, parent)
        : undefined;
    const capacity = capacityOf(args);
    const { hooks = [] } = deployment;
    const asking =
      hooks.length > 0 ? hookRole(name, hooks, args.permissionsBoundaryArn, parent) : undefined;
    const scaled = isScaled(args.scaling);
    const byPipeline = deployment.by === "pipeline";
    const offered = (args.discoverable ?? true) ? args.container.port?.number : undefined;
    this.service = new aws.ecs.Service(
      name,
      {
        cluster: args.cluster.arn,
        taskDefinition: this.task.taskDefinition.arn,
        desiredCount: args.scaling.minTasks,
        ...(!onInstances(capacity) && { platformVersion: "LATEST" }),
        capacityProviderStrategies: capacityStrategy(capacity),
        networkConfiguration: {
          subnets: args.network.privateSubnetIds,
          securityGroups: [group.id],
          assignPublicIp: false,
        },
        serviceConnectConfiguration: serviceConnect({
          name: args.serviceName,
          port: offered,
          namespaceArn: args.cluster.namespaceArn,
          logGroup: args.logGroup.name,
          region: args.account.region,
        }),
        loadBalancers: loadBalancers(
          targets,
          { name: args.serviceName, port: args.container.port?.number },
          traffic?.roleArn,
        ),
        ...(balanced && { healthCheckGracePeriodSeconds: 60 }),
        deploymentMinimumHealthyPercent: 100,
        deploymentMaximumPercent: 200,
        deploymentConfiguration: deploymentConfiguration(deployment, asking?.roleArn),
        deploymentCircuitBreaker: { enable: true, rollback: true },
        ...(deployment.alarmNames?.length && {
          alarms: { enable: true, rollback: true, alarmNames: [...deployment.alarmNames] },
        }),
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
        customTimeouts: deploymentTimeouts(deployment),
        // Two services cannot serve the same Service Connect name, so a replacement has to go first.
        deleteBeforeReplace: offered !== undefined,
        ignoreChanges: [
          ...(scaled ? ["desiredCount"] : []),
          ...(byPipeline ? ["taskDefinition"] : []),
        ],
        // Neither rights nor ways in and out are edges of the service; without them its first tasks fail.
        dependsOn: [
          args.cluster.ready,
          ...this.task.roles.ready,
          ...rules,
          ...[traffic, asking].flatMap((role) => (role ? [role.ready] : [])),
        ],
      },
    );
    if (scaled)
      new ServiceScaling(
        name,
        {
          ...args.scaling,
          clusterName: args.cluster.name,
          // After the service, and so after the rules that lead to its targets: AWS counts only what is routed.
          serviceName: this.service.name,
          requestSources: requestSources(targets),
        },
        parent,
      );
    this.securityGroupId = group.id;
    this.serviceName = this.service.name;
    this.taskDefinitionArn = this.task.taskDefinition.arn;
    if (!byPipeline && !pulumi.runtime.isDryRun())
      verifyDeployment(who, this.service, this.taskDefinitionArn, this);
    this.registerOutputs({
      serviceName: this.serviceName,
      securityGroupId: this.securityGroupId,
      taskDefinitionArn: this.taskDefinitionArn,
    });
  }
}

function secretVersions(args: FargateTaskArgs): Record<string, pulumi.Output<string>> {
  const secrets = Object.entries(secretsOf(args)).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    secrets.flatMap(([name, { version }]) => (version ? [[name, version]] : [])),
  );
}
