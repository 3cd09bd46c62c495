/** The containers of a task together. */
import type { LaunchType } from "./capacity";
import { type ContainerArgs, containerDefinition } from "./container-definition";
import type { SecretReference } from "./references";

/** A container beside the main one; its memory has to be said. */
export interface SidecarArgs extends ContainerArgs {
  /** Hard limit in MiB, 6 to 122880. */
  readonly memoryMiB: number;
}

/** A task's containers and the memory that they share. */
export interface TaskContainers {
  /** What the main container is called. */
  readonly containerName: string;
  /** The main container; the task ends with it. */
  readonly container: ContainerArgs;
  /** Further containers by name; never essential, restarted when they end. Default: none. */
  readonly sidecars?: Readonly<Record<string, SidecarArgs>>;
  /**
   * Containers that run to their end, in this order, before the others start; where one fails the task does not start, so
   * that a deployment is rolled back. For migrations: every new task runs them, so they must be safe to repeat and to run
   * at once. Their memory stays theirs. Default: none.
   */
  readonly initContainers?: Readonly<Record<string, SidecarArgs>>;
  /** Whether the main container ends by itself, as that of a one-off task: then it needs no health check. Default false. */
  readonly runsToEnd?: boolean;
  /** MiB for all containers together. */
  readonly memoryMiB: number;
  /** MiB that AWS's own containers take, such as the Service Connect proxy. Default 0. */
  readonly reservedMemoryMiB?: number;
}

/** What the containers' JSON needs beside the containers. */
interface Surroundings {
  readonly region: string;
  readonly logGroup: string;
  /** Whether ECS Exec is allowed. */
  readonly exec: boolean;
  readonly launchType: LaunchType;
}

/** The containers as JSON: the same bytes for the same arguments. */
export function containerDefinitions(args: TaskContainers, common: Surroundings): string {
  const inits = Object.entries(args.initContainers ?? {});
  const after = inits.map(([name]) => name);
  const main = containerDefinition(args.container, {
    ...common,
    name: args.containerName,
    part: "main",
    after,
    memoryMiB: args.container.memoryMiB ?? mainMemory(args),
  });
  const sidecars = sidecarEntries(args).map(([name, sidecar]) =>
    containerDefinition(sidecar, {
      ...common,
      name,
      part: "sidecar",
      after: [],
      memoryMiB: sidecar.memoryMiB,
    }),
  );
  const first = inits.map(([name, init], index) =>
    containerDefinition(init, {
      ...common,
      name,
      part: "init",
      after: after.slice(0, index),
      memoryMiB: init.memoryMiB,
    }),
  );
  return JSON.stringify([main, ...sidecars, ...first]);
}

/** The secrets of all containers by setting name; services are deployed again when one changes. */
export function secretsOf(args: TaskContainers): Readonly<Record<string, SecretReference>> {
  const secrets = containersOf(args).map((container) => container.secrets);
  return Object.assign({}, ...secrets.reverse()) as Record<string, SecretReference>;
}

/** All containers, the main one first. */
export function containersOf(args: TaskContainers): ContainerArgs[] {
  return [
    args.container,
    ...Object.values(args.sidecars ?? {}),
    ...Object.values(args.initContainers ?? {}),
  ];
}

/** What the other containers, and AWS's own, leave of the task's memory. */
export function mainMemory(args: Omit<TaskContainers, "container" | "containerName">): number {
  const others = [
    ...Object.values(args.sidecars ?? {}),
    ...Object.values(args.initContainers ?? {}),
  ];
  const taken = others.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0);
  return args.memoryMiB - (args.reservedMemoryMiB ?? 0) - taken;
}

function sidecarEntries(args: TaskContainers): [string, SidecarArgs][] {
  return Object.entries(args.sidecars ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}
