/** Whether tasks find room on instances. Pure; ECS decides for itself, with what instances report. */
import type { InstanceRoom } from "./instance-types";

/** Tasks of one size. */
export interface TaskDemand {
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly count: number;
}

/** Whether one task of this size has room on an empty instance. */
export function fits(task: Omit<TaskDemand, "count">, room: InstanceRoom): boolean {
  return room.tasks > 0 && task.cpu <= room.cpu && task.memoryMiB <= room.memoryMiB;
}

/**
 * How many instances take all tasks at once, the largest first, each on the first instance with room. Each of them has to
 * fit on an empty one.
 */
export function instancesFor(demands: readonly TaskDemand[], room: InstanceRoom): number {
  const share = (task: TaskDemand) =>
    Math.max(task.cpu / room.cpu, task.memoryMiB / room.memoryMiB);
  const tasks = [...demands]
    .sort((a, b) => share(b) - share(a))
    .flatMap((demand) => Array.from({ length: demand.count }, () => demand));
  const instances: { cpu: number; memoryMiB: number; tasks: number }[] = [];
  for (const { cpu, memoryMiB } of tasks) {
    let instance = instances.find(
      (left) => left.tasks > 0 && left.cpu >= cpu && left.memoryMiB >= memoryMiB,
    );
    if (!instance) instances.push((instance = { ...room }));
    instance.cpu -= cpu;
    instance.memoryMiB -= memoryMiB;
    instance.tasks -= 1;
  }
  return instances.length;
}
