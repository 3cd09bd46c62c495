import type { Invokes, Properties } from "../../resource-type";
import {
  ecsError,
  findCluster,
  findRevision,
  items,
  lastPart,
  object,
  rolloutOf,
  SERVICE,
  servicesOf,
  text,
  type Deployment,
} from "./records";
import { taskOf } from "./task-definition";

/** Reads of ECS. Result shapes: the SDK's `Get…Result`. */
export const invokes: Invokes = {
  "aws:ecs/getCluster:getCluster": (args, call) => {
    const name = text(args["clusterName"]) ?? "";
    const cluster = findCluster(call.account, name);
    if (cluster === undefined) {
      throw ecsError("DescribeClusters", "ClusterNotFoundException", `Cluster not found: ${name}`);
    }
    const arn = cluster["arn"] as string;
    const rollouts = servicesOf(call.account, arn).map((service) =>
      rolloutOf(call.account, service["arn"] as string),
    );
    return {
      arn,
      clusterName: cluster["name"],
      id: arn,
      pendingTasksCount: 0,
      region: call.region,
      registeredContainerInstancesCount: 0,
      runningTasksCount: rollouts.reduce((total, item) => total + (item?.runningCount ?? 0), 0),
      serviceConnectDefaults: listed(cluster["serviceConnectDefaults"]),
      settings: cluster["settings"],
      status: "ACTIVE",
      tags: args["tags"] ?? cluster["tagsAll"] ?? {},
    };
  },

  "aws:ecs/getClusters:getClusters": (_args, call) => ({
    clusterArns: call.account
      .list("aws:ecs/cluster:Cluster")
      .map(({ properties }) => properties["arn"]),
    id: call.region,
    region: call.region,
  }),

  "aws:ecs/getService:getService": (args, call) => {
    const name = text(args["serviceName"]) ?? "";
    const clusterArn = text(args["clusterArn"]) ?? "";
    const found = call.account.find(
      SERVICE,
      (item) =>
        item["name"] === lastPart(name) &&
        lastPart(text(item["cluster"]) ?? "") === lastPart(clusterArn),
    )?.properties;
    const rollout = found && rolloutOf(call.account, found["arn"] as string);
    if (found === undefined || rollout === undefined) {
      throw ecsError(
        "DescribeServices",
        "ServiceNotFoundException",
        `reading ECS Service (${name}): couldn't find resource`,
      );
    }
    const service: Properties = { ...found, ...rollout.effective };
    const configuration = object(service["deploymentConfiguration"]) ?? {};
    return {
      arn: service["arn"],
      availabilityZoneRebalancing: service["availabilityZoneRebalancing"],
      capacityProviderStrategies: items(service["capacityProviderStrategies"]),
      clusterArn: rollout.clusterArn,
      createdAt: rollout.createdAt,
      createdBy: `arn:${call.partition}:iam::${call.accountId}:root`,
      deploymentConfigurations: [
        {
          alarms: listed(service["alarms"]),
          bakeTimeInMinutes: configuration["bakeTimeInMinutes"],
          canaryConfigurations: listed(configuration["canaryConfiguration"]),
          deploymentCircuitBreakers: listed(service["deploymentCircuitBreaker"]),
          lifecycleHooks: items(configuration["lifecycleHooks"]),
          linearConfigurations: listed(configuration["linearConfiguration"]),
          maximumPercent: service["deploymentMaximumPercent"],
          minimumHealthyPercent: service["deploymentMinimumHealthyPercent"],
          strategy: configuration["strategy"],
        },
      ],
      deploymentControllers: listed(service["deploymentController"]),
      deployments: rollout.deployments.map(shownDeployment),
      desiredCount: service["desiredCount"],
      enableEcsManagedTags: service["enableEcsManagedTags"] ?? false,
      enableExecuteCommand: service["enableExecuteCommand"] ?? false,
      events: rollout.events,
      healthCheckGracePeriodSeconds: service["healthCheckGracePeriodSeconds"] ?? 0,
      iamRole: service["iamRole"],
      id: service["arn"],
      launchType: service["launchType"],
      loadBalancers: items(service["loadBalancers"]),
      networkConfigurations: listed(service["networkConfiguration"]),
      orderedPlacementStrategies: items(service["orderedPlacementStrategies"]),
      pendingCount: 0,
      placementConstraints: items(service["placementConstraints"]),
      platformFamily: "Linux",
      platformVersion: service["platformVersion"],
      propagateTags: service["propagateTags"],
      region: call.region,
      runningCount: rollout.runningCount,
      schedulingStrategy: service["schedulingStrategy"],
      serviceName: service["name"],
      serviceRegistries: listed(service["serviceRegistries"]),
      status: "ACTIVE",
      tags: args["tags"] ?? service["tagsAll"] ?? {},
      taskDefinition: text(rollout.deployments[0]?.taskDefinition) ?? service["taskDefinition"],
      taskSets: [],
    };
  },

  "aws:ecs/getTaskDefinition:getTaskDefinition": (args, call) => {
    const { status, properties } = revisionOf(args, call);
    return {
      arn: properties["arn"],
      arnWithoutRevision: properties["arnWithoutRevision"],
      containerDefinitions: properties["containerDefinitions"],
      cpu: properties["cpu"] ?? "",
      enableFaultInjection: properties["enableFaultInjection"],
      ephemeralStorages: listed(properties["ephemeralStorage"]),
      executionRoleArn: properties["executionRoleArn"] ?? "",
      family: properties["family"],
      id: properties["arn"],
      ipcMode: properties["ipcMode"] ?? "",
      memory: properties["memory"] ?? "",
      networkMode: properties["networkMode"],
      pidMode: properties["pidMode"] ?? "",
      placementConstraints: items(properties["placementConstraints"]),
      proxyConfigurations: listed(properties["proxyConfiguration"]),
      region: call.region,
      requiresCompatibilities: properties["requiresCompatibilities"] ?? [],
      revision: properties["revision"],
      runtimePlatforms: listed(properties["runtimePlatform"]),
      status,
      taskDefinition: args["taskDefinition"],
      taskRoleArn: properties["taskRoleArn"] ?? "",
      volumes: items(properties["volumes"]),
    };
  },

  "aws:ecs/getContainerDefinition:getContainerDefinition": (args, call) => {
    const { properties } = revisionOf(args, call);
    const name = text(args["containerName"]) ?? "";
    const container = taskOf(properties).containers.find((item) => item.name === name);
    if (container === undefined) {
      throw ecsError(
        "DescribeTaskDefinition",
        "ClientException",
        `container with name "${name}" not found in task definition "${text(properties["arn"]) ?? ""}"`,
      );
    }
    const { image = "" } = container;
    return {
      containerName: name,
      cpu: container.cpu ?? 0,
      disableNetworking: container.disableNetworking ?? false,
      dockerLabels: (container as { dockerLabels?: Properties }).dockerLabels ?? {},
      environment: Object.fromEntries(
        (container.environment ?? []).map((item) => [item.name ?? "", item.value ?? ""]),
      ),
      id: `${text(properties["arn"]) ?? ""}/${name}`,
      image,
      imageDigest: /[@:]([^@:/]+)$/.exec(image)?.[1] ?? "",
      memory: container.memory ?? 0,
      memoryReservation: container.memoryReservation ?? 0,
      region: call.region,
      taskDefinition: args["taskDefinition"],
    };
  },
};

/** The data source leaves out how a rollout stands. */
function shownDeployment(deployment: Deployment): Properties {
  const { createdAt, desiredCount, id, pendingCount, runningCount } = deployment;
  const { status, taskDefinition, updatedAt } = deployment;
  return {
    createdAt,
    desiredCount,
    id,
    pendingCount,
    runningCount,
    status,
    taskDefinition,
    updatedAt,
  };
}

function revisionOf(args: Properties, call: Parameters<Invokes[string]>[1]) {
  const revision = findRevision(call.account, text(args["taskDefinition"]) ?? "");
  if (revision === undefined) {
    throw ecsError(
      "DescribeTaskDefinition",
      "ClientException",
      "Unable to describe task definition.",
    );
  }
  return revision;
}

/** The data source shows an optional object as a list of none or one. */
function listed(value: unknown): readonly Properties[] {
  const single = object(value);
  return single === undefined ? [] : [single];
}
