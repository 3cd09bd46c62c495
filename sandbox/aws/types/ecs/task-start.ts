import type { Call, Properties } from "../../resource-type";
import { secretsOf } from "./behaviour-rules";
import type { ContainerDefinition, LogConfiguration } from "./container";
import { isEcrImage } from "./fargate-rules";
import { object, text } from "./records";
import type { TargetFault } from "./target-health";
import { taskOf } from "./task-definition";
import { imageFault } from "./task-image";
import { instancesFault, type Placement } from "./instances";
import { networkFault } from "./task-network";
import { logFault } from "./task-logs";
import { orderFault } from "./task-order";
import { assume } from "./task-role";
import { registryFault, secretsFault } from "./task-secrets";

/** Where the tasks of a service run. */
export type Capacity = "fargate" | "provider" | "instances";

/**
 * How a task did not start: the scheduler's words differ for a role that cannot be assumed. What stopped was placed; why
 * it did is not in the service's events, but in the task.
 */
export type StartFault =
  | { readonly kind: "launch"; readonly error: string }
  | { readonly kind: "place"; readonly reason: string; readonly detail?: string }
  | { readonly kind: "capacity"; readonly reason: string }
  | { readonly kind: "stop"; readonly detail: string }
  | { readonly kind: "register"; readonly reason: string }
  | ({ readonly kind: "unhealthy" } & TargetFault);

const NO_INSTANCES =
  "No Container Instances were found in your cluster. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.";

/** A deployment's tasks, and where they run. */
export interface Start extends Placement {
  readonly capacity: Capacity;
}

/**
 * Why a task of this revision would not start: everything that AWS finds out only when it tries,
 * in the order in which it tries: roles, the network, secrets and registry login, images, loggers, the order of the
 * containers. Undefined: it runs. Whether a container then stays up is not simulated.
 */
export function startFault(start: Start, taskId: string, call: Call): StartFault | undefined {
  const { revision, service, capacity } = start;
  // Nothing registers instances with a simulated cluster but the Auto Scaling groups of capacity providers.
  if (capacity === "instances") return { kind: "capacity", reason: NO_INSTANCES };
  const full = capacity === "provider" ? instancesFault(start, call) : undefined;
  if (full !== undefined) return { kind: "capacity", reason: full };
  const task = taskOf(revision);
  for (const arn of [task.taskRoleArn, task.executionRoleArn]) {
    const role = arn === undefined ? undefined : assume(arn, call, taskId);
    if (typeof role === "string") return { kind: "launch", error: role };
  }
  const role =
    task.executionRoleArn === undefined ? undefined : assume(task.executionRoleArn, call, taskId);
  // Without an execution role there is nothing that the agent would fetch for the task.
  if (role === undefined || typeof role === "string") return undefined;
  const place = (reason: string | undefined) =>
    reason === undefined ? undefined : ({ kind: "place", reason } as const);
  const { containers } = task;
  const images = containers.map((container) => container.image ?? "");
  const credentials = containers.flatMap(({ repositoryCredentials: given }) =>
    given === undefined ? [] : [{ name: "repository", valueFrom: given.credentialsParameter }],
  );
  const secrets = [...containers.flatMap(secretsOf), ...credentials];
  const drivers = loggers(containers, service).map(({ log }) => log?.logDriver);
  const unreached =
    capacity === "fargate" ? networkFault(service, containers, secrets, drivers, call) : undefined;
  if (unreached !== undefined) return { kind: "place", ...unreached };
  const early =
    secretsFault(secrets, role, call) ??
    (images.some(isEcrImage) ? registryFault(role, call) : undefined);
  if (early !== undefined) return place(early);
  const platform = text(object(revision["runtimePlatform"])?.["cpuArchitecture"]);
  const architecture = platform === "ARM64" ? "arm64" : "amd64";
  for (const image of images) {
    const fault = imageFault(image, architecture, role, call);
    if (fault !== undefined) return place(fault);
  }
  for (const { name = "", log } of loggers(containers, service)) {
    const fault = logFault(name, log, role, call);
    if (fault !== undefined) return place(fault);
  }
  const stopped = orderFault(containers, call);
  return stopped === undefined ? undefined : { kind: "stop", detail: stopped };
}

/** The containers of the task, and the proxy that Service Connect adds. */
function loggers(
  containers: readonly ContainerDefinition[],
  service: Properties,
): readonly { readonly name: string; readonly log: LogConfiguration | undefined }[] {
  const own = containers.map(({ name = "", logConfiguration }) => ({
    name,
    log: logConfiguration,
  }));
  const connect = object(service["serviceConnectConfiguration"]);
  const given = connect?.["enabled"] === true ? object(connect["logConfiguration"]) : undefined;
  if (given === undefined) return own;
  const log = {
    logDriver: text(given["logDriver"]) ?? "",
    options: (given["options"] ?? {}) as Readonly<Record<string, string>>,
  };
  return [...own, { name: "ecs-service-connect", log }];
}
