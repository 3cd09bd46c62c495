import type { LaunchType } from "./capacity";
import { anyOf, quote } from "./faults";
import type { RepositoryReference, SecretReference } from "./references";

/** One container of a task. What hardens it is not here: every container gets it. */
export interface ContainerArgs {
  /** Where the image is. The execution role is given exactly this repository. */
  readonly repository: RepositoryReference;
  /** Which image: `sha256:` and 64 hex digits. A tag can be moved, a digest cannot. */
  readonly digest: string;
  /** The user and group that the image's files belong to, as numbers: `10001:10001`. Never 0. */
  readonly user: string;
  /** What to run instead of the image's own command. */
  readonly command?: readonly string[];
  /** The port that it listens on; 1024 or higher, because it is not root. Default: none. */
  readonly port?: ContainerPort;
  /** Plain settings, visible to everyone who may read task definitions. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Secret settings: ECS reads them when the task starts. The execution role is given exactly these. */
  readonly secrets?: Readonly<Record<string, SecretReference>>;
  /** How ECS knows that it is well. Required for an essential container. */
  readonly healthCheck?: HealthCheck;
  /** Writable directories, in memory, with their size in MiB; the rest of the file system is read-only. */
  readonly tmpfs?: Readonly<Record<string, number>>;
  /** Hard limit in MiB. Default for the main container: what the sidecars and the proxy leave of the task's memory. */
  readonly memoryMiB?: number;
  /** Open files, soft and hard. Default 65535, which is Fargate's own. */
  readonly openFiles?: number;
  /** Seconds between SIGTERM and SIGKILL, 2 to 120. Default 30. */
  readonly stopTimeoutSeconds?: number;
}

/** A port of a container. */
export interface ContainerPort {
  /** Where the program listens, 1 to 65535. */
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
const EXEC_DIRECTORIES = ["/managed-agents", "/var/lib/amazon/ssm", "/var/log/amazon/ssm"];

/** Names that switch the task role off or turn the SDK to another endpoint. */
const FORBIDDEN_SETTINGS = [
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_PROFILE",
  "AWS_ENDPOINT_URL",
];

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

/**
 * What is wrong with a container's arguments; ranges as in the ECS API reference, ContainerDefinition.
 *
 * @param keepsRunning Whether the task needs it for as long as the task runs: then it has to say how it is.
 */
export function containerFaults(
  name: string,
  args: ContainerArgs,
  keepsRunning: boolean,
): string[] {
  const faults: string[] = [];
  const say = (text: string) => faults.push(`container ${quote(name)}: ${text}`);
  const range = (what: string, value: number | undefined, from: number, to: number) => {
    if (value !== undefined && (!Number.isInteger(value) || value < from || value > to))
      say(`${what} ${value} is out of range; choose ${from} to ${to}`);
  };

  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$/.test(name))
    say("the name may hold letters, digits, - and _, at most 255");
  if (!/^sha256:[0-9a-f]{64}$/.test(args.digest))
    say(`digest ${quote(args.digest)} is not sha256:<64 hex digits>`);
  if (!/^[1-9]\d{0,9}:[1-9]\d{0,9}$/.test(args.user))
    say(`user ${quote(args.user)} is not <uid>:<gid>, both numbers above 0`);
  if (keepsRunning && !args.healthCheck)
    say("healthCheck is missing; an essential container needs it");
  if (args.healthCheck?.command.length === 0) say("healthCheck.command is empty");
  range("port", args.port?.number, 1024, 65535);
  range("memoryMiB", args.memoryMiB, 6, 122880);
  range("openFiles", args.openFiles, 1024, 1048576);
  range("stopTimeoutSeconds", args.stopTimeoutSeconds, 2, 120);
  range("healthCheck.intervalSeconds", args.healthCheck?.intervalSeconds, 5, 300);
  range("healthCheck.timeoutSeconds", args.healthCheck?.timeoutSeconds, 2, 60);
  range("healthCheck.retries", args.healthCheck?.retries, 1, 10);
  range("healthCheck.startPeriodSeconds", args.healthCheck?.startPeriodSeconds, 0, 300);
  for (const [path, size] of sorted(args.tmpfs)) {
    if (!/^\/[^:,\s]+$/.test(path)) say(`tmpfs ${quote(path)} is not an absolute path`);
    range(`tmpfs ${quote(path)}: size`, size, 1, 65536);
  }
  faults.push(...settingFaults(name, args));
  return faults;
}

function settingFaults(container: string, args: ContainerArgs): string[] {
  const plain = Object.keys(args.environment ?? {});
  const secret = Object.keys(args.secrets ?? {});
  const names = [...new Set([...plain, ...secret])].sort();
  return names.flatMap((name) => {
    const who = `container ${quote(container)}: setting ${quote(name)}`;
    if (FORBIDDEN_SETTINGS.includes(name))
      return [
        `${who} is not allowed; the task role and the region say it (${anyOf(FORBIDDEN_SETTINGS)} are refused)`,
      ];
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
      return [`${who} may hold letters, digits and _, and no digit first`];
    return plain.includes(name) && secret.includes(name) ? [`${who} is both plain and secret`] : [];
  });
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
