/** What tasks of every kind may be; see `checks.ts`. */
import type { FargateTaskArgs } from "../fargate-task";
import { ACCOUNT, BOUNDARY_ARN, boundaryFaults, LOG_GROUP } from "./aws-checks";
import type { LaunchType } from "./capacity";
import {
  absent,
  type Between,
  type Check,
  type Checks,
  flag,
  isRecord,
  oneOf,
  optional,
  text,
  whole,
} from "./checks";
import { LEAST_MIB, SIDECARS } from "./container-checks";
import { type ContainerArgs, EXEC_DIRECTORIES } from "./container-definition";
import { FARGATE_CPU, fargateMemory } from "./fargate-sizes";
import { quote } from "./faults";
import { monitoringFaults } from "./runtime-monitoring";
import { STATEMENTS } from "./statement-checks";
import { mainMemory } from "./task-containers";

type Size = Pick<FargateTaskArgs, "cpu" | "memoryMiB" | "storageGiB">;

/** What every task has beside its size and its main container. */
type Shared = Pick<
  FargateTaskArgs,
  | "account"
  | "architecture"
  | "family"
  | "logGroup"
  | "permissionsBoundaryArn"
  | "runtimeMonitoring"
  | "sidecars"
  | "taskStatements"
>;

/** Checks of {@link Shared}. */
export const TASK: Checks<Shared> = {
  account: ACCOUNT,
  family: text(/^[A-Za-z0-9_-]{1,255}$/, "1 to 255 of letters, digits, - and _"),
  architecture: optional(oneOf(["X86_64", "ARM64"])),
  logGroup: LOG_GROUP,
  sidecars: optional(SIDECARS),
  taskStatements: optional(STATEMENTS),
  runtimeMonitoring: optional(flag),
  permissionsBoundaryArn: optional(BOUNDARY_ARN),
};

const STORAGE: Check = (what, value) =>
  whole(21, 200)(what, value).map((fault) => `${fault}, or nothing for the free 20`);

/** Source: ECS API reference, RegisterTaskDefinition; a container's memory is a 32-bit number there. */
const ON_INSTANCES: Checks<Size> = {
  cpu: whole(128, 196_608),
  memoryMiB: whole(LEAST_MIB, 2_147_483_647),
  storageGiB: absent("is for Fargate; on instances tasks share the disk"),
};

/** Sizes of tasks where they run; on Fargate the memory has to go with the CPU units that were given. */
export function sizesOn(launchType: LaunchType, cpu: unknown): Checks<Size> {
  return launchType === "EC2"
    ? ON_INSTANCES
    : { cpu: FARGATE_CPU, memoryMiB: fargateMemory(cpu), storageGiB: optional(STORAGE) };
}

type Containers = Pick<FargateTaskArgs, "container" | "initContainers" | "sidecars">;
type Sized = Pick<FargateTaskArgs, "cpu" | "memoryMiB" | "runtimeMonitoring">;
type Related = Containers & Sized & Pick<FargateTaskArgs, "account" | "permissionsBoundaryArn">;

/**
 * What is wrong between the arguments of a task.
 *
 * @param mainName What the main container is called.
 * @param reservedMiB What AWS's own containers take.
 */
export function taskRelations(
  mainName: unknown,
  reservedMiB: (task: Sized) => number,
): Between<Related> {
  return (sound, given) => [
    ...boundaryFaults(sound),
    ...monitoringFaults(sound),
    ...nameFaults(mainName, given),
    ...countFaults(sound),
    ...portFaults(sound),
    ...memoryFaults(sound, given, reservedMiB),
  ];
}

/** Source: Amazon ECS service quotas, containers per task definition; ECS's own, such as Service Connect's, not counted. */
export const MOST_CONTAINERS = 10;

function countFaults({ sidecars = {}, initContainers = {} }: Partial<Related>): string[] {
  const count = 1 + Object.keys(sidecars).length + Object.keys(initContainers).length;
  return count > MOST_CONTAINERS
    ? [`${count} containers in a task, at most ${MOST_CONTAINERS} are allowed`]
    : [];
}

function nameFaults(mainName: unknown, { sidecars, initContainers }: Related): string[] {
  const taken = new Set([mainName]);
  return Object.entries({ sidecars, initContainers }).flatMap(([what, containers]) =>
    Object.keys(isRecord(containers) ? containers : {}).flatMap((name) => {
      const isTaken = taken.has(name);
      taken.add(name);
      return isTaken ? [`${what} ${quote(name)} has the name of another container`] : [];
    }),
  );
}

/** Those that run side by side share a network interface. */
function portFaults({ container, sidecars = {} }: Partial<Related>): string[] {
  const taken = new Set([container?.port?.number]);
  return Object.entries(sidecars).flatMap(([name, { port }]) => {
    const isTaken = port !== undefined && taken.has(port.number);
    taken.add(port?.number);
    return isTaken
      ? [
          `sidecars ${quote(name)}.port.number ${port.number} is another container's; choose another`,
        ]
      : [];
  });
}

/** What is wrong with containers beside the agent of ECS Exec, which brings directories of its own. */
export function execFaults({
  container,
  sidecars = {},
  initContainers = {},
}: Partial<Containers>): string[] {
  const called = (what: string, containers: Readonly<Record<string, ContainerArgs>>) =>
    Object.entries(containers).map(([name, one]) => [`${what} ${quote(name)}`, one] as const);
  const all = [
    ...(container ? [["container", container] as const] : []),
    ...called("sidecars", sidecars),
    ...called("initContainers", initContainers),
  ];
  return all.flatMap(([what, { tmpfs = {} }]) =>
    EXEC_DIRECTORIES.filter((directory) => Object.hasOwn(tmpfs, directory)).map(
      (directory) => `${what}.tmpfs ${quote(directory)} is ECS Exec's own; leave it out`,
    ),
  );
}

function memoryFaults(
  sound: Partial<Related>,
  given: Related,
  reservedMiB: (task: Sized) => number,
): string[] {
  const { container, cpu, memoryMiB, runtimeMonitoring, sidecars, initContainers } = sound;
  if (container === undefined || cpu === undefined || memoryMiB === undefined) return [];
  if (sidecars !== given.sidecars || initContainers !== given.initContainers) return [];
  const reservedMemoryMiB = reservedMiB({ cpu, memoryMiB, runtimeMonitoring });
  const left = mainMemory({ memoryMiB, sidecars, initContainers, reservedMemoryMiB });
  const needed = container.memoryMiB ?? LEAST_MIB;
  return left >= needed
    ? []
    : [
        `memoryMiB ${memoryMiB} leaves container ${left} of the ${needed} that it needs; the others and AWS's own take ${memoryMiB - left}`,
      ];
}
