import { isDeepStrictEqual } from "node:util";
import { checks, oneOf, wholeNumber, wholeNumberBetween } from "../../lib/check";
import {
  InitFailure,
  type Call,
  type CheckFailure,
  type Properties,
  type ResourceType,
} from "../../resource-type";
import { checkStrategy } from "./capacity";
import { checkEcsName } from "./cluster";
import { deploy, deployed, scale, type Outcome } from "./deployment";
import { deploymentFailures } from "./deployment-check";
import { completeConfiguration, keptParts } from "./deployment-configuration";
import { tellsWhy } from "./deployment-events";
import {
  ecsArn,
  ecsError,
  items,
  object,
  putRollout,
  removeRollout,
  requireCluster,
  rolloutOf,
  SERVICE,
  text,
} from "./records";
import { rebalances, requireService, type ServiceRequest } from "./service-rules";
import type { Capacity } from "./task-start";

/** Values that the provider's schema allows: AWS API model ecs 2014-11-13, enumerations; service.go. */
const MAX_SECONDS = 2147483647;

/** The role that ECS makes for itself in an account; the provider shows it by path and name. */
const SERVICE_LINKED_ROLE = "/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS";

const checkTopLevel = checks(
  oneOf("availabilityZoneRebalancing", ["ENABLED", "DISABLED"]),
  oneOf("launchType", ["EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"]),
  oneOf("propagateTags", ["TASK_DEFINITION", "SERVICE", "NONE"]),
  oneOf("schedulingStrategy", ["REPLICA", "DAEMON"]),
  wholeNumber("desiredCount"),
  wholeNumber("deploymentMaximumPercent"),
  wholeNumber("deploymentMinimumHealthyPercent"),
  wholeNumberBetween("healthCheckGracePeriodSeconds", 0, MAX_SECONDS),
);
const checkController = oneOf("type", ["ECS", "CODE_DEPLOY", "EXTERNAL"]);
const checkBalancer = wholeNumberBetween("containerPort", 0, 65536);

function checkService(inputs: Properties, unknown: ReadonlySet<string>): readonly CheckFailure[] {
  const below = (path: string, failures: readonly CheckFailure[]) =>
    failures.map(({ property, reason }) => ({ property: `${path}.${property}`, reason }));
  const atMost = (property: string, max: number) => {
    const { length } = items(inputs[property]);
    return length > max ? [{ property, reason: `at most ${max} are allowed, got ${length}` }] : [];
  };
  return [
    ...checkEcsName("name", inputs["name"]),
    ...checkTopLevel(inputs),
    ...below("deploymentController", checkController(object(inputs["deploymentController"]) ?? {})),
    ...deploymentFailures(inputs, unknown),
    ...items(inputs["loadBalancers"]).flatMap((entry, index) =>
      below(`loadBalancers[${index}]`, checkBalancer(entry)),
    ),
    ...atMost("placementConstraints", 10),
    ...atMost("orderedPlacementStrategies", 5),
    ...checkStrategy("capacityProviderStrategies", inputs["capacityProviderStrategies"]),
  ];
}

function capacityOf({ fargate, strategy }: ServiceRequest): Capacity {
  if (fargate) return "fargate";
  return strategy.length > 0 ? "provider" : "instances";
}

/** What DescribeServices gives back beside the inputs. */
function outputsOf(inputs: Properties, request: ServiceRequest): Properties {
  const network = object(inputs["networkConfiguration"]);
  const linked =
    network !== undefined ||
    items(inputs["loadBalancers"]).length > 0 ||
    inputs["serviceRegistries"] !== undefined;
  const given = items(inputs["capacityProviderStrategies"]);
  const inherited = given.length === 0 && request.strategy.length > 0;
  return {
    availabilityZoneRebalancing:
      inputs["availabilityZoneRebalancing"] ?? (rebalances(inputs) ? "ENABLED" : "DISABLED"),
    cluster: inputs["cluster"] ?? request.cluster["name"],
    ...(inherited ? { capacityProviderStrategies: request.strategy } : {}),
    deploymentConfiguration: completeConfiguration(inputs["deploymentConfiguration"], undefined),
    deploymentController: { type: "ECS", ...object(inputs["deploymentController"]) },
    desiredCount: inputs["desiredCount"] ?? 0,
    iamRole: inputs["iamRole"] ?? (linked ? SERVICE_LINKED_ROLE : ""),
    launchType: inputs["launchType"] ?? (request.strategy.length > 0 ? "" : "EC2"),
    ...(network === undefined
      ? {}
      : { networkConfiguration: { assignPublicIp: false, securityGroups: [], ...network } }),
    platformVersion: inputs["platformVersion"] ?? (request.fargate ? "LATEST" : ""),
    propagateTags: inputs["propagateTags"] ?? "NONE",
    triggers: inputs["triggers"] ?? {},
  };
}

/** Keeps what became of the service; fails as the provider does when it waits for a steady state. */
function settle(
  arn: string,
  outputs: Properties,
  outcome: Outcome,
  waits: boolean,
  doing: "create" | "update",
  call: Call,
): void {
  putRollout(call.account, arn, outcome.rollout);
  if (waits && outcome.failure !== undefined) {
    const reason = `waiting for ECS Service (${arn}) ${doing}: ${outcome.failure}`;
    const why = outcome.rollout.events.find(tellsWhy)?.message ?? "";
    const told = why === "" || why.includes(outcome.failure) ? [] : [why];
    const detail = outcome.detail === undefined ? [] : [`sandbox: ${outcome.detail}`];
    throw new InitFailure(arn, outputs, [reason, ...told, ...detail]);
  }
}

export const service: ResourceType = {
  token: SERVICE,
  source: [
    "AWS API model ecs 2014-11-13: CreateService, UpdateService, DeleteService, DescribeServices",
    "hashicorp/terraform-provider-aws internal/service/ecs/service.go",
  ],
  autoName: { property: "name", maxLength: 255 },
  defaults: {
    deploymentMaximumPercent: 200,
    deploymentMinimumHealthyPercent: 100,
    enableEcsManagedTags: false,
    enableExecuteCommand: false,
    schedulingStrategy: "REPLICA",
    waitForSteadyState: false,
  },
  forceNew: ["cluster", "iamRole", "launchType", "name", "schedulingStrategy"],
  optionalComputed: [
    "alarms",
    "deploymentCircuitBreaker",
    "deploymentConfiguration",
    "deploymentController",
    "propagateTags",
  ],
  // Autoscaling changes it.
  sentWhenChanged: ["desiredCount"],
  taggable: true,
  sets: ["capacityProviderStrategies", "loadBalancers", "placementConstraints"],
  check: checkService,
  create: (inputs, call) => {
    const name = inputs["name"] as string;
    const cluster = requireCluster(call, "CreateService", text(inputs["cluster"]) ?? "default");
    const arn = ecsArn(call, `service/${String(cluster["name"])}/${name}`);
    if (rolloutOf(call.account, arn) !== undefined) {
      throw ecsError(
        "CreateService",
        "InvalidParameterException",
        "Creation of service was not idempotent.",
      );
    }
    const request = requireService(inputs, cluster, "CreateService", call);
    const outputs = { arn, ...outputsOf(inputs, request) };
    const outcome = deploy({ ...inputs, ...outputs }, capacityOf(request), undefined, call);
    settle(arn, outputs, outcome, inputs["waitForSteadyState"] === true, "create", call);
    return { id: arn, outputs };
  },
  read: (id, _stored, { account }) => rolloutOf(account, id)?.effective ?? {},
  update: (id, inputs, old, call) => {
    const cluster = requireCluster(call, "UpdateService", text(old["cluster"]) ?? "default");
    requireForce(inputs, old);
    const current = text(old["taskDefinition"]);
    const parts = keptParts(inputs, old);
    const request = requireService(
      { ...inputs, ...parts },
      cluster,
      "UpdateService",
      call,
      current,
    );
    const outputs = { ...outputsOf({ ...computed(old), ...inputs }, request), ...parts };
    const wanted = { ...old, ...inputs, ...outputs };
    const before = rolloutOf(call.account, id);
    const isNew =
      before === undefined ||
      inputs["forceNewDeployment"] === true ||
      before.deployments[0]?.rolloutState !== "COMPLETED" ||
      !isDeepStrictEqual(plain(deployed(wanted)), plain(before.effective));
    const outcome = isNew
      ? deploy(wanted, capacityOf(request), before, call)
      : scale(wanted, capacityOf(request), before, call);
    settle(id, outputs, outcome, inputs["waitForSteadyState"] === true, "update", call);
    return outputs;
  },
  delete: (id, _stored, { account }) => {
    removeRollout(account, id);
  },
  importId: (given, call) => {
    const [cluster, name, ...rest] = given.split("/");
    if (cluster === undefined || name === undefined || rest.length > 0) return undefined;
    return ecsArn(call, `service/${cluster}/${name}`);
  },
};

/** Values that AWS keeps when an update does not name them. */
function computed(old: Properties): Properties {
  const names = [
    "availabilityZoneRebalancing",
    "cluster",
    "desiredCount",
    "iamRole",
    "launchType",
    "platformVersion",
    "propagateTags",
    "triggers",
  ];
  return Object.fromEntries(names.map((name) => [name, old[name]]));
}

/** The provider's own condition (service.go, capacityProviderStrategyCustomizeDiff). */
function requireForce(inputs: Properties, old: Properties): void {
  const key = (value: unknown) =>
    items(value)
      .map(
        (item) =>
          `${text(item["capacityProvider"]) ?? ""} ${Number(item["base"] ?? 0)} ${Number(item["weight"] ?? 0)}`,
      )
      .sort()
      .join();
  const before = key(old["capacityProviderStrategies"]);
  const after = key(inputs["capacityProviderStrategies"] ?? old["capacityProviderStrategies"]);
  if (before !== after && inputs["forceNewDeployment"] !== true) {
    throw ecsError(
      "UpdateService",
      "InvalidParameterException",
      "force_new_deployment should be true when capacity_provider_strategy is being updated",
    );
  }
}

function plain(value: Properties): unknown {
  return JSON.parse(JSON.stringify(value));
}
