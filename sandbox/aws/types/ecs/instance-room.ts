/**
 * What an instance has for tasks. Source: EC2's DescribeInstanceTypes (DefaultVCpus, SizeInMiB, MaximumNetworkInterfaces).
 */

/** CPU units, MiB and network interfaces: of an instance, or of a task. */
export interface Room {
  readonly cpu: number;
  readonly memory: number;
  readonly interfaces: number;
}

/** vCPUs, GiB and network interfaces by size. */
const BURSTABLE = new Map<string, readonly [number, number, number]>([
  ["nano", [2, 0.5, 2]],
  ["micro", [2, 1, 2]],
  ["small", [2, 2, 3]],
  ["medium", [2, 4, 3]],
  ["large", [2, 8, 3]],
  ["xlarge", [4, 16, 4]],
  ["2xlarge", [8, 32, 4]],
]);
/** vCPUs and network interfaces by size. */
const LARGER = new Map<string, readonly [number, number]>([
  ["large", [2, 3]],
  ["xlarge", [4, 4]],
  ["2xlarge", [8, 4]],
  ["4xlarge", [16, 8]],
]);
const GIB_PER_VCPU = new Map([
  ["c", 2],
  ["m", 4],
  ["r", 8],
]);

/** What the operating system and the agent leave to tasks; about, and ours. */
const LEFT_TO_TASKS = 0.95;

/** The room of an instance type with the interface that is its own taken off; undefined: not known here. */
export function roomOf(instanceType: string): Room | undefined {
  const [, burstable, kind = "", size = ""] =
    /^(?:(t3|t4g)|([cmr])(?:5|6i|6g|7i|7g))\.(.+)$/.exec(instanceType) ?? [];
  const shape = LARGER.get(size);
  const [vcpus, gibibytes, interfaces] =
    (burstable === undefined
      ? shape && [shape[0], shape[0] * (GIB_PER_VCPU.get(kind) ?? 0), shape[1]]
      : BURSTABLE.get(size)) ?? [];
  if (vcpus === undefined || gibibytes === undefined || interfaces === undefined) return undefined;
  const memory = gibibytes * 1024 * LEFT_TO_TASKS;
  return { cpu: vcpus * 1024, memory, interfaces: interfaces - 1 };
}

/** What the first task lacks that finds no place on so many instances, the largest first; undefined: all find one. */
export function lacking(
  tasks: readonly Room[],
  room: Room,
  instances: number,
): keyof Room | undefined {
  const left = Array.from({ length: instances }, () => ({ ...room }));
  const share = (task: Room) => Math.max(task.cpu / room.cpu, task.memory / room.memory);
  for (const task of [...tasks].sort((a, b) => share(b) - share(a))) {
    const withCpu = left.filter(({ cpu }) => cpu >= task.cpu);
    const withMemory = withCpu.filter(({ memory }) => memory >= task.memory);
    const place = withMemory.find(({ interfaces }) => interfaces >= task.interfaces);
    if (place === undefined) {
      if (withCpu.length === 0) return "cpu";
      return withMemory.length === 0 ? "memory" : "interfaces";
    }
    place.cpu -= task.cpu;
    place.memory -= task.memory;
    place.interfaces -= task.interfaces;
  }
  return undefined;
}
