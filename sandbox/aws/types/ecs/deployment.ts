/**
 * The service scheduler: what becomes of a deployment, with the events that AWS writes about it.
 * Sentences: "Amazon ECS service event messages" (Developer Guide) and events as quoted in public
 * issue trackers; the number of failures that trips the circuit breaker: "How the Amazon ECS
 * deployment circuit breaker detects failures" (Developer Guide).
 */
import type { Call, Properties } from "../../resource-type";
import {
  findRevision,
  items,
  lastPart,
  object,
  text,
  type Deployment,
  type Rollout,
  type ServiceEvent,
} from "./records";
import { startFault, unstarted, type Capacity, type StartFault } from "./task-start";

/** Properties whose change makes a new deployment: a rollback takes all of them back. */
const DEPLOYED = [
  "capacityProviderStrategies",
  "enableEcsManagedTags",
  "enableExecuteCommand",
  "launchType",
  "loadBalancers",
  "networkConfiguration",
  "platformVersion",
  "propagateTags",
  "serviceConnectConfiguration",
  "serviceRegistries",
  "taskDefinition",
  "volumeConfiguration",
  "vpcLatticeConfigurations",
] as const;

/** DescribeServices gives the newest 100 events (API model: Service.events). */
const MAX_EVENTS = 100;
/** Failed tasks that trip the breaker: half the desired count, within these bounds. */
const BREAKER = { min: 3, max: 200, share: 0.5 } as const;

const BROKE = "the circuit breaker threshold was exceeded.";

/** How a deployment or a change of the task count ended. */
export interface Outcome {
  readonly rollout: Rollout;
  /** Why the service is not in the steady state that was asked for; undefined: it is. */
  readonly failure?: string;
  /** What the simulator knows about it beyond what AWS tells. */
  readonly detail?: string;
}

/** The properties that a deployment deploys. */
export function deployed(properties: Properties): Properties {
  return Object.fromEntries(
    DEPLOYED.filter((name) => properties[name] !== undefined).map((name) => [
      name,
      properties[name],
    ]),
  );
}

interface Scene {
  readonly call: Call;
  readonly service: Properties;
  readonly name: string;
  readonly desired: number;
}

/** Runs a new deployment of a service to its end. */
export function deploy(
  service: Properties,
  capacity: Capacity,
  before: Rollout | undefined,
  call: Call,
): Outcome {
  const scene = sceneOf(service, call);
  const revision = findRevision(call.account, text(service["taskDefinition"]) ?? "");
  const arn = text(revision?.properties["arn"]) ?? "";
  const fault =
    scene.desired === 0 ? undefined : refusal(revision?.properties, scene, capacity, before);
  const deployment = newDeployment(scene, arn);
  if (fault === undefined) return succeed(scene, deployment, before);
  return { ...fail(scene, deployment, before, fault), ...detailOf(fault) };
}

/** Brings the running tasks to the desired count without a deployment. */
export function scale(
  service: Properties,
  capacity: Capacity,
  before: Rollout,
  call: Call,
): Outcome {
  const scene = sceneOf(service, call);
  const missing = scene.desired - before.runningCount;
  const revision = findRevision(call.account, text(before.effective["taskDefinition"]) ?? "");
  const fault = missing > 0 ? refusal(revision?.properties, scene, capacity, undefined) : undefined;
  const running =
    fault === undefined ? scene.desired : Math.min(scene.desired, before.runningCount);
  const events = fault === undefined ? settled(scene, missing) : [unstarted(fault, call)];
  const rollout = {
    ...before,
    runningCount: running,
    deployments: before.deployments.map((item) =>
      item.status === "PRIMARY"
        ? { ...item, desiredCount: scene.desired, runningCount: running }
        : item,
    ),
    events: history(before, scene, events),
  };
  return fault === undefined ? { rollout } : { rollout, failure: TIMEOUT, ...detailOf(fault) };
}

/** Why tasks of a revision do not start, beside what runs before a deployment. */
function refusal(
  revision: Properties | undefined,
  { service, call }: Scene,
  capacity: Capacity,
  before: Rollout | undefined,
): StartFault | undefined {
  return revision && startFault({ revision, service, capacity, before }, call.hex(32), call);
}

/** What the provider says when its twenty minutes of waiting are over (service.go, retry.StateChangeConf). */
const TIMEOUT =
  "timeout while waiting for state to become 'tfSTABLE' (last state: 'tfPENDING', timeout: 20m0s)";

function sceneOf(service: Properties, call: Call): Scene {
  const daemon = service["schedulingStrategy"] === "DAEMON";
  const desired = daemon ? 1 : Number(service["desiredCount"] ?? 0);
  return { call, service, name: service["name"] as string, desired };
}

function newDeployment({ call, desired }: Scene, taskDefinition: string): Deployment {
  const digits = (BigInt(`0x${call.hex(16)}`) % 10n ** 19n).toString().padStart(19, "0");
  const now = call.now.toISOString();
  return {
    id: `ecs-svc/${digits}`,
    status: "PRIMARY",
    taskDefinition,
    rolloutState: "COMPLETED",
    rolloutStateReason: `ECS deployment ecs-svc/${digits} completed.`,
    createdAt: now,
    updatedAt: now,
    desiredCount: desired,
    pendingCount: 0,
    runningCount: desired,
    failedTasks: 0,
  };
}

function succeed(scene: Scene, deployment: Deployment, before: Rollout | undefined): Outcome {
  const properties = deployed(scene.service);
  const events = [
    ...settled(scene, scene.desired).slice(0, -1),
    `(deployment ${deployment.id}) deployment completed.`,
    STEADY,
  ];
  return {
    rollout: {
      ...base(scene, before),
      runningCount: scene.desired,
      deployments: [deployment],
      events: history(before, scene, events),
      effective: properties,
      completed: properties,
    },
  };
}

function fail(
  scene: Scene,
  deployment: Deployment,
  before: Rollout | undefined,
  fault: StartFault,
): Outcome {
  const breaker = object(scene.service["deploymentCircuitBreaker"]);
  const enabled = breaker?.["enable"] === true;
  const failedTasks = Math.min(
    Math.max(Math.ceil(scene.desired * BREAKER.share), BREAKER.min),
    BREAKER.max,
  );
  const failed: Deployment = {
    ...deployment,
    rolloutState: enabled ? "FAILED" : "IN_PROGRESS",
    rolloutStateReason: enabled
      ? "ECS deployment circuit breaker: tasks failed to start."
      : `ECS deployment ${deployment.id} in progress.`,
    runningCount: 0,
    failedTasks,
  };
  const tried = [unstarted(fault, scene.call)];
  const old = (before?.deployments ?? []).filter((item) => item.status === "PRIMARY");
  const left = old.map((item) => ({ ...item, status: "ACTIVE" as const }));
  const stays = {
    ...base(scene, before),
    runningCount: before?.runningCount ?? 0,
    deployments: [failed, ...left],
    effective: deployed(scene.service),
  };
  if (!enabled) {
    const events = [
      ...tried,
      "is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.",
    ];
    return { rollout: { ...stays, events: history(before, scene, events) }, failure: TIMEOUT };
  }
  const broken = [...tried, `(deployment ${failed.id}) deployment failed: tasks failed to start.`];
  if (breaker["rollback"] !== true || before?.completed === undefined) {
    return {
      rollout: { ...stays, events: history(before, scene, broken) },
      // Our wording.
      failure: `Service deployment stopped because ${BROKE}`,
    };
  }
  return rollBack(scene, before, before.completed, broken);
}

/** The circuit breaker deploys again what was deployed last with success. */
function rollBack(
  scene: Scene,
  before: Rollout,
  completed: Properties,
  broken: readonly string[],
): Outcome {
  const revision = findRevision(scene.call.account, text(completed["taskDefinition"]) ?? "");
  const again = newDeployment(scene, text(revision?.properties["arn"]) ?? "");
  const events = [...broken, `rolling back to deployment ${again.id}.`];
  const done = [`(deployment ${again.id}) deployment completed.`, STEADY];
  return {
    rollout: {
      ...base(scene, before),
      runningCount: scene.desired,
      deployments: [again],
      events: history(before, scene, [...events, ...done]),
      effective: completed,
      completed,
    },
    failure: `Service deployment rolled back because ${BROKE}`,
  };
}

const STEADY = "has reached a steady state.";

/** Events of tasks that start (or stop, where `change` is negative) until the service is steady. */
function settled({ call, service }: Scene, change: number): readonly string[] {
  if (change === 0) return [STEADY];
  const tasks = Array.from(
    { length: Math.min(Math.abs(change), 10) },
    () => `(task ${call.hex(32)})`,
  );
  const counted = `${Math.abs(change)} ${change < 0 ? "running " : ""}tasks: ${tasks.join(" ")}.`;
  const moved = change < 0 ? `has stopped ${counted}` : `has started ${counted}`;
  const targets = items(service["loadBalancers"]).flatMap(
    (item) => text(item["targetGroupArn"]) ?? [],
  );
  const verb = change < 0 ? "deregistered" : "registered";
  const registered = targets.map(
    (group) => `${verb} ${Math.abs(change)} targets in (target-group ${group})`,
  );
  return [moved, ...registered, STEADY];
}

function detailOf(fault: StartFault): Pick<Outcome, "detail"> {
  return "detail" in fault && fault.detail !== undefined ? { detail: fault.detail } : {};
}

function base({ call, service }: Scene, before: Rollout | undefined) {
  return {
    clusterArn: before?.clusterArn ?? clusterOf(service, call),
    createdAt: before?.createdAt ?? call.now.toISOString(),
    ...(before?.completed === undefined ? {} : { completed: before.completed }),
  };
}

function clusterOf(service: Properties, call: Call): string {
  const name = lastPart(text(service["cluster"]) ?? "default");
  return `arn:${call.partition}:ecs:${call.region}:${call.accountId}:cluster/${name}`;
}

/** Adds what happened, in the order in which it did, to the history that is kept newest first. */
function history(
  before: Rollout | undefined,
  { call, name }: Scene,
  messages: readonly string[],
): readonly ServiceEvent[] {
  const added = messages.map((message) => ({
    id: call.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
    createdAt: call.now.toISOString(),
    message: `(service ${name}) ${message}`,
  }));
  return [...added.reverse(), ...(before?.events ?? [])].slice(0, MAX_EVENTS);
}
