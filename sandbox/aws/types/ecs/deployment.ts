/**
 * The service scheduler: what becomes of a deployment, with the events that AWS writes about it.
 * The number of failures that trips the circuit breaker: "How the Amazon ECS deployment circuit
 * breaker detects failures" (Developer Guide).
 */
import type { Call, Properties } from "../../resource-type";
import {
  failedTask,
  history,
  INCONSISTENT,
  type Scene,
  settled,
  STEADY,
} from "./deployment-events";
import { failureOf, type Failure } from "./deployment-failure";
import { findRevision, lastPart, text, type Deployment, type Rollout } from "./records";
import { strategyOf } from "./strategy";
import { startFault, type Capacity, type StartFault } from "./task-start";
import { shiftTraffic } from "./traffic";

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

/** Failed tasks that trip the breaker: half the desired count, within these bounds. */
const BREAKER = { min: 3, max: 200, share: 0.5 } as const;

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

/** Runs a new deployment of a service to its end. */
export function deploy(
  service: Properties,
  capacity: Capacity,
  before: Rollout | undefined,
  call: Call,
): Outcome {
  const scene = sceneOf(service, call);
  const revision = findRevision(call.account, text(service["taskDefinition"]) ?? "");
  const failure = failureOf({ service, revision, capacity, before }, scene.desired, call);
  const deployment = newDeployment(scene, text(revision?.properties["arn"]) ?? "");
  if (failure !== undefined) return fail(scene, deployment, before, failure);
  if (strategyOf(service) !== "ROLLING") shiftTraffic(service, call);
  return succeed(scene, deployment, before);
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
  const fault = missing > 0 ? refusal(revision?.properties, scene, capacity) : undefined;
  const running =
    fault === undefined ? scene.desired : Math.min(scene.desired, before.runningCount);
  const events = fault === undefined ? settled(scene, missing) : [failedTask(fault, call)];
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

/** Why more tasks of a revision do not start. */
function refusal(
  revision: Properties | undefined,
  { service, call }: Scene,
  capacity: Capacity,
): StartFault | undefined {
  const start = revision && { revision, service, capacity, before: undefined };
  return start && startFault(start, call.hex(32), call);
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
  failure: Failure,
): Outcome {
  const { ends, cause } = failure;
  const failedTasks = Math.min(
    Math.max(Math.ceil(scene.desired * BREAKER.share), BREAKER.min),
    BREAKER.max,
  );
  const failed: Deployment = {
    ...deployment,
    rolloutState: ends ? "FAILED" : "IN_PROGRESS",
    rolloutStateReason: ends
      ? `ECS deployment ${failure.events.length > 0 ? "circuit breaker" : "failed"}: ${cause}`
      : `ECS deployment ${deployment.id} in progress.`,
    runningCount: 0,
    failedTasks: failure.events.length > 0 ? failedTasks : 0,
  };
  const old = (before?.deployments ?? []).filter((item) => item.status === "PRIMARY");
  const left = old.map((item) => ({ ...item, status: "ACTIVE" as const }));
  const last = ends ? `(deployment ${failed.id}) deployment failed: ${cause}` : INCONSISTENT;
  const events = [...failure.events, last];
  if (failure.rollsBack && ends && before?.completed !== undefined) {
    return rollBack(scene, before, before.completed, { ...failure, events });
  }
  const rollout = {
    ...base(scene, before),
    runningCount: before?.runningCount ?? 0,
    deployments: [failed, ...left],
    effective: deployed(scene.service),
    events: history(before, scene, events),
  };
  return { rollout, failure: endOf(failure), ...detailOf(failure) };
}

/** What the provider says of a deployment that was not rolled back. */
function endOf({ ends, rollsBack, status }: Failure): string {
  if (!ends) return TIMEOUT;
  if (rollsBack) return "No rollback candidate was found to run the rollback.";
  return status.replace("rolled back", "stopped"); // our wording
}

/** Deploys again what was deployed last with success. */
function rollBack(scene: Scene, before: Rollout, completed: Properties, failure: Failure): Outcome {
  const revision = findRevision(scene.call.account, text(completed["taskDefinition"]) ?? "");
  const again = newDeployment(scene, text(revision?.properties["arn"]) ?? "");
  const events = [...failure.events, `rolling back to deployment ${again.id}.`];
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
    failure: failure.status,
    ...detailOf(failure),
  };
}

function detailOf(fault: StartFault | Failure): Pick<Outcome, "detail"> {
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
