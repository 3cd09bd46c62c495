/** What RegisterTaskDefinition refuses about port mappings and the network of a container. Sources and the meaning of `aws` and `ours`: container-rules.ts. */
import { containerRule, firstDuplicate, itemRule, taskRule, type TaskRule } from "./task-rule";

/** API model: PortMapping.name. */
const PORT_NAME = /^[a-z0-9_][a-z0-9_-]{0,63}$/;
const PROTOCOLS = ["tcp", "udp"];
const APP_PROTOCOLS = ["http", "http2", "grpc"];

/** Network modes whose containers share one interface: ports cannot be mapped to others. */
const FIXED_PORT_MODES = ["awsvpc", "host"];

/** Container settings that need Docker's own network (API model: the members' documentation). */
const NOT_WITH_AWSVPC = {
  links: "Links are not supported",
  dnsServers: "DNS servers are not supported on container",
  dnsSearchDomains: "DNS search domains are not supported on container",
  extraHosts: "Extra hosts are not supported on container",
  hostname: "Hostname is not supported on container",
} as const;

export const PORT_RULES: readonly TaskRule[] = [
  itemRule(
    "ours",
    (container) => container.portMappings,
    (port, { name = "" }) =>
      port.protocol === undefined || PROTOCOLS.includes(port.protocol)
        ? undefined
        : `Invalid 'protocol' setting '${port.protocol}' for container '${name}'. Must be one of [${PROTOCOLS.join(",")}].`,
  ),
  itemRule(
    "ours",
    (container) => container.portMappings,
    (port, { name = "" }) =>
      port.appProtocol === undefined || APP_PROTOCOLS.includes(port.appProtocol)
        ? undefined
        : `Invalid 'appProtocol' setting '${port.appProtocol}' for container '${name}'. Must be one of [${APP_PROTOCOLS.join(",")}].`,
  ),
  itemRule(
    "aws",
    (container) => container.portMappings,
    (port) =>
      port.containerPortRange !== undefined && port.containerPort !== undefined
        ? "Cannot specify both single port and port range."
        : undefined,
  ),
  itemRule(
    "aws",
    (container) => container.portMappings,
    (port, { name = "" }) =>
      port.containerPortRange === undefined || isPortRange(port.containerPortRange)
        ? undefined
        : `Invalid 'containerPortRange' setting for container '${name}'.`,
  ),
  itemRule(
    "ours",
    (container) => container.portMappings,
    (port, { name = "" }) =>
      port.containerPortRange === undefined && !isPort(port.containerPort, 1)
        ? `Invalid 'containerPort' setting for container '${name}'. Must be between 1 and 65535.`
        : undefined,
  ),
  itemRule(
    "ours",
    (container) => container.portMappings,
    (port, { name = "" }) =>
      port.hostPort === undefined || isPort(port.hostPort, 0)
        ? undefined
        : `Invalid 'hostPort' setting for container '${name}'. Must be between 0 and 65535.`,
  ),
  itemRule(
    "aws",
    (container) => container.portMappings,
    (port, _container, task) =>
      FIXED_PORT_MODES.includes(task.networkMode) &&
      port.hostPort !== undefined &&
      port.hostPort !== port.containerPort
        ? `When networkMode=${task.networkMode}, the host ports and container ports in port mappings must match.`
        : undefined,
  ),
  taskRule("aws", (task) => {
    if (!FIXED_PORT_MODES.includes(task.networkMode)) return undefined;
    const used = task.containers.flatMap((container) =>
      (container.portMappings ?? [])
        .filter((port) => port.containerPort !== undefined)
        .map((port) => `${port.containerPort ?? ""}/${port.protocol ?? "tcp"}`),
    );
    const twice = firstDuplicate(used);
    return twice === undefined
      ? undefined
      : `The container port ${twice} is used multiple times in task.`;
  }),
  itemRule(
    "ours",
    (container) => container.portMappings,
    (port, { name = "" }) =>
      port.name === undefined || PORT_NAME.test(port.name)
        ? undefined
        : `Invalid port mapping name '${port.name}' for container '${name}'. Up to 64 lowercase letters, numbers, underscores and hyphens are allowed; it cannot start with a hyphen.`,
  ),
  taskRule("aws", (task) => {
    const names = task.containers.flatMap((container) =>
      (container.portMappings ?? []).flatMap((port) =>
        port.name === undefined ? [] : [port.name],
      ),
    );
    const twice = firstDuplicate(names);
    return twice === undefined ? undefined : `The port mapping name '${twice}' is already used.`;
  }),
  containerRule("aws", (container, task) => {
    if (task.networkMode !== "awsvpc") return undefined;
    for (const [member, sentence] of Object.entries(NOT_WITH_AWSVPC)) {
      const value = container[member as keyof typeof NOT_WITH_AWSVPC];
      if (value !== undefined && value.length > 0) return `${sentence} when networkMode=awsvpc.`;
    }
    return undefined;
  }),
];

function isPort(port: number | undefined, min: number): boolean {
  return port !== undefined && port >= min && port <= 65535;
}

function isPortRange(text: string): boolean {
  const match = /^(\d{1,5})-(\d{1,5})$/.exec(text);
  if (!match) return false;
  const [low, high] = [Number(match[1]), Number(match[2])];
  return isPort(low, 1) && isPort(high, 1) && low < high;
}
