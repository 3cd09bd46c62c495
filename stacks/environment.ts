/** Cruddur in one environment, from top to bottom. */
import type * as pulumi from "@pulumi/pulumi";
import { Cluster, ContainerRegistry, Keys, LogGroup, Network } from "../components";
import type { Environment } from "../config";
import { BASE_REPOSITORIES, SERVICE_NAMES } from "../services";
import { nextSteps } from "./next-steps";
import { stackProvider } from "./provider";
import { deployService } from "./service";
import { endpointServices } from "./service-arguments";

/** Deploys an environment and answers with the stack's outputs. */
export async function environmentStack(environment: Environment): Promise<pulumi.Inputs> {
  const prefix = `cruddur-${environment.environment}`;
  const path = `/cruddur/${environment.environment}`;
  const protect = environment.protected;

  const { provider, account } = await stackProvider(environment);
  const opts = { providers: [provider] };

  const keys = environment.customerKeys
    ? new Keys(
        "keys",
        {
          account,
          prefix,
          logGroupPath: `${path}/`,
          clusterName: prefix,
          deletionWindowInDays: environment.keyDeletionDays,
          protect,
        },
        opts,
      )
    : undefined;

  const logGroup = (name: string) =>
    new LogGroup(
      name,
      {
        logGroupName: `${path}/${name}`,
        retentionInDays: environment.logRetentionDays,
        key: keys?.logs,
        protect,
      },
      opts,
    );

  const network = new Network(
    "network",
    {
      account,
      cidrBlock: environment.vpcCidr,
      zoneCount: environment.zones,
      nat: ({ none: "None", single: "Single", onePerAz: "OnePerAz" } as const)[environment.nat],
      interfaceEndpoints: endpointServices(environment),
      flowLogs: {
        trafficType: environment.flowLogs,
        logGroup: logGroup("vpc-flow"),
        permissionsBoundaryArn: environment.permissionsBoundaryArn,
      },
    },
    opts,
  );

  const registry = new ContainerRegistry(
    "registry",
    {
      account,
      prefix,
      repositories: [...BASE_REPOSITORIES, ...SERVICE_NAMES],
      keepCandidates: environment.keepCandidates,
      key: keys?.registry,
      protect,
    },
    opts,
  );

  const cluster = new Cluster(
    "cluster",
    {
      clusterName: prefix,
      capacity: environment,
      containerInsights: environment.containerInsights,
      execLogGroup: logGroup("ecs-exec"),
      key: keys?.data,
    },
    opts,
  );

  const surroundings = { environment, account, network, cluster, key: keys?.data, opts };
  const services = SERVICE_NAMES.map((name) => {
    const logs = logGroup(name);
    return {
      name,
      logs,
      service: deployService(name, registry.repositories[name], logs, surroundings),
    };
  });
  const running = services.flatMap(({ name, service }) =>
    service ? [[name, service] as const] : [],
  );

  return {
    vpcId: network.vpcId,
    clusterName: cluster.ready.clusterName,
    repositoryUrls: mapValues(Object.entries(registry.repositories), ({ url }) => url),
    logGroupNames: mapValues(
      services.map(({ name, logs }) => [name, logs]),
      (logs) => logs.name,
    ),
    serviceNames: mapValues(running, (service) => service.serviceName),
    taskDefinitionArns: mapValues(running, (service) => service.taskDefinitionArn),
    nextSteps: nextSteps(environment, registry.repositories),
  };
}

function mapValues<T, U>(
  entries: readonly (readonly [string, T])[],
  of: (value: T) => U,
): Record<string, U> {
  return Object.fromEntries(entries.map(([name, value]) => [name, of(value)]));
}
