import type { Call, CheckFailure, Properties, ResourceType } from "../../resource-type";
import { GROUP } from "../autoscaling/group";
import { checkEcsName } from "./cluster";
import {
  CAPACITY_PROVIDER,
  CLUSTER_PROVIDERS,
  ecsArn,
  ecsError,
  FARGATE_PROVIDERS,
  items,
  object,
  providersOf,
  requireCluster,
  servicesOf,
  text,
  texts,
} from "./records";

/** API model: CapacityProviderStrategyItemBase, CapacityProviderStrategyItemWeight. */
const LIMITS = { base: 100_000, weight: 1000 } as const;

/** Faults in a strategy, from the provider's schema. */
export function checkStrategy(property: string, value: unknown): readonly CheckFailure[] {
  return items(value).flatMap((item, index) =>
    Object.entries(LIMITS).flatMap(([key, max]) => {
      const number = item[key];
      return typeof number === "number" && (number < 0 || number > max)
        ? [
            {
              property: `${property}[${index}].${key}`,
              reason: `expected ${key} to be in the range (0 - ${max}), got ${number}`,
            },
          ]
        : [];
    }),
  );
}

/**
 * What ECS refuses about a capacity provider strategy.
 * Sentences: AWS's, as quoted in public issue trackers and measured by badmintoncryer/cdk-preflight.
 */
export function requireStrategy(
  strategy: readonly Properties[],
  associated: readonly string[],
  operation: string,
): void {
  const refuse = (message: string) => ecsError(operation, "InvalidParameterException", message);
  if (strategy.length === 0) return;
  const names = strategy.map((item) => text(item["capacityProvider"]) ?? "");
  if (!names.every((name) => associated.includes(name))) {
    throw refuse(
      "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster and try again.",
    );
  }
  if (new Set(names).size < names.length) {
    throw refuse(
      // Our wording.
      "The specified capacity provider strategy contains a duplicate capacity provider. Remove the duplicate and try again.",
    );
  }
  const fargate = names.filter((name) => FARGATE_PROVIDERS.includes(name)).length;
  if (fargate > 0 && fargate < names.length) {
    throw refuse(
      "A capacity provider strategy cannot contain a mix of capacity providers using Auto Scaling groups and Fargate providers. Specify one or the other and try again.",
    );
  }
  if (strategy.filter((item) => Number(item["base"] ?? 0) > 0).length > 1) {
    throw refuse(
      "There are multiple capacity providers in the specified capacity provider strategy with a base value defined. Only one is allowed.",
    );
  }
  // AWS gives a provider without a weight the weight 1 in requests of its own; the provider sends 0.
  if (!strategy.some((item) => Number(item["weight"] ?? 0) > 0)) {
    throw refuse(
      "There are no capacity providers in the capacity provider strategy with a weight value greater than zero. Specify a weight value greater than zero and try again.",
    );
  }
}

function put(inputs: Properties, call: Call): Properties {
  const operation = "PutClusterCapacityProviders";
  const cluster = requireCluster(call, operation, inputs["clusterName"] as string);
  const providers = texts(inputs["capacityProviders"]);
  const unknown = providers.find(
    (name) =>
      !FARGATE_PROVIDERS.includes(name) &&
      call.account.find(CAPACITY_PROVIDER, (item) => item["name"] === name) === undefined,
  );
  if (unknown !== undefined) {
    throw ecsError(
      operation,
      "InvalidParameterException",
      `The specified capacity provider '${unknown}' was not found. Specify a valid capacity provider and try again.`,
    );
  }
  const strategy = items(inputs["defaultCapacityProviderStrategies"]);
  requireStrategy(strategy, providers, operation);
  requireUnused(providers, cluster, call);
  return {
    capacityProviders: providers,
    defaultCapacityProviderStrategies: strategy.map((item) => ({ base: 0, weight: 0, ...item })),
  };
}

/** A capacity provider that a service uses cannot leave the cluster. */
function requireUnused(staying: readonly string[], cluster: Properties, call: Call): void {
  const leaving = providersOf(call.account, cluster["name"] as string).filter(
    (name) => !staying.includes(name),
  );
  const used = servicesOf(call.account, cluster["arn"] as string).some((service) =>
    items(service["capacityProviderStrategies"]).some((item) =>
      leaving.includes(text(item["capacityProvider"]) ?? ""),
    ),
  );
  if (used) {
    throw ecsError(
      "PutClusterCapacityProviders",
      "ResourceInUseException",
      "The specified capacity provider is in use and cannot be removed.",
    );
  }
}

export const clusterCapacityProviders: ResourceType = {
  token: CLUSTER_PROVIDERS,
  source: [
    "AWS API model ecs 2014-11-13: PutClusterCapacityProviders",
    "hashicorp/terraform-provider-aws internal/service/ecs/cluster_capacity_providers.go",
  ],
  required: ["clusterName"],
  forceNew: ["clusterName"],
  sets: ["capacityProviders", "defaultCapacityProviderStrategies"],
  check: (inputs) => [
    ...checkEcsName("clusterName", inputs["clusterName"]),
    ...checkStrategy(
      "defaultCapacityProviderStrategies",
      inputs["defaultCapacityProviderStrategies"],
    ),
  ],
  create: (inputs, call) => ({ id: inputs["clusterName"] as string, outputs: put(inputs, call) }),
  update: (_id, inputs, _old, call) => put(inputs, call),
  delete: (id, _stored, call) => {
    // The provider takes a cluster that is gone for done.
    if (call.account.find("aws:ecs/cluster:Cluster", (item) => item["name"] === id)) {
      put({ clusterName: id }, call);
    }
  },
};

/** What ECS refuses about the Auto Scaling group; sentences as quoted in public issue trackers. */
function requireGroup(inputs: Properties, call: Call, refuse: (message: string) => Error): void {
  const settings = object(inputs["autoScalingGroupProvider"]);
  if (settings === undefined) return;
  const groupArn = text(settings["autoScalingGroupArn"]) ?? "";
  const group = call.account.find(GROUP, (item) => item["arn"] === groupArn)?.properties;
  // Our wording.
  if (group === undefined)
    throw refuse(`The specified Auto Scaling group ARN does not exist: ${groupArn}`);
  const isTaken = call.account.find(
    CAPACITY_PROVIDER,
    (item) =>
      item["name"] !== inputs["name"] &&
      object(item["autoScalingGroupProvider"])?.["autoScalingGroupArn"] === groupArn,
  );
  if (isTaken !== undefined)
    throw refuse(
      "The specified Auto Scaling group ARN is already being used by another capacity provider. Specify a unique Auto Scaling group ARN and try again.",
    );
  if (settings["managedTerminationProtection"] !== "ENABLED") return;
  const invalid =
    "The managed termination protection setting for the capacity provider is invalid. To enable managed termination protection for a capacity provider, ";
  if (object(settings["managedScaling"])?.["status"] !== "ENABLED")
    // The first sentence is AWS's, the rest our wording.
    throw refuse(`${invalid}managed scaling must be enabled.`);
  if (group["protectFromScaleIn"] !== true)
    throw refuse(
      `${invalid}the Auto Scaling group must have instance protection from scale in enabled.`,
    );
}

const ONE_OF = ["autoScalingGroupProvider", "managedInstancesProvider"];

export const capacityProvider: ResourceType = {
  token: CAPACITY_PROVIDER,
  source: [
    "AWS API model ecs 2014-11-13: CreateCapacityProvider, DeleteCapacityProvider",
    "hashicorp/terraform-provider-aws internal/service/ecs/capacity_provider.go",
  ],
  autoName: { property: "name", maxLength: 255 },
  forceNew: ["cluster", "managedInstancesProvider", "name"],
  taggable: true,
  check: (inputs, unknown) => {
    const given = ONE_OF.filter((name) => inputs[name] !== undefined || unknown.has(name));
    const managed = given.includes("managedInstancesProvider");
    const failures = [...checkEcsName("name", inputs["name"])];
    if (given.length !== 1) {
      failures.push({
        property: "autoScalingGroupProvider",
        reason: `exactly one of ${ONE_OF.join(" or ")} must be specified, got ${given.length}`,
      });
    }
    if (
      given.length === 1 &&
      managed !== (inputs["cluster"] !== undefined || unknown.has("cluster"))
    ) {
      failures.push({
        property: "cluster",
        reason: managed
          ? "cluster is required when using managedInstancesProvider"
          : "cluster must not be set when using autoScalingGroupProvider",
      });
    }
    return failures;
  },
  create: (inputs, call) => {
    const name = inputs["name"] as string;
    const refuse = (message: string) =>
      ecsError("CreateCapacityProvider", "ClientException", message);
    if (/^(aws|ecs|fargate)/i.test(name)) {
      throw refuse(
        // Our wording.
        'The specified capacity provider name is invalid. It cannot be prefixed with "aws", "ecs", or "fargate".',
      );
    }
    if (call.account.find(CAPACITY_PROVIDER, (item) => item["name"] === name)) {
      throw refuse(
        // Our wording.
        `A capacity provider with the name ${name} already exists. Choose another name.`,
      );
    }
    requireGroup(inputs, call, refuse);
    const cluster = text(inputs["cluster"]);
    if (cluster !== undefined) requireCluster(call, "CreateCapacityProvider", cluster);
    const arn = ecsArn(call, `capacity-provider/${name}`);
    return { id: arn, outputs: { arn } };
  },
  update: (_id, inputs, _old, call) => {
    requireGroup(inputs, call, (message) =>
      ecsError("UpdateCapacityProvider", "ClientException", message),
    );
    return {};
  },
  delete: (_id, stored, call) => {
    const name = stored["name"] as string;
    const holder = call.account.find(CLUSTER_PROVIDERS, (item) =>
      texts(item["capacityProviders"]).includes(name),
    );
    if (holder !== undefined) {
      throw ecsError(
        "DeleteCapacityProvider",
        "ClientException",
        // Our wording.
        `The capacity provider ${name} cannot be deleted while it is associated with the cluster ${holder.id}.`,
      );
    }
  },
};
