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

/** The smallest task with at least so much memory; the largest, where none has. */
export function smallestFargateSize(memoryMiB: number): { cpu: FargateCpu; memoryMiB: number } {
  for (const size of FARGATE_SIZES) {
    const offered =
      "memory" in size
        ? size.memory
        : Array.from(
            { length: (size.to - size.from) / size.step + 1 },
            (_, index) => size.from + index * size.step,
          );
    const enough = offered.find((offer) => offer >= memoryMiB);
    if (enough !== undefined) return { cpu: size.cpu, memoryMiB: enough };
  }
  return { cpu: 16384, memoryMiB: 122880 };
}

/**
 * What is wrong with a pair of CPU units and MiB; nothing, if Fargate offers it.
 *
 * @returns Such as `memory 512 does not go with cpu 1024; choose 2048 to 8192 in steps of 1024`.
 */
export function fargateSizeFault(cpu: number, memoryMiB: number): string | undefined {
  const size = FARGATE_SIZES.find((candidate) => candidate.cpu === cpu);
  if (!size) return `cpu ${cpu} is not a Fargate size; choose ${FARGATE_CPUS.join(", ")}`;
  if ("memory" in size) {
    return size.memory.some((memory) => memory === memoryMiB)
      ? undefined
      : `memory ${memoryMiB} does not go with cpu ${cpu}; choose ${size.memory.join(", ")}`;
  }
  const legal =
    memoryMiB >= size.from && memoryMiB <= size.to && (memoryMiB - size.from) % size.step === 0;
  return legal
    ? undefined
    : `memory ${memoryMiB} does not go with cpu ${cpu}; choose ${size.from} to ${size.to} in steps of ${size.step}`;
}
