import type { LaunchType } from "./capacity";
import type { RepositoryReference, SecretReference } from "./references";

/** One container of a task. What hardens it is not here: every container gets it. */
export interface ContainerArgs {
  /** Where the image is. The execution role is given exactly this repository. */
  readonly repository: RepositoryReference;
  /** Which image: `sha256:` and 64 hex digits. A tag can be moved, a digest cannot. */
  readonly digest: string;
  /** The user and group that the image's files belong to, as numbers: `10001:10001`. Never 0; 2147483647 at most. */
  readonly user: string;
  /** Program and arguments to run instead of the image's own command, without a shell. */
  readonly command?: readonly string[];
  /** The port that it listens on; 1024 or higher, because it is not root. Default: none. */
  readonly port?: ContainerPort;
  /** Plain settings, visible to everyone who may read task definitions. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Secret settings: ECS reads them when the task starts. The execution role is given exactly these. */
  readonly secrets?: Readonly<Record<string, SecretReference>>;
  /** How ECS knows that it is well. Required for an essential container. */
  readonly healthCheck?: HealthCheck;
  /** Writable directories, in memory, with their size in MiB, 1 to 65536; the rest of the file system is read-only. */
  readonly tmpfs?: Readonly<Record<string, number>>;
  /** Hard limit in MiB, 6 to 122880. Default for the main container: what the sidecars and the proxy leave of the task's memory. */
  readonly memoryMiB?: number;
  /** Open files, soft and hard, 1024 to 1048576. Default 65535, which is Fargate's own. */
  readonly openFiles?: number;
  /** Seconds between SIGTERM and SIGKILL, 2 to 120. Default 30. */
  readonly stopTimeoutSeconds?: number;
}

/** A port of a container. */
export interface ContainerPort {
  /** Where the program listens, 1024 to 65535. */
  readonly number: number;
  /** Default `http`; `tcp` switches off Service Connect's HTTP metrics and retries. */
  readonly protocol?: "http" | "http2" | "grpc" | "tcp";
}

/** A container health check; exit code 0 means healthy. */
export interface HealthCheck {
  /** Program and arguments inside the container, without a shell. */
  readonly command: readonly string[];
  /** Default 30, 5 to 300. */
  readonly intervalSeconds?: number;
  /** Default 5, 2 to 60. */
  readonly timeoutSeconds?: number;
  /** Failures in a row that make it unhealthy. Default 3, 1 to 10. */
  readonly retries?: number;
  /** Failures do not count for so long after the start. Default 60, 0 to 300. */
  readonly startPeriodSeconds?: number;
}

/** What a container's JSON needs besides its own arguments. */
export interface ContainerContext {
  readonly name: string;
  /** The main container ends the task, a sidecar is started again, an init container runs once before the others. */
  readonly part: "main" | "sidecar" | "init";
  /** Init containers that have to end well before this one starts. */
  readonly after: readonly string[];
  readonly memoryMiB: number;
  readonly region: string;
  readonly logGroup: string;
  /** Whether ECS Exec is allowed: its agent needs three more writable directories. */
  readonly exec: boolean;
  readonly launchType: LaunchType;
}

/** Where the agent of ECS Exec writes. */
export const EXEC_DIRECTORIES = ["/managed-agents", "/var/lib/amazon/ssm", "/var/log/amazon/ssm"];

/**
 * One element of `containerDefinitions`, complete and in a fixed order, so that the same arguments give the same bytes.
 */
export function containerDefinition(args: ContainerArgs, context: ContainerContext): object {
  const openFiles = args.openFiles ?? 65535;
  return {
    name: context.name,
    image: `${args.repository.uri}@${args.digest}`,
    essential: context.part === "main",
    ...(context.after.length > 0 && {
      dependsOn: context.after.map((containerName) => ({ containerName, condition: "SUCCESS" })),
    }),
    ...(args.command && { command: args.command }),
    memory: context.memoryMiB,
    user: args.user,
    privileged: false,
    readonlyRootFilesystem: true,
    // Fargate refuses the list.
    ...(context.launchType === "EC2" && { dockerSecurityOptions: ["no-new-privileges"] }),
    linuxParameters: {
      capabilities: { drop: ["ALL"] },
      initProcessEnabled: true,
      tmpfs: tmpfsMounts(args, context.exec),
    },
    ...(args.port && { portMappings: [portMapping(args.port, context.name)] }),
    environment: sorted(args.environment).map(([name, value]) => ({ name, value })),
    secrets: sorted(args.secrets).map(([name, secret]) => ({ name, valueFrom: secret.arn })),
    ...(args.healthCheck && { healthCheck: healthCheck(args.healthCheck) }),
    ulimits: [{ name: "nofile", softLimit: openFiles, hardLimit: openFiles }],
    startTimeout: 120,
    stopTimeout: args.stopTimeoutSeconds ?? 30,
    ...(context.part === "sidecar" && { restartPolicy: { enabled: true } }),
    logConfiguration: logConfiguration(context.logGroup, context.region, context.name),
    versionConsistency: "enabled",
  };
}

/**
 * The log configuration of a container or a Service Connect proxy. Since 2025-06-25 ECS delivers without blocking when
 * nothing is said and may then drop lines: so mode and buffer are said.
 */
export function logConfiguration(
  group: string,
  region: string,
  stream: string,
): { logDriver: string; options: Record<string, string> } {
  return {
    logDriver: "awslogs",
    options: {
      "awslogs-group": group,
      "awslogs-region": region,
      "awslogs-stream-prefix": stream,
      "max-buffer-size": "25m",
      mode: "non-blocking",
    },
  };
}

function tmpfsMounts(args: ContainerArgs, exec: boolean): object[] {
  const [uid = "", gid = ""] = args.user.split(":");
  const own = sorted(args.tmpfs).map(([containerPath, size]) => ({
    containerPath,
    size,
    mountOptions: ["nosuid", "nodev", "noexec", "mode=0700", `uid=${uid}`, `gid=${gid}`],
  }));
  // The agent of ECS Exec runs as root beside the container's own process and starts programs from /managed-agents.
  const agent = EXEC_DIRECTORIES.map((containerPath) => ({
    containerPath,
    size: 64,
    mountOptions: ["nosuid", "nodev", "mode=0755"],
  }));
  return exec ? [...own, ...agent] : own;
}

function portMapping(port: ContainerPort, name: string): object {
  return {
    containerPort: port.number,
    hostPort: port.number,
    protocol: "tcp",
    name,
    ...(port.protocol !== "tcp" && { appProtocol: port.protocol ?? "http" }),
  };
}

function healthCheck(check: HealthCheck): object {
  return {
    command: ["CMD", ...check.command],
    interval: check.intervalSeconds ?? 30,
    timeout: check.timeoutSeconds ?? 5,
    retries: check.retries ?? 3,
    startPeriod: check.startPeriodSeconds ?? 60,
  };
}

/** The entries by name, in code-unit order, which no locale changes. */
function sorted<T>(record: Readonly<Record<string, T>> | undefined): [string, T][] {
  return Object.entries(record ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}
