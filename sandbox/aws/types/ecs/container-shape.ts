/**
 * The members of a container definition, their types and which are required:
 * AWS's API model, ecs 2014-11-13, shape ContainerDefinition and what it refers to.
 * `[]` marks a list, `map` a map of strings, other names a structure below.
 */
export interface Structure {
  readonly required?: readonly string[];
  readonly members: Readonly<Record<string, string>>;
}

export const CONTAINER_SHAPES: Readonly<Record<string, Structure>> = {
  ContainerDefinition: {
    members: {
      command: "string[]",
      cpu: "integer",
      credentialSpecs: "string[]",
      dependsOn: "ContainerDependency[]",
      disableNetworking: "boolean",
      dnsSearchDomains: "string[]",
      dnsServers: "string[]",
      dockerLabels: "map",
      dockerSecurityOptions: "string[]",
      entryPoint: "string[]",
      environment: "KeyValuePair[]",
      environmentFiles: "EnvironmentFile[]",
      essential: "boolean",
      extraHosts: "HostEntry[]",
      firelensConfiguration: "FirelensConfiguration",
      healthCheck: "HealthCheck",
      hostname: "string",
      image: "string",
      interactive: "boolean",
      links: "string[]",
      linuxParameters: "LinuxParameters",
      logConfiguration: "LogConfiguration",
      memory: "integer",
      memoryReservation: "integer",
      mountPoints: "MountPoint[]",
      name: "string",
      portMappings: "PortMapping[]",
      privileged: "boolean",
      pseudoTerminal: "boolean",
      readonlyRootFilesystem: "boolean",
      repositoryCredentials: "RepositoryCredentials",
      resourceRequirements: "ResourceRequirement[]",
      restartPolicy: "ContainerRestartPolicy",
      secrets: "Secret[]",
      startTimeout: "integer",
      stopTimeout: "integer",
      systemControls: "SystemControl[]",
      ulimits: "Ulimit[]",
      user: "string",
      versionConsistency: "string",
      volumesFrom: "VolumeFrom[]",
      workingDirectory: "string",
    },
  },
  ContainerDependency: {
    required: ["containerName", "condition"],
    members: { condition: "string", containerName: "string" },
  },
  KeyValuePair: { members: { name: "string", value: "string" } },
  EnvironmentFile: { required: ["value", "type"], members: { type: "string", value: "string" } },
  HostEntry: {
    required: ["hostname", "ipAddress"],
    members: { hostname: "string", ipAddress: "string" },
  },
  FirelensConfiguration: { required: ["type"], members: { options: "map", type: "string" } },
  HealthCheck: {
    required: ["command"],
    members: {
      command: "string[]",
      interval: "integer",
      retries: "integer",
      startPeriod: "integer",
      timeout: "integer",
    },
  },
  LinuxParameters: {
    members: {
      capabilities: "KernelCapabilities",
      devices: "Device[]",
      initProcessEnabled: "boolean",
      maxSwap: "integer",
      sharedMemorySize: "integer",
      swappiness: "integer",
      tmpfs: "Tmpfs[]",
    },
  },
  KernelCapabilities: { members: { add: "string[]", drop: "string[]" } },
  Device: {
    required: ["hostPath"],
    members: { containerPath: "string", hostPath: "string", permissions: "string[]" },
  },
  Tmpfs: {
    required: ["containerPath", "size"],
    members: { containerPath: "string", mountOptions: "string[]", size: "integer" },
  },
  LogConfiguration: {
    required: ["logDriver"],
    members: { logDriver: "string", options: "map", secretOptions: "Secret[]" },
  },
  Secret: { required: ["name", "valueFrom"], members: { name: "string", valueFrom: "string" } },
  MountPoint: { members: { containerPath: "string", readOnly: "boolean", sourceVolume: "string" } },
  PortMapping: {
    members: {
      appProtocol: "string",
      containerPort: "integer",
      containerPortRange: "string",
      hostPort: "integer",
      name: "string",
      protocol: "string",
    },
  },
  RepositoryCredentials: {
    required: ["credentialsParameter"],
    members: { credentialsParameter: "string" },
  },
  ResourceRequirement: {
    required: ["type"],
    members: { sharingStrategy: "SharingStrategy", type: "string", value: "string" },
  },
  SharingStrategy: { members: { nvidiaMps: "NvidiaMpsAllocation" } },
  NvidiaMpsAllocation: {
    required: ["memory"],
    members: { maxComputePercent: "integer", memory: "integer" },
  },
  ContainerRestartPolicy: {
    required: ["enabled"],
    members: { enabled: "boolean", ignoredExitCodes: "integer[]", restartAttemptPeriod: "integer" },
  },
  SystemControl: { members: { namespace: "string", value: "string" } },
  Ulimit: {
    required: ["name", "softLimit", "hardLimit"],
    members: { hardLimit: "integer", name: "string", softLimit: "integer" },
  },
  VolumeFrom: { members: { readOnly: "boolean", sourceContainer: "string" } },
};
