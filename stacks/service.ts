/** One of Cruddur's services in an environment. */
import type * as pulumi from "@pulumi/pulumi";
import {
  type Account,
  type Cluster,
  FargateService,
  type KeyReference,
  type LogGroup,
  type Network,
  Parameters,
  type RegistryRepository,
} from "../components";
import type { SidecarArgs } from "../components/lib/task-containers";
import type { Environment } from "../config";
import {
  MIGRATION,
  type RepositoryName,
  type ServiceDefinition,
  type ServiceName,
  SERVICES,
} from "../services";
import type { DataStores } from "./data";
import type { Edge } from "./edge";
import { type Facts, secretValues, settingsOf } from "./facts";
import { deploymentOf, peersOf, scalingOf, sidecarsOf, statementsOf } from "./service-arguments";

/** What services share. */
export interface ServiceSurroundings {
  readonly environment: Environment;
  readonly account: Account;
  readonly network: Network;
  readonly cluster: Cluster;
  readonly repositories: Readonly<Record<RepositoryName, RegistryRepository>>;
  readonly data: DataStores;
  readonly facts: Facts;
  readonly edge: Edge | undefined;
  /** The security team's containers, which every task gets. */
  readonly defaultSidecars: Readonly<Record<string, SidecarArgs>>;
  /** By service: alarms on its requests, which roll a deployment back. */
  readonly deploymentAlarms: Readonly<Record<string, readonly pulumi.Input<string>[]>>;
  /** Encrypts the services' parameters. */
  readonly key: KeyReference | undefined;
  readonly opts: pulumi.ComponentResourceOptions;
}

/** A service's parameters, and the service itself once its image is known. */
export interface DeployedService {
  readonly parameters: Parameters;
  readonly service?: FargateService;
}

/** Keeps a service's parameters and, once its image is known, runs it. */
export function deployService(
  name: ServiceName,
  logGroup: LogGroup,
  callees: Readonly<Record<string, FargateService>>,
  surroundings: ServiceSurroundings,
): DeployedService {
  const { environment, account, network, cluster, facts, edge, key, opts } = surroundings;
  const { deploymentAlarms } = surroundings;
  const definition: ServiceDefinition = SERVICES[name];
  const { user, port, healthCheck, tmpfs, migration } = definition;
  const { digest, cpu, memoryMiB } = environment.services[name];
  const parameters = new Parameters(
    name,
    {
      account,
      path: `/cruddur/${environment.environment}/${name}`,
      values: secretValues(definition, facts),
      key,
      protect: environment.protected,
    },
    opts,
  );
  if (digest === "none") return { parameters };
  const { secrets } = parameters;
  const image = { repository: surroundings.repositories[name], digest, user, tmpfs };
  const { CONNECTION_URL } = secrets;
  const service = new FargateService(
    name,
    {
      account,
      cluster,
      network,
      serviceName: name,
      family: `cruddur-${environment.environment}-${name}`,
      container: {
        ...image,
        port: { number: port },
        healthCheck,
        environment: settingsOf(definition, facts),
        secrets,
      },
      ...(migration && {
        initContainers: {
          [MIGRATION]: {
            ...image,
            ...migration,
            ...(CONNECTION_URL && { secrets: { CONNECTION_URL } }),
          },
        },
      }),
      sidecars: sidecarsOf(definition, surroundings),
      taskStatements: statementsOf(definition, surroundings),
      cpu,
      memoryMiB,
      architecture: environment.architecture,
      scaling: scalingOf(environment, name),
      discoverable: definition.discoverable,
      logGroup,
      ...(edge && { targets: { "load-balancer": edge.targets[name] } }),
      deployment: deploymentOf(environment, edge !== undefined, deploymentAlarms[name] ?? []),
      ...peersOf(definition, callees, surroundings),
      allowExec: environment.allowExec,
      runtimeMonitoring: environment.runtimeMonitoring,
      permissionsBoundaryArn: environment.permissionsBoundaryArn,
    },
    // Service Connect shows a client only what was there when the client was deployed.
    { ...opts, dependsOn: Object.values(callees) },
  );
  return { parameters, service };
}
