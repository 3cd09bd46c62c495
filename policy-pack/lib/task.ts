import type { Reader } from "./reader";

/** True if the task runs Windows containers, for which some Linux settings do not exist. */
export function isWindows(task: Reader): boolean {
  const family = task.text("runtimePlatform.operatingSystemFamily") ?? "";
  return family.toUpperCase().startsWith("WINDOWS");
}

/** True if the task may run on Fargate. Without a statement AWS assumes EC2. */
export function isFargate(task: Reader): boolean {
  return task.texts("requiresCompatibilities").some((type) => type.toUpperCase() === "FARGATE");
}
