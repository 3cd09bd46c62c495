/**
 * Containers that others wait for (`dependsOn`) and that end with a fault. No program runs here: an image says itself
 * how its programs end, by an annotation of its manifest.
 * What follows, and the sentence: aws/amazon-ecs-agent, pull request 3218; "Container dependency" (Developer Guide).
 */
import type { Call } from "../../resource-type";
import type { ContainerDefinition } from "./container";
import { manifestOf } from "./task-image";

/** Annotation of a manifest: a JSON object of command, as the container has it (arguments with spaces between), and exit code. */
export const EXIT_CODES = "com.cruddur.sandbox.exit-codes";

/**
 * Why the task stops before all of its containers have started; undefined: they start, or only such do not as the task
 * can do without.
 */
export function orderFault(
  containers: readonly ContainerDefinition[],
  call: Call,
): string | undefined {
  const named = new Map(containers.map((container) => [container.name ?? "", container]));
  const stuck = (target: ContainerDefinition, seen: readonly string[]): string | undefined => {
    for (const { containerName, condition } of target.dependsOn ?? []) {
      const first = named.get(containerName);
      if (first === undefined || seen.includes(containerName)) continue;
      const deeper = stuck(first, [...seen, containerName]);
      if (deeper !== undefined) return deeper;
      const code = condition === "SUCCESS" ? exitCode(first, call) : 0;
      if (code !== 0) return sentence(first, target, code);
    }
    return undefined;
  };
  for (const container of containers) {
    if (container.essential === false) continue;
    const fault = stuck(container, []);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function sentence(first: ContainerDefinition, target: ContainerDefinition, code: number): string {
  const is = ({ name = "", image = "" }: ContainerDefinition) => `${name}(${image})`;
  return `CannotStartContainerError: dependency graph: failed to resolve container ordering dependency [${is(first)} (STOPPED->RUNNING) - Exit: ${code}] for target [${is(target)} (NONE->RUNNING)]`;
}

/** How the container's program ends; 0 where its image says nothing. */
function exitCode({ image = "", command = [] }: ContainerDefinition, call: Call): number {
  const { annotations } = json(manifestOf(image, call)) as {
    annotations?: Readonly<Record<string, unknown>>;
  };
  const codes = json(annotations?.[EXIT_CODES]) as Readonly<Record<string, unknown>>;
  const code = codes[command.join(" ")];
  return typeof code === "number" ? code : 0;
}

function json(text: unknown): unknown {
  try {
    return (JSON.parse(String(text)) as unknown) ?? {};
  } catch {
    return {};
  }
}
