/** What RegisterTaskDefinition refuses about health, order, secrets, mounts and logs of containers. Sources and the meaning of `aws` and `ours`: container-rules.ts. */
import { containerRule, itemRule, taskRule, type TaskRule } from "./task-rule";
import type { ContainerDefinition, SecretReference } from "./container";

const CONDITIONS = ["START", "COMPLETE", "SUCCESS", "HEALTHY"];

/** Seconds and counts that a health check may have (API model: shape HealthCheck). */
const HEALTH_CHECK_RANGES = {
  interval: [5, 300],
  timeout: [2, 60],
  retries: [1, 10],
  startPeriod: [0, 300],
} as const;

/** A Secrets Manager secret with optional key, stage and version; or an SSM parameter's ARN or name. */
const SECRET_ARN = /^arn:[\w-]+:secretsmanager:[a-z0-9-]+:\d{12}:secret:[^:]+(?::[^:]*){0,3}$/;
const PARAMETER_ARN = /^arn:[\w-]+:ssm:[a-z0-9-]+:\d{12}:parameter\/.+$/;
const PARAMETER_NAME = /^[A-Za-z0-9_.\-/]+$/;

function isSecretReference(valueFrom: string): boolean {
  if (valueFrom.startsWith("arn:"))
    return SECRET_ARN.test(valueFrom) || PARAMETER_ARN.test(valueFrom);
  return PARAMETER_NAME.test(valueFrom);
}

export const BEHAVIOUR_RULES: readonly TaskRule[] = [
  containerRule("ours", ({ name = "", healthCheck }) => {
    const start = healthCheck?.command[0];
    if (!healthCheck || (healthCheck.command.length > 1 && /^CMD(-SHELL)?$/.test(start ?? ""))) {
      return undefined;
    }
    return healthCheck.command.length === 1 && start === "NONE"
      ? undefined
      : `Invalid health check command for container '${name}'. It must start with CMD or CMD-SHELL and name a command.`;
  }),
  containerRule("ours", ({ name = "", healthCheck }) => {
    for (const [member, [min, max]] of Object.entries(HEALTH_CHECK_RANGES)) {
      const value = healthCheck?.[member as keyof typeof HEALTH_CHECK_RANGES];
      if (value !== undefined && (value < min || value > max)) {
        return `Invalid health check '${member}' setting ${value} for container '${name}'. Must be between ${min} and ${max}.`;
      }
    }
    return undefined;
  }),
  itemRule(
    "aws",
    (container) => container.dependsOn,
    (dependency, _container, task) =>
      task.containers.some((other) => other.name === dependency.containerName)
        ? undefined
        : `Cannot depend on container + '${dependency.containerName}' because it does not exist`,
  ),
  itemRule(
    "ours",
    (container) => container.dependsOn,
    (dependency, { name = "" }) =>
      CONDITIONS.includes(dependency.condition)
        ? undefined
        : `Invalid 'condition' setting '${dependency.condition}' for container '${name}'. Must be one of [${CONDITIONS.join(",")}].`,
  ),
  itemRule(
    "aws",
    (container) => container.dependsOn,
    (dependency, _container, task) => {
      const other = task.containers.find((item) => item.name === dependency.containerName);
      if (/^(SUCCESS|COMPLETE)$/.test(dependency.condition) && (other?.essential ?? true)) {
        return "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container";
      }
      return dependency.condition === "HEALTHY" && other?.healthCheck === undefined
        ? "A dependency container with HEALTHY condition must have health check configured"
        : undefined;
    },
  ),
  taskRule("ours", (task) =>
    hasCycle(task.containers) ? "The dependencies of the containers form a cycle." : undefined,
  ),
  itemRule("ours", secretsOf, (secret, { name = "" }) =>
    isSecretReference(secret.valueFrom)
      ? undefined
      : `Invalid 'valueFrom' of the secret '${secret.name}' for container '${name}': it must be the ARN of a Secrets Manager secret, or the ARN or name of an SSM parameter.`,
  ),
  containerRule("aws", ({ secrets = [], environment = [] }) => {
    const names = [
      ...environment.map((item) => item.name ?? ""),
      ...secrets.map((item) => item.name),
    ];
    const clash = secrets.find((item) => names.filter((name) => name === item.name).length > 1);
    return clash === undefined
      ? undefined
      : `The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '${clash.name}'.`;
  }),
  containerRule("aws", (container, task) =>
    secretsOf(container).length > 0 && task.executionRoleArn === undefined
      ? "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'."
      : undefined,
  ),
  containerRule("aws", ({ environmentFiles = [] }) =>
    environmentFiles.length > 10
      ? "The maximum number of environment files was exceeded. Specify ten or less and try again."
      : undefined,
  ),
  itemRule(
    "aws",
    (container) => container.environmentFiles,
    (file) => (/^arn:[\w-]+:s3:::.+\/.+$/.test(file.value) ? undefined : "Invalid arn syntax."),
  ),
  itemRule(
    "aws",
    (container) => container.mountPoints,
    (mount, _container, task) =>
      mount.sourceVolume === undefined ||
      task.volumes.some((volume) => volume.name === mount.sourceVolume)
        ? undefined
        : `Unknown volume '${mount.sourceVolume}'.`,
  ),
  containerRule("aws", ({ logConfiguration: log }) => {
    const missing =
      log?.logDriver === "awslogs"
        ? ["awslogs-region", "awslogs-group"].filter((option) => !log.options?.[option])
        : [];
    return missing.length > 0
      ? `Log driver awslogs requires options: ${missing.join(", ")}`
      : undefined;
  }),
];

/** All secrets that the agent resolves for a container: its own and its log driver's. */
export function secretsOf(container: ContainerDefinition): readonly SecretReference[] {
  return [...(container.secrets ?? []), ...(container.logConfiguration?.secretOptions ?? [])];
}

function hasCycle(containers: readonly ContainerDefinition[]): boolean {
  const needs = new Map(
    containers.map((item) => [
      item.name ?? "",
      (item.dependsOn ?? []).map((dependency) => dependency.containerName),
    ]),
  );
  const reaches = (from: string, to: string, seen: ReadonlySet<string>): boolean =>
    (needs.get(from) ?? []).some(
      (next) => next === to || (!seen.has(next) && reaches(next, to, new Set([...seen, next]))),
    );
  return [...needs.keys()].some((name) => reaches(name, name, new Set([name])));
}
