/**
 * What RegisterTaskDefinition refuses on any launch type, in the order in which it is looked at.
 * Facts: AWS's API model (ecs 2014-11-13: documentation of ContainerDefinition and its members) and
 * "Task definition parameters" in the Amazon ECS Developer Guide. Sentences marked `aws`: AWS's
 * answers as quoted in public issue trackers and in the messages that badmintoncryer/cdk-preflight
 * measured against the API.
 */
import { BEHAVIOUR_RULES } from "./behaviour-rules";
import { parseCpu, parseMemory } from "./fargate-size";
import { PORT_RULES } from "./port-rules";
import { containerRule, firstDuplicate, itemRule, taskRule, type TaskRule } from "./task-rule";

/** Letters, digits, `_` and `-`, at most 255 (API model: ContainerDefinition.name, family). */
const NAME = /^[A-Za-z0-9_-]{1,255}$/;
/** Registry, name and tag; or a name and a SHA-256 digest (API model: ContainerDefinition.image). */
const IMAGE = /^[A-Za-z0-9._:/#@-]{1,255}$/;
const DIGEST = /^[^@]{1,255}@sha256:[A-Fa-f0-9]{64}$/;
/** A task has at most ten containers (Amazon ECS service quotas). */
const MAX_CONTAINERS = 10;
/** Docker gives a container at least 6 MiB (API model: ContainerDefinition.memory). */
const MIN_MEMORY = 6;

const identity: readonly TaskRule[] = [
  taskRule("aws", (task) =>
    task.containers.length === 0 ? "Container list cannot be empty." : undefined,
  ),
  taskRule("aws", (task) =>
    task.containers.length > MAX_CONTAINERS ? "Too many containers." : undefined,
  ),
  containerRule("aws", (container) =>
    container.name ? undefined : "Container.name should not be null or empty.",
  ),
  containerRule("aws", (container) =>
    NAME.test(container.name ?? "") ? undefined : "Container.name contains invalid characters.",
  ),
  taskRule("aws", (task) =>
    firstDuplicate(task.containers.map((container) => container.name)) === undefined
      ? undefined
      : "Container names must be unique within a task definition.",
  ),
  containerRule("aws", (container) =>
    container.image ? undefined : "Container.image should not be null or empty.",
  ),
  containerRule("aws", ({ image = "" }) =>
    (image.includes("@") ? DIGEST : IMAGE).test(image)
      ? undefined
      : "Container.image contains invalid characters.",
  ),
  taskRule("aws", (task) =>
    task.containers.some((container) => container.essential ?? true)
      ? undefined
      : "Task definition doesn't have any essential container.",
  ),
];

const resources: readonly TaskRule[] = [
  taskRule("aws", (task) =>
    task.cpu !== undefined && parseCpu(task.cpu) === undefined
      ? "Invalid 'cpu' setting for task."
      : undefined,
  ),
  taskRule("aws", (task) =>
    task.memory !== undefined && parseMemory(task.memory) === undefined
      ? "Invalid 'memory' setting for task."
      : undefined,
  ),
  containerRule("ours", ({ name = "", cpu }) =>
    cpu !== undefined && cpu < 0 ? `Invalid 'cpu' setting for container '${name}'.` : undefined,
  ),
  containerRule("aws", ({ name = "", memory, memoryReservation }, task) =>
    task.memory === undefined && memory === undefined && memoryReservation === undefined
      ? `Invalid setting for container '${name}'. At least one of 'memory' or 'memoryReservation' must be specified.`
      : undefined,
  ),
  containerRule("ours", ({ name = "", memory, memoryReservation }) =>
    Math.min(memory ?? MIN_MEMORY, memoryReservation ?? MIN_MEMORY) < MIN_MEMORY
      ? `Invalid setting for container '${name}'. 'memory' must be at least ${MIN_MEMORY} MiB.`
      : undefined,
  ),
  containerRule("aws", ({ name = "", memory, memoryReservation }) =>
    memory !== undefined && memoryReservation !== undefined && memory < memoryReservation
      ? `Invalid setting for container '${name}'. 'memory' must be greater than or equal to 'memoryReservation'.`
      : undefined,
  ),
  containerRule("aws", ({ name = "", memory }, task) =>
    memory !== undefined && memory > (parseMemory(task.memory ?? "") ?? Infinity)
      ? `The 'memory' setting for container '${name}' is greater than for the task.`
      : undefined,
  ),
  containerRule("aws", ({ name = "", startTimeout }) =>
    startTimeout !== undefined && startTimeout < 2
      ? `Granular start timeout on container '${name}' must be at least 2 seconds.`
      : undefined,
  ),
  containerRule("aws", ({ name = "", stopTimeout }) =>
    stopTimeout !== undefined && stopTimeout < 2
      ? `Granular stop timeout on container '${name}' must be at least 2 seconds.`
      : undefined,
  ),
  itemRule(
    "aws",
    (container) => container.ulimits,
    (limit) =>
      limit.softLimit > limit.hardLimit
        ? `Soft limit exceeds hard limit for ulimit ${limit.name}.`
        : undefined,
  ),
  containerRule("aws", ({ name = "", restartPolicy }) => {
    const period = restartPolicy?.restartAttemptPeriod ?? 300;
    return period < 60 || period > 1800
      ? `The 'restartAttemptPeriod' setting for container '${name}' must be between 60 and 1800 seconds.`
      : undefined;
  }),
];

const volumes: readonly TaskRule[] = [
  taskRule("ours", (task) => {
    const bad = task.volumes.find((volume) => !NAME.test(volume.name));
    return bad && `Invalid volume name '${bad.name}'.`;
  }),
  taskRule("ours", (task) => {
    const twice = firstDuplicate(task.volumes.map((volume) => volume.name));
    return twice === undefined ? undefined : `The volume name '${twice}' is used more than once.`;
  }),
  taskRule("aws", (task) =>
    task.volumes.some(({ efsVolumeConfiguration: efs }) => {
      const root = efs?.rootDirectory ?? "/";
      return efs?.authorizationConfig?.accessPointId !== undefined && root !== "/";
    })
      ? 'When using an EFS access point, the root directory must either be set to "/" or be omitted.'
      : undefined,
  ),
  taskRule("aws", (task) =>
    task.volumes.some(
      ({ efsVolumeConfiguration: efs }) =>
        efs?.authorizationConfig?.iam === "ENABLED" && efs.transitEncryption !== "ENABLED",
    )
      ? "EFS IAM authorization requires TransitEncryption to be enabled."
      : undefined,
  ),
];

export const CONTAINER_RULES: readonly TaskRule[] = [
  ...identity,
  ...resources,
  ...PORT_RULES,
  ...volumes,
  ...BEHAVIOUR_RULES,
];
