import type { Rule } from "../lib/rule";
import ecsTaskNoPrivileged from "./ecs/task-no-privileged";

/** Every rule of the pack, in the order in which it reports. */
export const rules: readonly Rule[] = [ecsTaskNoPrivileged];
