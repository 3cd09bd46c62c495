/**
 * The sentences that ECS writes into a service's events.
 * Source: "Amazon ECS service event messages" (Developer Guide) and events as quoted in public issue trackers.
 */
import type { Call, Properties } from "../../resource-type";
import type { Rollout, ServiceEvent } from "./records";
import type { StartFault } from "./task-start";
import { groupsInUse } from "./traffic";

/** DescribeServices gives the newest 100 events (API model: Service.events). */
const MAX_EVENTS = 100;

/** A service whose tasks start or stop. */
export interface Scene {
  readonly call: Call;
  readonly service: Properties;
  readonly name: string;
  readonly desired: number;
}

export const STEADY = "has reached a steady state.";
export const INCONSISTENT =
  "is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.";

/** Events of tasks that start (or stop, where `change` is negative) until the service is steady. */
export function settled({ call, service }: Scene, change: number): readonly string[] {
  if (change === 0) return [STEADY];
  const tasks = Array.from(
    { length: Math.min(Math.abs(change), 10) },
    () => `(task ${call.hex(32)})`,
  );
  const counted = `${Math.abs(change)} ${change < 0 ? "running " : ""}tasks: ${tasks.join(" ")}.`;
  const moved = change < 0 ? `has stopped ${counted}` : `has started ${counted}`;
  const targets = groupsInUse(service, call);
  const verb = change < 0 ? "deregistered" : "registered";
  const registered = targets.map(
    (group) => `${verb} ${Math.abs(change)} targets in (target-group ${group})`,
  );
  return [moved, ...registered, STEADY];
}

/** What is written of a task that did not come to run, or was never healthy. */
export function failedTask(fault: StartFault, call: Call): string {
  switch (fault.kind) {
    case "launch":
      return `failed to launch a task with (error ${fault.error}).`;
    case "place":
      return `was unable to place a task. Reason: ${fault.reason}`;
    case "stop":
      return `has started 1 tasks: (task ${call.hex(32)}).`;
    case "capacity":
      return `was unable to place a task because no container instance met all of its requirements. Reason: ${fault.reason}`;
    case "register":
      return fault.reason;
    case "unhealthy":
      return `(task ${call.hex(32)}) (port ${fault.port}) is unhealthy in (target-group ${fault.group}) due to (reason ${fault.reason})`;
  }
}

/** Whether an event says why a deployment failed. */
export function tellsWhy({ message }: ServiceEvent): boolean {
  return /unable to place|failed to launch|failed to register|is unhealthy in|deployment failed: (?!tasks)/.test(
    message,
  );
}

/** Adds what happened, in the order in which it did, to the history that is kept newest first. */
export function history(
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
