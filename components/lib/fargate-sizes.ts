import { type Check, shown, whole } from "./checks";

/**
 * The sizes that Fargate offers: CPU units, then the memory that goes with them in MiB.
 * Source: Amazon ECS Developer Guide, "Task definition differences for Fargate", task CPU and memory.
 */
const FARGATE_SIZES = [
  { cpu: 256, memory: [512, 1024, 2048] },
  { cpu: 512, from: 1024, to: 4096, step: 1024 },
  { cpu: 1024, from: 2048, to: 8192, step: 1024 },
  { cpu: 2048, from: 4096, to: 16384, step: 1024 },
  { cpu: 4096, from: 8192, to: 30720, step: 1024 },
  { cpu: 8192, from: 16384, to: 61440, step: 4096 },
  { cpu: 16384, from: 32768, to: 122880, step: 8192 },
] as const;

/** CPU units of a Fargate task; 1024 are one vCPU. */
export type FargateCpu = (typeof FARGATE_SIZES)[number]["cpu"];

/** All CPU sizes, ascending. */
const FARGATE_CPUS: readonly FargateCpu[] = FARGATE_SIZES.map((size) => size.cpu);

/** The memory that goes with one of the CPU sizes, ascending. */
function memoryOf(size: (typeof FARGATE_SIZES)[number]): readonly number[] {
  if ("memory" in size) return size.memory;
  const { from, to, step } = size;
  return Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
}

/** The smallest task with at least so much memory; the largest, where none has. */
export function smallestFargateSize(memoryMiB: number): { cpu: FargateCpu; memoryMiB: number } {
  for (const size of FARGATE_SIZES) {
    const enough = memoryOf(size).find((offer) => offer >= memoryMiB);
    if (enough !== undefined) return { cpu: size.cpu, memoryMiB: enough };
  }
  return { cpu: 16384, memoryMiB: 122880 };
}

/** CPU units that Fargate offers. */
export const FARGATE_CPU: Check = (what, value) => {
  const choice = `choose ${FARGATE_CPUS.join(", ")}`;
  if (value === undefined) return [`${what} is missing; ${choice}`];
  return FARGATE_CPUS.some((cpu) => cpu === value)
    ? []
    : [`${what} ${shown(value)} is not a Fargate size; ${choice}`];
};

/** MiB that Fargate offers with these CPU units; where they are none, with any. */
export function fargateMemory(cpu: unknown): Check {
  const size = FARGATE_SIZES.find((candidate) => candidate.cpu === cpu);
  if (!size) {
    const all = FARGATE_SIZES.flatMap(memoryOf);
    return whole(Math.min(...all), Math.max(...all));
  }
  const choice =
    "memory" in size
      ? `choose ${size.memory.join(", ")}`
      : `choose ${size.from} to ${size.to} in steps of ${size.step}`;
  return (what, value) => {
    if (value === undefined) return [`${what} is missing; ${choice}`];
    return memoryOf(size).some((memory) => memory === value)
      ? []
      : [`${what} ${shown(value)} does not go with cpu ${size.cpu}; ${choice}`];
  };
}

/**
 * What is wrong with a pair of CPU units and MiB; nothing, if Fargate offers it.
 *
 * @returns Such as `memory 512 does not go with cpu 1024; choose 2048 to 8192 in steps of 1024`.
 */
export function fargateSizeFault(cpu: number, memoryMiB: number): string | undefined {
  return [...FARGATE_CPU("cpu", cpu), ...fargateMemory(cpu)("memory", memoryMiB)][0];
}
