/** What is wrong between values of what services run on. */
import { quote } from "../components/lib/faults";
import {
  defaultInstanceType,
  type InstanceRoom,
  instanceTypeFault,
  KNOWN_TYPES,
  roomOf,
} from "../components/lib/instance-types";
import { fits, instancesFor, type TaskDemand } from "../components/lib/placement";
import { SERVICE_NAMES } from "../services";
import type { Known } from "./checks";
import { oneOffSize } from "./sidecars";

/** Faults of shares on Fargate, and of instances and what they have room for. */
export function capacityFaults(environment: Known): string[] {
  const { capacity, onDemandWeight, spotWeight, minInstances, maxInstances } = environment;
  const faults: string[] = [];
  if (capacity !== "ec2" && onDemandWeight === 0 && spotWeight === 0)
    faults.push(
      "cruddur:onDemandWeight 0 with cruddur:spotWeight 0 leaves no capacity; give one of them a share",
    );
  if (capacity === "ec2" && environment.runtimeMonitoring === true)
    faults.push(
      "cruddur:runtimeMonitoring true is for Fargate, into whose tasks GuardDuty puts its agent; with cruddur:capacity ec2 choose false",
    );
  if (capacity === undefined || minInstances === undefined || maxInstances === undefined)
    return faults;
  if (environment.architecture === undefined) return faults;
  if (capacity !== "ec2" && maxInstances === 0) return faults;
  if (maxInstances > 0 && minInstances > maxInstances)
    faults.push(
      `cruddur:minInstances ${minInstances} is more than cruddur:maxInstances ${maxInstances}`,
    );
  const type = instanceTypeFault(environment);
  if (type !== undefined) return [...faults, `cruddur:${type}`];
  return [...faults, ...(capacity === "ec2" ? roomFaults(environment, maxInstances) : [])];
}

/** Whether what services may become, a deployment and a one-off task have room at once. */
function roomFaults(environment: Known, maxInstances: number): string[] {
  const { architecture, instanceType = defaultInstanceType(architecture) } = environment;
  const room = roomOf(instanceType);
  if (room === undefined)
    return [
      `cruddur:instanceType ${quote(instanceType)} is not a type whose room for tasks is known; choose ${KNOWN_TYPES}`,
    ];
  const demands = demandsOf(environment);
  const tooLarge = demands.filter(({ task }) => !fits(task, room));
  if (tooLarge.length > 0)
    return tooLarge.map(
      ({ name, task }) =>
        `cruddur:capacity ec2: a task of ${name} (${task.cpu} CPU units, ${task.memoryMiB} MiB) does not fit on a ${instanceType}, which has ${roomText(room)}; choose a larger cruddur:instanceType`,
    );
  // Services are deployed one after the other.
  const rolling = (environment.deployment ?? "rolling") === "rolling";
  const tasks = demands.map(({ task }) => task);
  const oneOff = { ...oneOffSize(environment.defaultSidecars ?? {}), count: 1 };
  const needed = Math.max(
    ...tasks.map((task) =>
      instancesFor([...tasks, { ...task, count: rolling ? 1 : task.count }, oneOff], room),
    ),
  );
  if (needed <= maxInstances) return [];
  const counted = demands.map(({ name, task }) => `${task.count} of ${name}`).join(", ");
  const during = rolling ? "one more" : "all of a service once more";
  return [
    `cruddur:capacity ec2 with cruddur:maxInstances ${maxInstances}: ${needed} of ${instanceType} have room for all tasks (${counted}, ${during} during a deployment, and a one-off task), for each has ${roomText(room)}; raise cruddur:maxInstances to ${needed}, or choose fewer tasks or another cruddur:instanceType`,
  ];
}

function roomText({ cpu, memoryMiB, tasks }: InstanceRoom): string {
  return `${cpu} CPU units, ${memoryMiB} MiB and network interfaces for ${tasks} ${tasks === 1 ? "task" : "tasks"}`;
}

/** What each service may become, where its values are known. */
function demandsOf({ services }: Known): { readonly name: string; readonly task: TaskDemand }[] {
  return SERVICE_NAMES.flatMap((name) => {
    const service: Partial<(typeof services)[typeof name]> = services[name];
    const { cpu, memoryMiB, maxTasks: count } = service;
    return cpu === undefined || memoryMiB === undefined || count === undefined
      ? []
      : [{ name, task: { cpu, memoryMiB, count } }];
  });
}
