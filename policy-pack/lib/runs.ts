import { EXPRESS_SERVICES } from "./containers";
import type { Reader } from "./reader";
import type { Graph, Node } from "./graph";
import { ifKnown, pointedAt } from "./targets";

/** How a type names what its tasks run with. Paths are from the resource; the last two from the target. */
interface Place {
  /** The target, or the list of them; empty where it is the resource itself. */
  readonly target?: string;
  /** From the target to launch type, network and exec. */
  readonly settings?: string;
  /** From the target to the cluster. */
  readonly cluster: string;
  /** From the settings to the task definition. */
  readonly task: string;
}

const SERVICE: Place = { cluster: "cluster", task: "taskDefinition" };
const DAEMON: Place = { cluster: "clusterArn", task: "daemonTaskDefinitionArn" };
const EXPRESS: Place = { cluster: "cluster", task: "taskDefinitionArn" };

const SERVICE_PLACES: Readonly<Record<string, Place>> = {
  "aws:ecs/service:Service": SERVICE,
  "aws:ecs/taskSet:TaskSet": SERVICE,
  "aws:ecs/daemon:Daemon": DAEMON,
  "aws-native:ecs:Service": SERVICE,
  "aws-native:ecs:TaskSet": SERVICE,
  "aws-native:ecs:Daemon": DAEMON,
};

const EVENT = { cluster: "arn", task: "taskDefinitionArn" };
const PIPE: Place = {
  settings: "targetParameters.ecsTaskParameters",
  cluster: "target",
  task: "taskDefinitionArn",
};

const SCHEDULED_PLACES: Readonly<Record<string, Place>> = {
  "aws:cloudwatch/eventTarget:EventTarget": { ...EVENT, settings: "ecsTarget" },
  "aws:scheduler/schedule:Schedule": { ...EVENT, target: "target", settings: "ecsParameters" },
  "aws:pipes/pipe:Pipe": PIPE,
  "aws-native:events:Rule": { ...EVENT, target: "targets", settings: "ecsParameters" },
  "aws-native:scheduler:Schedule": { ...EVENT, target: "target", settings: "ecsParameters" },
  "aws-native:pipes:Pipe": PIPE,
};

const PLACES: Readonly<Record<string, Place>> = {
  ...SERVICE_PLACES,
  ...SCHEDULED_PLACES,
  ...Object.fromEntries(EXPRESS_SERVICES.map((type) => [type, EXPRESS])),
};

/** Types that keep tasks running: services, their task sets, daemons. */
const SERVICES = Object.keys(SERVICE_PLACES);

/** Types that start tasks on an event or a schedule. */
export const SCHEDULES = Object.keys(SCHEDULED_PLACES);

/** Every type that says how tasks run. */
export const RUNS = [...SERVICES, ...SCHEDULES] as const;

/** Other names of the same properties: in `aws-native`, and in Express services. */
const NAMES = {
  capacityProviderStrategies: ["capacityProviderStrategy", "capacityProviderStrategyItem"],
  networkConfiguration: ["networkConfigurations"],
};

/** How a resource runs its tasks. */
export interface Run {
  /** Launch type, network, exec. */
  readonly settings: Reader;
  /** Names the cluster, at `place.cluster`. */
  readonly target: Reader;
  readonly place: Place;
}

/** The runs of a resource: one for a service, any number for an event rule, none for a target that is no task. */
export function runsOf(resource: Reader, type: string): Run[] {
  const place = PLACES[type] ?? SERVICE;
  return resource.list(place.target ?? "").flatMap((target) => {
    const settings = place.settings === undefined ? target : target.object(place.settings);
    return settings === undefined
      ? []
      : [{ settings: settings.as({ aliases: NAMES }), target, place }];
  });
}

/** The property of an Express service that says what `networkOf` reads. */
export function networkNameOf(type: string): string {
  return type.startsWith("aws-native:") ? "networkConfiguration" : "networkConfigurations";
}

/** Subnets, security groups and public address of tasks in awsvpc mode. */
export function networkOf({ settings }: Run): Reader | undefined {
  const network = settings.object("networkConfiguration");
  return network?.object("awsvpcConfiguration") ?? network;
}

const CLUSTER_TYPES = ["aws:ecs/cluster:Cluster", "aws-native:ecs:Cluster"];
const TASK_TYPES = [
  "aws:ecs/taskDefinition:TaskDefinition",
  "aws:ecs/daemonTaskDefinition:DaemonTaskDefinition",
  "aws-native:ecs:TaskDefinition",
  "aws-native:ecs:DaemonTaskDefinition",
];

/** The clusters of the stack that a run's tasks run in. */
export function clustersOf(graph: Graph, node: Node, { target, place }: Run): Node[] {
  const name = ({ resource }: Node): string | undefined =>
    resource.as({ aliases: { name: ["clusterName"] } }).text("name");
  return pointedAt(graph, node, target, place.cluster, CLUSTER_TYPES, name);
}

/** The task definitions of the stack that a run starts. */
export function tasksOf(graph: Graph, node: Node, { settings, place }: Run): Node[] {
  return pointedAt(graph, node, settings, place.task, TASK_TYPES, ({ resource }) =>
    resource.text("family"),
  );
}

/** URN of a task definition → the services and schedules that start it, as far as they are known. */
export function usersOf(graph: Graph): Map<string, Node[]> {
  const users = new Map<string, Node[]>();
  for (const node of graph.ofType(RUNS)) {
    for (const run of ifKnown(() => runsOf(node.resource, node.type)) ?? []) {
      for (const { urn } of ifKnown(() => tasksOf(graph, node, run)) ?? []) {
        users.set(urn, [...(users.get(urn) ?? []), node]);
      }
    }
  }
  return users;
}
