import type { Call, CheckFailure, Properties, ResourceType } from "../../resource-type";
import { checkEcsName } from "./cluster";
import { containersJson, normaliseContainer, parseContainers } from "./container";
import { parseCpu, parseMemory } from "./fargate-size";
import {
  ecsArn,
  ecsError,
  findRevision,
  items,
  nextRevision,
  object,
  putRevision,
  TASK_DEFINITION,
  text,
  texts,
} from "./records";
import { taskRefusal } from "./task-refusal";
import type { Task, TaskVolume } from "./task-rule";

/** Values that the provider's schema allows (AWS API model ecs 2014-11-13, enumerations). */
const ENUMS: Readonly<Record<string, readonly string[]>> = {
  ipcMode: ["host", "task", "none"],
  networkMode: ["bridge", "host", "awsvpc", "none"],
  pidMode: ["host", "task"],
};
const COMPATIBILITIES = ["EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"];
const ARCHITECTURES = ["X86_64", "ARM64"];
const SYSTEMS =
  /^(LINUX|WINDOWS_SERVER_(2019_FULL|2019_CORE|2016_FULL|2004_CORE|2022_CORE|2022_FULL|2025_CORE|2025_FULL|20H2_CORE))$/;
/** GiB (API model: EphemeralStorage.sizeInGiB). */
const STORAGE = { min: 21, max: 200 } as const;

const ROLE_ARN = /^arn:aws[a-z-]*:iam::(\d{12}):role\/.+$/;

function checkTaskDefinition(inputs: Properties): readonly CheckFailure[] {
  const failures = [...checkEcsName("family", inputs["family"])];
  const oneOf = (property: string, value: unknown, allowed: readonly string[]) => {
    if (typeof value === "string" && !allowed.includes(value)) {
      const list = allowed.map((item) => `"${item}"`).join(" ");
      failures.push({
        property,
        reason: `expected ${property} to be one of [${list}], got ${value}`,
      });
    }
  };
  for (const [property, allowed] of Object.entries(ENUMS)) {
    oneOf(property, inputs[property], allowed);
  }
  texts(inputs["requiresCompatibilities"]).forEach((value, index) => {
    oneOf(`requiresCompatibilities[${index}]`, value, COMPATIBILITIES);
  });
  const platform = object(inputs["runtimePlatform"]);
  oneOf("runtimePlatform.cpuArchitecture", platform?.["cpuArchitecture"], ARCHITECTURES);
  const system = text(platform?.["operatingSystemFamily"]);
  if (system !== undefined && !SYSTEMS.test(system)) {
    failures.push({
      property: "runtimePlatform.operatingSystemFamily",
      reason: `expected LINUX or a WINDOWS_SERVER release, got ${system}`,
    });
  }
  const size = object(inputs["ephemeralStorage"])?.["sizeInGib"];
  if (typeof size === "number" && (size < STORAGE.min || size > STORAGE.max)) {
    failures.push({
      property: "ephemeralStorage.sizeInGib",
      reason: `expected size_in_gib to be in the range (${STORAGE.min} - ${STORAGE.max}), got ${size}`,
    });
  }
  for (const property of ["executionRoleArn", "taskRoleArn"]) {
    const arn = text(inputs[property]);
    if (arn !== undefined && !/^arn:aws[\w-]*:[\w-]+:[\w-]*:\d{12}:.+$/.test(arn)) {
      failures.push({ property, reason: `(${arn}) is an invalid ARN` });
    }
  }
  failures.push(...checkContainers(inputs["containerDefinitions"]));
  return failures;
}

function checkContainers(value: unknown): readonly CheckFailure[] {
  if (typeof value !== "string") return [];
  const parsed = parseContainers(value);
  if (!("faults" in parsed)) return [];
  return parsed.faults.map((fault) => ({
    property: "containerDefinitions",
    reason: `ECS Task Definition container_definitions is invalid: ${fault}`,
  }));
}

/** The request as the rules of RegisterTaskDefinition look at it. */
export function taskOf(properties: Properties): Task {
  const parsed = parseContainers(text(properties["containerDefinitions"]) ?? "[]");
  const platform = text(object(properties["runtimePlatform"])?.["operatingSystemFamily"]);
  return {
    containers: "containers" in parsed ? parsed.containers : [],
    networkMode: text(properties["networkMode"]) ?? "bridge",
    fargate: texts(properties["requiresCompatibilities"]).includes("FARGATE"),
    windows: platform?.startsWith("WINDOWS") ?? false,
    cpu: sizeText(properties["cpu"]),
    memory: sizeText(properties["memory"]),
    executionRoleArn: text(properties["executionRoleArn"]),
    taskRoleArn: text(properties["taskRoleArn"]),
    pidMode: text(properties["pidMode"]),
    ipcMode: text(properties["ipcMode"]),
    placementConstraints: items(properties["placementConstraints"]).length,
    volumes: items(properties["volumes"]) as unknown as readonly TaskVolume[],
  };
}

/** The provider prints a number that the program gives. */
function sizeText(value: unknown): string | undefined {
  return typeof value === "number" ? String(value) : text(value);
}

function register(inputs: Properties, call: Call): Properties {
  const operation = "RegisterTaskDefinition";
  const task = taskOf(inputs);
  const refusal = taskRefusal(task);
  if (refusal !== undefined) throw ecsError(operation, refusal.code, refusal.message);
  for (const arn of [task.executionRoleArn, task.taskRoleArn]) {
    if (arn !== undefined && ROLE_ARN.exec(arn)?.[1] !== call.accountId) {
      throw ecsError(operation, "ClientException", "Role is not valid");
    }
  }
  const family = inputs["family"] as string;
  const revision = nextRevision(call.account, family);
  const arnWithoutRevision = ecsArn(call, `task-definition/${family}`);
  const containers = task.containers.map((item) => normaliseContainer(item, task.networkMode));
  return {
    arn: `${arnWithoutRevision}:${revision}`,
    arnWithoutRevision,
    containerDefinitions: containersJson(containers),
    ...(task.cpu === undefined ? {} : { cpu: String(parseCpu(task.cpu)) }),
    ...(task.memory === undefined ? {} : { memory: String(parseMemory(task.memory)) }),
    enableFaultInjection: inputs["enableFaultInjection"] ?? false,
    networkMode: task.networkMode,
    revision,
  };
}

/** Whether the program's containers are those that AWS gave back with its defaults filled in. */
function sameContainers(a: unknown, b: unknown): boolean {
  return ["awsvpc", "bridge"].some((networkMode) => {
    const [left, right] = [a, b].map((json) => {
      const parsed = parseContainers(String(json));
      return "containers" in parsed
        ? containersJson(parsed.containers.map((item) => normaliseContainer(item, networkMode)))
        : undefined;
    });
    return left !== undefined && left === right;
  });
}

export const taskDefinition: ResourceType = {
  token: TASK_DEFINITION,
  source: [
    "AWS API model ecs 2014-11-13: RegisterTaskDefinition, DeregisterTaskDefinition",
    "hashicorp/terraform-provider-aws internal/service/ecs/task_definition.go, container_definitions.go",
  ],
  defaults: { skipDestroy: false, trackLatest: false },
  required: ["containerDefinitions", "family"],
  forceNew: [
    "containerDefinitions",
    "cpu",
    "enableFaultInjection",
    "ephemeralStorage",
    "executionRoleArn",
    "family",
    "ipcMode",
    "memory",
    "networkMode",
    "pidMode",
    "placementConstraints",
    "proxyConfiguration",
    "requiresCompatibilities",
    "runtimePlatform",
    "taskRoleArn",
    "volumes",
  ],
  taggable: true,
  sets: ["placementConstraints", "requiresCompatibilities", "volumes"],
  json: ["containerDefinitions"],
  same: { containerDefinitions: sameContainers },
  check: checkTaskDefinition,
  create: (inputs, call) => {
    const outputs = register(inputs, call);
    putRevision(call.account, {
      status: "ACTIVE",
      properties: { ...inputs, ...outputs, region: call.region },
    });
    return { id: inputs["family"] as string, outputs };
  },
  outlivesDelete: (stored) => stored["skipDestroy"] === true,
  delete: (_id, stored, { account }) => {
    const revision = findRevision(account, stored["arn"] as string);
    if (revision !== undefined) putRevision(account, { ...revision, status: "INACTIVE" });
  },
  identity: { key: "arn", id: "family" },
};
