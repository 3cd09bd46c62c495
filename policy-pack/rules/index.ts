import type { Rule } from "../lib/rule";
import ecsTaskAwsvpcNetwork from "./ecs/task-awsvpc-network";
import ecsTaskNoHostIpc from "./ecs/task-no-host-ipc";
import ecsTaskNoHostPid from "./ecs/task-no-host-pid";
import ecsTaskNoPrivileged from "./ecs/task-no-privileged";
import ecsTaskNonRootUser from "./ecs/task-non-root-user";
import ecsTaskReadonlyRoot from "./ecs/task-readonly-root";

/** Every rule of the pack, in the order in which it reports. */
export const rules: readonly Rule[] = [
  ecsTaskAwsvpcNetwork,
  ecsTaskNoHostIpc,
  ecsTaskNoHostPid,
  ecsTaskNoPrivileged,
  ecsTaskNonRootUser,
  ecsTaskReadonlyRoot,
];
