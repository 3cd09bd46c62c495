import { Undetermined, Unreadable, show } from "./finding";
import type { Aliases, Reader } from "./reader";

/** Pulumi's plural names in typed definitions, beside those of the ECS API. */
const PLURALS: Aliases = {
  add: ["adds"],
  awsLogsConfiguration: ["awsLogsConfigurations"],
  command: ["commands"],
  dependsOn: ["dependsOns"],
  drop: ["drops"],
  entryPoint: ["entryPoints"],
  environment: ["environments"],
  environmentFiles: ["environmentFile"],
};

const TASK = "aws:ecs/taskDefinition:TaskDefinition";
const DAEMON = "aws:ecs/daemonTaskDefinition:DaemonTaskDefinition";
const EXPRESS = "aws:ecs/expressGatewayService:ExpressGatewayService";
const NATIVE_TASK = "aws-native:ecs:TaskDefinition";
const NATIVE_DAEMON = "aws-native:ecs:DaemonTaskDefinition";
const NATIVE_EXPRESS = "aws-native:ecs:ExpressGatewayService";

/** Types that define a task with a network mode, volumes and roles of its own. */
export const TASK_DEFINITIONS = [TASK, NATIVE_TASK] as const;

/** Types that define a task, daemons too. */
export const TASKS = [...TASK_DEFINITIONS, DAEMON, NATIVE_DAEMON] as const;

/** Express services: one container, most of the task decided by AWS. */
export const EXPRESS_SERVICES = [EXPRESS, NATIVE_EXPRESS] as const;

/** Every type that carries containers. */
export const CONTAINER_TYPES = [...TASKS, ...EXPRESS_SERVICES] as const;

const cache = new WeakMap<object, readonly Reader[] | Undetermined | Unreadable>();

/**
 * The containers of a resource of one of the `CONTAINER_TYPES`: JSON text, a typed list or a single
 * object. Throws `Undetermined` if the list cannot be known and `Unreadable` if it is not one; the
 * answer is kept per resource, so that twenty rules parse the JSON once.
 */
export function containersOf(task: Reader, type: string): readonly Reader[] {
  const key = task.raw() as object;
  let answer = cache.get(key);
  if (answer === undefined) {
    answer = parsed(task, type);
    cache.set(key, answer);
  }
  if (answer instanceof Undetermined || answer instanceof Unreadable) throw answer;
  return answer;
}

function parsed(task: Reader, type: string): readonly Reader[] | Undetermined | Unreadable {
  try {
    return definitions(task, type).map((definition, index) => container(definition, index, type));
  } catch (error) {
    if (error instanceof Undetermined || error instanceof Unreadable) return error;
    throw error;
  }
}

function definitions(task: Reader, type: string): readonly Reader[] {
  if (isExpress(type)) {
    const primary = task.object("primaryContainer");
    return primary === undefined ? [] : [primary];
  }
  const list = task.json("containerDefinitions");
  if (list === undefined) {
    throw new Unreadable(
      task.place.urn,
      "containerDefinitions",
      "containerDefinitions is not set; expected a list of container definitions.",
    );
  }
  const value = list.raw();
  if (!Array.isArray(value) || value.length === 0) {
    throw list.unreadable({ path: list.path, value }, "a list of container definitions");
  }
  for (const item of list.list()) if (item.known()) requireObject(item);
  return list.list();
}

function requireObject(item: Reader): void {
  const value = item.raw();
  if (typeof value === "object" && !Array.isArray(value)) return;
  throw item.unreadable({ path: item.path, value }, "a container definition (an object)");
}

/** The definition as a reader whose findings name the container. */
function container(definition: Reader, index: number, type: string): Reader {
  const name = nameOf(definition);
  const subject =
    name !== undefined
      ? `Container ${show(name)}`
      : isExpress(type)
        ? "The primary container"
        : `Container #${index + 1}`;
  return definition.as({ subject, container: name, aliases: PLURALS });
}

/** True for a service whose one container has no name and no settings of its own. */
export function isExpress(type: string): boolean {
  return (EXPRESS_SERVICES as readonly string[]).includes(type);
}

function nameOf(definition: Reader): string | undefined {
  try {
    return definition.text("name");
  } catch (error) {
    if (error instanceof Undetermined || error instanceof Unreadable) return undefined;
    throw error;
  }
}
