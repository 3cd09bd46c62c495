import { CONTAINER_RULES } from "./container-rules";
import { FARGATE_RULES } from "./fargate-rules";
import type { Task } from "./task-rule";

/** Why RegisterTaskDefinition refuses a task definition: like AWS, the first reason only. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** The first thing that AWS would refuse about a task definition; undefined: it registers. */
export function taskRefusal(task: Task): Refusal | undefined {
  const rules = task.fargate ? [...CONTAINER_RULES, ...FARGATE_RULES] : CONTAINER_RULES;
  for (const { code, find } of rules) {
    const message = find(task);
    if (message !== undefined) return { code, message };
  }
  return undefined;
}
