import { isObject } from "../../../lib/values";
import { syntaxFault } from "../../lib/iam-document";
import { CONTAINER_SHAPES } from "./container-shape";

/** A container definition as the API takes it; every member is checked against AWS's model first. */
export interface ContainerDefinition {
  readonly name?: string;
  readonly image?: string;
  readonly command?: readonly string[];
  readonly cpu?: number;
  readonly memory?: number;
  readonly memoryReservation?: number;
  readonly essential?: boolean;
  readonly privileged?: boolean;
  readonly readonlyRootFilesystem?: boolean;
  readonly disableNetworking?: boolean;
  readonly hostname?: string;
  readonly startTimeout?: number;
  readonly stopTimeout?: number;
  readonly links?: readonly string[];
  readonly dnsServers?: readonly string[];
  readonly dnsSearchDomains?: readonly string[];
  readonly dockerSecurityOptions?: readonly string[];
  readonly extraHosts?: readonly unknown[];
  readonly environment?: readonly { readonly name?: string; readonly value?: string }[];
  readonly environmentFiles?: readonly { readonly value: string; readonly type: string }[];
  readonly secrets?: readonly SecretReference[];
  readonly dependsOn?: readonly {
    readonly containerName: string;
    readonly condition: string;
  }[];
  readonly portMappings?: readonly PortMapping[];
  readonly mountPoints?: readonly {
    readonly sourceVolume?: string;
    readonly containerPath?: string;
  }[];
  readonly volumesFrom?: readonly { readonly sourceContainer?: string }[];
  readonly ulimits?: readonly {
    readonly name: string;
    readonly softLimit: number;
    readonly hardLimit: number;
  }[];
  readonly resourceRequirements?: readonly { readonly type: string; readonly value?: string }[];
  readonly restartPolicy?: { readonly enabled: boolean; readonly restartAttemptPeriod?: number };
  readonly repositoryCredentials?: { readonly credentialsParameter: string };
  readonly healthCheck?: HealthCheck;
  readonly logConfiguration?: LogConfiguration;
  readonly linuxParameters?: {
    readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] };
    readonly devices?: readonly unknown[];
    readonly sharedMemorySize?: number;
    readonly maxSwap?: number;
    readonly swappiness?: number;
    readonly tmpfs?: readonly { readonly containerPath: string; readonly size: number }[];
  };
}

export interface SecretReference {
  readonly name: string;
  readonly valueFrom: string;
}

export interface PortMapping {
  readonly name?: string;
  readonly containerPort?: number;
  readonly containerPortRange?: string;
  readonly hostPort?: number;
  readonly protocol?: string;
  readonly appProtocol?: string;
}

export interface HealthCheck {
  readonly command: readonly string[];
  readonly interval?: number;
  readonly timeout?: number;
  readonly retries?: number;
  readonly startPeriod?: number;
}

export interface LogConfiguration {
  readonly logDriver: string;
  readonly options?: Readonly<Record<string, string>>;
  readonly secretOptions?: readonly SecretReference[];
}

export type Parsed =
  { readonly containers: readonly ContainerDefinition[] } | { readonly faults: readonly string[] };

/**
 * Reads the JSON of `containerDefinitions` as the provider does: member names in any letter case,
 * members that AWS's model does not have are dropped, values of the wrong type are faults.
 */
export function parseContainers(json: string): Parsed {
  const syntax = syntaxFault(json);
  if (syntax !== undefined) return { faults: [`it is not JSON: ${syntax}`] };
  const value: unknown = JSON.parse(json);
  if (!Array.isArray(value)) {
    return { faults: [`it must be a JSON list of container definitions, got ${kind(value)}`] };
  }
  const faults: string[] = [];
  const containers = value.map((item, index) =>
    read(item, "ContainerDefinition", `[${index}]`, faults),
  );
  return faults.length > 0 ? { faults } : { containers: containers as ContainerDefinition[] };
}

function read(value: unknown, type: string, path: string, faults: string[]): unknown {
  if (type.endsWith("[]")) {
    if (!Array.isArray(value)) return wrong(value, "a list", path, faults);
    return value
      .map((item, index) => ({ item: item as unknown, index }))
      .filter(({ item }) => item !== null)
      .map(({ item, index }) => read(item, type.slice(0, -2), `${path}[${index}]`, faults));
  }
  const structure = CONTAINER_SHAPES[type];
  if (structure) {
    if (!isObject(value)) return wrong(value, "an object", path, faults);
    const given = new Map(Object.entries(value).map(([name, item]) => [name.toLowerCase(), item]));
    for (const name of structure.required ?? []) {
      if ((given.get(name.toLowerCase()) ?? null) === null) {
        faults.push(`${path}.${name} is missing`);
      }
    }
    const members = Object.entries(structure.members).flatMap(([name, member]) => {
      const item = given.get(name.toLowerCase()) ?? null;
      return item === null ? [] : [[name, read(item, member, `${path}.${name}`, faults)] as const];
    });
    return Object.fromEntries(members);
  }
  return isScalar(value, type)
    ? value
    : wrong(value, type === "integer" ? "an integer" : `a ${type}`, path, faults);
}

function isScalar(value: unknown, type: string): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "map") {
    return isObject(value) && Object.values(value).every((item) => typeof item === "string");
  }
  return typeof value === type;
}

// The value itself stays out of the message: it may be somebody's secret.
function wrong(value: unknown, want: string, path: string, faults: string[]): unknown {
  faults.push(`${path} must be ${want}, got ${kind(value)}`);
  return undefined;
}

function kind(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : typeof value;
}

/** Health check settings that ECS fills in (AWS's API model, shape HealthCheck). */
const HEALTH_CHECK_DEFAULTS = { interval: 30, retries: 3, timeout: 5 } as const;

/** What DescribeTaskDefinition gives back for a container: defaults filled in, environment sorted. */
export function normaliseContainer(
  container: ContainerDefinition,
  networkMode: string,
): ContainerDefinition {
  const fixedPorts = networkMode === "awsvpc" || networkMode === "host";
  const full = {
    cpu: 0,
    essential: true,
    ...container,
    environment: byName(container.environment ?? []),
    mountPoints: container.mountPoints ?? [],
    portMappings: (container.portMappings ?? []).map((port) => ({
      ...port,
      ...(port.containerPort === undefined
        ? {}
        : { hostPort: port.hostPort ?? (fixedPorts ? port.containerPort : 0) }),
      protocol: port.protocol ?? "tcp",
    })),
    systemControls: (container as { systemControls?: unknown[] }).systemControls ?? [],
    volumesFrom: container.volumesFrom ?? [],
    ...(container.secrets ? { secrets: byName(container.secrets) } : {}),
    ...(container.healthCheck
      ? { healthCheck: { ...HEALTH_CHECK_DEFAULTS, ...container.healthCheck } }
      : {}),
  };
  return full;
}

function byName<T extends { readonly name?: string }>(items: readonly T[]): readonly T[] {
  return [...items].sort((a, b) => compare(a.name ?? "", b.name ?? ""));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The JSON that the provider keeps in its state: members in alphabetical order, no white space. */
export function containersJson(containers: readonly ContainerDefinition[]): string {
  return JSON.stringify(containers.map(sorted));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => compare(a, b)).map(([name, item]) => [name, sorted(item)]),
  );
}
