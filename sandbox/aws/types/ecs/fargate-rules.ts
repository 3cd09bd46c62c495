/**
 * What RegisterTaskDefinition refuses when Fargate compatibility is required.
 * Facts: "Amazon ECS task definition differences for Fargate" (Developer Guide) and AWS's API model
 * (ecs 2014-11-13). Sentences marked `aws` as in container-rules.ts; the quotation marks of the
 * network mode sentence are AWS's.
 */
import { isFargateSize, parseCpu, parseMemory } from "./fargate-size";
import { containerRule, itemRule, taskRule, type TaskRule } from "./task-rule";

/** Log drivers of Fargate (API model: LogConfiguration.logDriver). */
const LOG_DRIVERS = ["awslogs", "splunk", "awsfirelens"];
/** The only capability that a Fargate task may add (API model: KernelCapabilities.add). */
const CAPABILITIES = ["SYS_PTRACE"];
/** Seconds (API model: ContainerDefinition.stopTimeout). */
const MAX_STOP_TIMEOUT = 120;

const ECR_IMAGE = /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\//;

/** Whether an image lies in a private repository of Amazon ECR. */
export function isEcrImage(image: string): boolean {
  return ECR_IMAGE.test(image);
}

function unsupported(member: string): string {
  return `Fargate compatible task definitions do not support ${member}`;
}

const task: readonly TaskRule[] = [
  taskRule("aws", ({ networkMode }) =>
    networkMode === "awsvpc" ? undefined : "Fargate only supports network mode ‘awsvpc’.",
  ),
  taskRule("aws", ({ cpu }) =>
    cpu === undefined ? "Fargate requires that 'cpu' be defined at the task level." : undefined,
  ),
  taskRule("aws", ({ memory }) =>
    memory === undefined
      ? "Fargate requires that 'memory' be defined at the task level."
      : undefined,
  ),
  taskRule("aws", (given) => {
    const cpu = parseCpu(given.cpu ?? "") ?? 0;
    const memory = parseMemory(given.memory ?? "") ?? 0;
    return isFargateSize(cpu, memory, given.windows)
      ? undefined
      : `No Fargate configuration exists for given values: ${cpu} CPU, ${memory} memory. See the Amazon ECS documentation for the valid values.`;
  }),
  taskRule("aws", ({ ipcMode }) => (ipcMode === undefined ? undefined : unsupported("ipcMode"))),
  taskRule("aws", ({ pidMode }) =>
    pidMode === "host"
      ? "Tasks using the Fargate launch type do not support pidMode 'host'."
      : undefined,
  ),
  taskRule("aws", ({ placementConstraints }) =>
    placementConstraints > 0 ? unsupported("constraints") : undefined,
  ),
  taskRule("aws", ({ volumes }) =>
    volumes.some((volume) => volume.hostPath) ? unsupported("sourcePath") : undefined,
  ),
  taskRule("aws", ({ volumes }) =>
    volumes.some((volume) => volume.dockerVolumeConfiguration !== undefined)
      ? unsupported("dockerVolumeConfiguration")
      : undefined,
  ),
  taskRule("aws", ({ containers, cpu }) =>
    sum(containers.map((container) => container.cpu)) > (parseCpu(cpu ?? "") ?? 0)
      ? "The sum of all container 'cpu' values cannot be greater than the task-level 'cpu' value."
      : undefined,
  ),
  taskRule("ours", ({ containers, memory }) =>
    sum(containers.map((item) => item.memoryReservation ?? item.memory)) >
    (parseMemory(memory ?? "") ?? 0)
      ? "The sum of all container 'memoryReservation' values cannot be greater than the task-level 'memory' value."
      : undefined,
  ),
];

function sum(values: readonly (number | undefined)[]): number {
  return values.reduce<number>((total, value) => total + (value ?? 0), 0);
}

const containers: readonly TaskRule[] = [
  containerRule("aws", ({ privileged }) =>
    privileged ? "Fargate requires that the 'privileged' setting be 'false'." : undefined,
  ),
  containerRule("aws", ({ linuxParameters }) => {
    if ((linuxParameters?.devices ?? []).length > 0) return unsupported("devices");
    if (linuxParameters?.sharedMemorySize !== undefined) return unsupported("sharedMemorySize");
    if (linuxParameters?.maxSwap !== undefined) return unsupported("maxSwap");
    return linuxParameters?.swappiness === undefined ? undefined : unsupported("swappiness");
  }),
  containerRule("aws", ({ dockerSecurityOptions = [] }) =>
    dockerSecurityOptions.length > 0 ? unsupported("dockerSecurityOptions") : undefined,
  ),
  containerRule("ours", ({ disableNetworking }) =>
    disableNetworking ? unsupported("disableNetworking") : undefined,
  ),
  itemRule(
    "ours",
    (container) => container.resourceRequirements,
    ({ type }) => (type === "GPU" ? unsupported("gpu") : undefined),
  ),
  itemRule(
    "ours",
    (container) => container.linuxParameters?.capabilities?.add,
    (capability, { name = "" }) =>
      CAPABILITIES.includes(capability)
        ? undefined
        : `Fargate does not support adding the Linux capability '${capability}' to container '${name}'. Must be one of [${CAPABILITIES.join(",")}].`,
  ),
  containerRule("aws", ({ stopTimeout = 0 }) =>
    stopTimeout > MAX_STOP_TIMEOUT
      ? "Tasks using the Fargate launch type must have a container stop timeout of less than 120 seconds."
      : undefined,
  ),
  containerRule("aws", ({ logConfiguration: log }) =>
    log === undefined || LOG_DRIVERS.includes(log.logDriver)
      ? undefined
      : `${log.logDriver} is not a valid log driver. Must be one of [${LOG_DRIVERS.join(",")}]`,
  ),
  containerRule("ours", ({ logConfiguration: log }) =>
    log?.logDriver === "awslogs" && !log.options?.["awslogs-stream-prefix"]
      ? "Log driver awslogs requires options: awslogs-stream-prefix"
      : undefined,
  ),
  containerRule("aws", ({ logConfiguration: log }, { executionRoleArn }) =>
    log?.logDriver === "awslogs" && executionRoleArn === undefined
      ? "Fargate requires task definition to have execution role ARN to support log driver awslogs."
      : undefined,
  ),
  containerRule("aws", ({ image = "" }, { executionRoleArn }) =>
    isEcrImage(image) && executionRoleArn === undefined
      ? "Fargate requires task definition to have execution role ARN to support ECR images."
      : undefined,
  ),
];

export const FARGATE_RULES: readonly TaskRule[] = [...task, ...containers];
