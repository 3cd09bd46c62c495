/** Why a deployment does not get to its end. */
import type { Call, Properties } from "../../resource-type";
import { failedTask } from "./deployment-events";
import { hookFault, STAGES, stoppedAt } from "./lifecycle-hooks";
import { object, texts, type Revision, type Rollout } from "./records";
import { strategyOf } from "./strategy";
import { targetFault } from "./target-health";
import { taskOf } from "./task-definition";
import { startFault, type Capacity, type StartFault } from "./task-start";
import { networkingFault, registrationFault, shiftFault } from "./traffic";

/** What the account knows of a CloudWatch alarm, by its name: `{ firing: true }` if it goes off during deployments. */
export const ALARM = "sandbox:cloudwatch/alarm";

/** How a deployment fails. */
export interface Failure {
  /** What ECS writes before it gives up. */
  readonly events: readonly string[];
  /** Whether anything ends the deployment; without a circuit breaker ECS starts tasks for ever. */
  readonly ends: boolean;
  readonly rollsBack: boolean;
  /** Why, in the deployment's last event. */
  readonly cause: string;
  /** Why, once ECS has rolled back: the service deployment's status reason. */
  readonly status: string;
  /** What the simulator knows beyond what AWS tells. */
  readonly detail?: string;
}

/** A deployment to be run. */
export interface Plan {
  readonly service: Properties;
  readonly revision: Revision | undefined;
  readonly capacity: Capacity;
  /** What runs before it. */
  readonly before: Rollout | undefined;
}

/** Runs a new deployment in thought, stage by stage; undefined: it completes. */
export function failureOf(
  { service, revision, capacity, before }: Plan,
  desired: number,
  call: Call,
): Failure | undefined {
  const shifts = strategyOf(service) !== "ROLLING";
  // Which stages a rolling deployment has is not documented: its hooks are not asked.
  const early = shifts
    ? (networkingFault(service, call) ?? hookFault(STAGES.before, service, call))
    : undefined;
  if (early !== undefined) return stopped(early);
  const fault =
    revision === undefined || desired === 0
      ? undefined
      : (startFault(
          { revision: revision.properties, service, capacity, before },
          call.hex(32),
          call,
        ) ?? healthFault(service, revision, shifts, call));
  if (fault !== undefined) return broken(service, fault, call);
  const late = shifts ? lateFault(service, call) : undefined;
  return late === undefined ? alarmed(service, call) : stopped(late);
}

function healthFault(
  service: Properties,
  revision: Revision,
  shifts: boolean,
  call: Call,
): StartFault | undefined {
  const reason = shifts ? registrationFault(service, call) : undefined;
  if (reason !== undefined) return { kind: "register", reason };
  const fault = targetFault(service, taskOf(revision.properties).containers, call);
  return fault && { kind: "unhealthy", ...fault };
}

function lateFault(service: Properties, call: Call): string | undefined {
  const fault = shiftFault(service, call);
  const stages = STAGES.after;
  if (fault === undefined) return hookFault(stages, service, call);
  const until = stages.findIndex((stage) => stage === fault.stage);
  return hookFault(stages.slice(0, until), service, call) ?? stoppedAt(fault.stage, fault.reason);
}

/** A stage that failed ends the deployment, whether there is a circuit breaker or not. */
function stopped(reason: string): Failure {
  return { events: [], ends: true, rollsBack: true, cause: reason, status: reason };
}

const BROKE = "the circuit breaker threshold was exceeded.";

function broken(service: Properties, fault: StartFault, call: Call): Failure {
  const breaker = object(service["deploymentCircuitBreaker"]);
  return {
    events: [failedTask(fault, call)],
    ends: breaker?.["enable"] === true,
    rollsBack: breaker?.["rollback"] === true,
    cause: "tasks failed to start.",
    status: `Service deployment rolled back because ${BROKE}`,
    ...("detail" in fault && fault.detail !== undefined && { detail: fault.detail }),
  };
}

function alarmed(service: Properties, call: Call): Failure | undefined {
  const alarms = object(service["alarms"]);
  if (alarms?.["enable"] !== true) return undefined;
  const firing = texts(alarms["alarmNames"]).filter(
    (name) => call.account.get(ALARM, name)?.["firing"] === true,
  );
  if (firing.length === 0) return undefined;
  return {
    events: [],
    ends: true,
    rollsBack: alarms["rollback"] === true,
    cause: "alarm detected.",
    // Our wording.
    status: `Service deployment rolled back because of alarms: ${firing.join(", ")}.`,
  };
}
