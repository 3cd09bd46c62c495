import { clusterOf, CLUSTERS } from "./clusters";
import { TASK_DEFINITIONS } from "./containers";
import type { Reader } from "./reader";
import { RUNS, runsOf } from "./runs";

const PROVIDERS = ["autoScalingGroupProvider", "managedInstancesProvider"];

/** Types that only tasks on instances need, and the properties that name the instances. */
const FOR_INSTANCES: Readonly<Record<string, readonly string[]>> = {
  "aws:ecs/capacityProvider:CapacityProvider": PROVIDERS,
  "aws-native:ecs:CapacityProvider": PROVIDERS,
  "aws:ecs/daemon:Daemon": ["capacityProviderArns"],
  "aws-native:ecs:Daemon": ["capacityProviderArns"],
};

const ATTACHMENTS: readonly string[] = [
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
  "aws-native:ecs:ClusterCapacityProviderAssociations",
  ...CLUSTERS,
];

const TASKS: readonly string[] = TASK_DEFINITIONS;

/** Every type that says on what tasks run. */
export const CAPACITY = [...TASKS, ...RUNS, ...ATTACHMENTS, ...Object.keys(FOR_INSTANCES)];

/** The properties of a resource that are there for instances only. */
export function instancePropertiesOf(resource: Reader, type: string): string[] {
  return (FOR_INSTANCES[type] ?? []).filter((path) => resource.given(path));
}

/** A property, or an item of one, that names a launch type or a capacity provider. */
export interface CapacityName {
  readonly owner: Reader;
  /** Empty where the owner is the name itself. */
  readonly path: string;
}

/** What a resource says tasks run on; a property that should say it and does not is one of them. */
export function* capacityNamesOf(resource: Reader, type: string): Generator<CapacityName> {
  if (TASKS.includes(type)) yield* itemsOf(resource, "requiresCompatibilities", true);
  else if (ATTACHMENTS.includes(type)) {
    const cluster = clusterOf(resource);
    yield* itemsOf(cluster, "capacityProviders", false);
    yield* strategiesOf(cluster, "defaultCapacityProviderStrategies");
  } else if (FOR_INSTANCES[type] === undefined) {
    for (const { settings } of runsOf(resource, type)) {
      const strategies = [...strategiesOf(settings, "capacityProviderStrategies")];
      yield* strategies.length > 0 ? strategies : [{ owner: settings, path: "launchType" }];
    }
  }
}

function itemsOf(owner: Reader, path: string, isNeeded: boolean): CapacityName[] {
  const items = owner.list(path);
  if (items.length === 0) return isNeeded ? [{ owner, path }] : [];
  return items.map((item) => ({ owner: item, path: "" }));
}

function strategiesOf(owner: Reader, path: string): CapacityName[] {
  return owner.list(path).map((strategy) => ({ owner: strategy, path: "capacityProvider" }));
}
