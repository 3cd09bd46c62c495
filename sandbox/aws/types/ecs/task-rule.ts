import type { ContainerDefinition } from "./container";

/** A task definition as RegisterTaskDefinition looks at it. */
export interface Task {
  readonly containers: readonly ContainerDefinition[];
  /** `bridge` where the program gives none. */
  readonly networkMode: string;
  /** The program asks for Fargate compatibility. */
  readonly fargate: boolean;
  readonly windows: boolean;
  readonly cpu: string | undefined;
  readonly memory: string | undefined;
  readonly executionRoleArn: string | undefined;
  readonly taskRoleArn: string | undefined;
  readonly pidMode: string | undefined;
  readonly ipcMode: string | undefined;
  readonly placementConstraints: number;
  readonly volumes: readonly TaskVolume[];
}

export interface TaskVolume {
  readonly name: string;
  readonly hostPath?: string;
  readonly dockerVolumeConfiguration?: unknown;
  readonly efsVolumeConfiguration?: {
    readonly rootDirectory?: string;
    readonly transitEncryption?: string;
    readonly transitEncryptionPort?: number;
    readonly authorizationConfig?: { readonly accessPointId?: string; readonly iam?: string };
  };
}

/** One thing that RegisterTaskDefinition refuses. */
export interface TaskRule {
  /** `aws`: the sentence is AWS's own (source in the file's header). `ours`: only the fact is sourced. */
  readonly wording: "aws" | "ours";
  /** AWS's error code. */
  readonly code: string;
  /** The message for the first offence, undefined where there is none. */
  readonly find: (task: Task) => string | undefined;
}

type Find = (container: ContainerDefinition, task: Task) => string | undefined;

export function taskRule(
  wording: TaskRule["wording"],
  find: TaskRule["find"],
  code = "ClientException",
): TaskRule {
  return { wording, code, find };
}

/** A rule on each container; the first container that offends gives the message. */
export function containerRule(wording: TaskRule["wording"], find: Find): TaskRule {
  return taskRule(wording, (task) => {
    for (const container of task.containers) {
      const message = find(container, task);
      if (message !== undefined) return message;
    }
    return undefined;
  });
}

/** A rule on each item of a list in each container. */
export function itemRule<T>(
  wording: TaskRule["wording"],
  items: (container: ContainerDefinition) => readonly T[] | undefined,
  find: (item: T, container: ContainerDefinition, task: Task) => string | undefined,
): TaskRule {
  return containerRule(wording, (container, task) => {
    for (const item of items(container) ?? []) {
      const message = find(item, container, task);
      if (message !== undefined) return message;
    }
    return undefined;
  });
}

/** The first value that occurs twice. */
export function firstDuplicate<T>(values: readonly T[]): T | undefined {
  return values.find((value, index) => values.indexOf(value) !== index);
}
