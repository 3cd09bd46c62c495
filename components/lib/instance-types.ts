/**
 * Instance types that hosts are made of, and what they have. Source: EC2's DescribeInstanceTypes (DefaultVCpus, SizeInMiB,
 * MaximumNetworkInterfaces).
 */
import { quote } from "./faults";

/** Size → vCPUs and network interfaces. */
const SIZES = new Map<string, readonly [vcpus: number, interfaces: number]>([
  ["large", [2, 3]],
  ["xlarge", [4, 4]],
  ["2xlarge", [8, 4]],
  ["4xlarge", [16, 8]],
]);
/** GiB for each vCPU, by what a family is for. */
const FAMILIES = new Map([
  ["c", 2],
  ["m", 4],
  ["r", 8],
]);
const GENERATIONS = ["5", "6i", "6g", "7i", "7g"];
/** Burstable types by size. */
const BURSTABLE = new Map<string, readonly [vcpus: number, interfaces: number, gib: number]>([
  ["micro", [2, 2, 1]],
  ["small", [2, 3, 2]],
  ["medium", [2, 3, 4]],
  ["large", [2, 3, 8]],
  ["xlarge", [4, 4, 16]],
  ["2xlarge", [8, 4, 32]],
]);

/**
 * What the operating system and the agent leave of the memory; about. An instance says what it has when it joins the
 * cluster, some percent less than its type's.
 */
const LEFT_TO_TASKS = 0.92;

/** What an instance has for tasks. */
export interface InstanceRoom {
  readonly cpu: number;
  readonly memoryMiB: number;
  /** Tasks with a network interface each; one of the instance's is its own. */
  readonly tasks: number;
}

/** The room on an instance of this type; nothing where the type is not in the tables. */
export function roomOf(instanceType: string): InstanceRoom | undefined {
  const [, family = "", generation = "", size = ""] =
    /^([a-z])(\d[a-z]*)\.(\w+)$/.exec(instanceType) ?? [];
  const burstable = ["t3", "t4g"].includes(family + generation) ? BURSTABLE.get(size) : undefined;
  const shape = GENERATIONS.includes(generation) ? SIZES.get(size) : undefined;
  const gibPerVcpu = FAMILIES.get(family);
  const [vcpus, interfaces, gib] =
    burstable ?? (gibPerVcpu && shape ? [...shape, shape[0] * gibPerVcpu] : []);
  if (vcpus === undefined || interfaces === undefined || gib === undefined) return undefined;
  return {
    cpu: vcpus * 1024,
    memoryMiB: Math.floor(gib * 1024 * LEFT_TO_TASKS),
    tasks: interfaces - 1,
  };
}

/** The types that {@link roomOf} knows, for a message. */
export const KNOWN_TYPES =
  "t3 and t4g up to 2xlarge, or c, m and r of the generations 5, 6i, 6g, 7i and 7g, large to 4xlarge";

/** The type where none is given. */
export function defaultInstanceType(architecture: "X86_64" | "ARM64" = "X86_64"): string {
  return architecture === "ARM64" ? "t4g.medium" : "t3.medium";
}

/** What is wrong with a type's name, or with its processor. */
export function instanceTypeFault(of: {
  readonly instanceType?: string;
  readonly architecture?: "X86_64" | "ARM64";
}): string | undefined {
  const { architecture = "X86_64" } = of;
  const type = of.instanceType ?? defaultInstanceType(architecture);
  // A g after the generation says Graviton. Source: EC2 instance type naming conventions.
  const [, options] = /^[a-z]+\d+([a-z]*)(?:-[a-z0-9]+)?\.[a-z0-9]+$/.exec(type) ?? [];
  if (options === undefined) return `instanceType ${quote(type)} is not a type such as t3.medium`;
  return options.includes("g") === (architecture === "ARM64")
    ? undefined
    : `instanceType ${quote(type)} does not have the processor ${architecture}`;
}
