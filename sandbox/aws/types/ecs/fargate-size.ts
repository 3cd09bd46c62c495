/**
 * The task sizes that Fargate offers, and the spellings in which ECS accepts a size.
 * Source: RegisterTaskDefinition in AWS's API model (ecs 2014-11-13, members cpu and memory);
 * "Task size" in the Amazon ECS Developer Guide.
 */

/** Memory that goes with one number of CPU units: from `min` to `max` in steps, or the values listed. */
type MemoryRange =
  | { readonly values: readonly number[] }
  | { readonly min: number; readonly max: number; readonly step: number };

/** CPU units (1024 = 1 vCPU) to memory in MiB. */
const SIZES: ReadonlyMap<number, MemoryRange> = new Map<number, MemoryRange>([
  [256, { values: [512, 1024, 2048] }],
  [512, { min: 1024, max: 4096, step: 1024 }],
  [1024, { min: 2048, max: 8192, step: 1024 }],
  [2048, { min: 4096, max: 16384, step: 1024 }],
  [4096, { min: 8192, max: 30720, step: 1024 }],
  [8192, { min: 16384, max: 61440, step: 4096 }],
  [16384, { min: 32768, max: 122880, step: 8192 }],
]);

/** Windows containers on Fargate start at one vCPU (same source). */
const WINDOWS_MIN_CPU = 1024;

function memoryValues(range: MemoryRange): readonly number[] {
  if ("values" in range) return range.values;
  const count = (range.max - range.min) / range.step + 1;
  return Array.from({ length: count }, (_, index) => range.min + index * range.step);
}

/** Whether Fargate runs a task of this size. */
export function isFargateSize(cpu: number, memory: number, windows = false): boolean {
  if (windows && cpu < WINDOWS_MIN_CPU) return false;
  const range = SIZES.get(cpu);
  return range !== undefined && memoryValues(range).includes(memory);
}

/** CPU units of `1024`, `1 vCPU`, `.5 vcpu`; undefined where ECS would refuse the spelling. */
export function parseCpu(text: string): number | undefined {
  return parseUnits(text, /^\s*(\d*\.?\d+)\s*(vcpus?)?\s*$/i, 1024);
}

/** MiB of `2048`, `2GB`, `2 gb`; undefined where ECS would refuse the spelling. */
export function parseMemory(text: string): number | undefined {
  return parseUnits(text, /^\s*(\d*\.?\d+)\s*(gb)?\s*$/i, 1024);
}

function parseUnits(text: string, pattern: RegExp, scale: number): number | undefined {
  const match = pattern.exec(text);
  if (!match?.[1]) return undefined;
  const value = Number(match[1]) * (match[2] ? scale : 1);
  return Number.isInteger(value) && value > 0 ? value : undefined;
}
