/** Cruddur in one environment, from top to bottom. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  Cluster,
  ContainerRegistry,
  FargateService,
  Keys,
  LogGroup,
  Network,
  Parameters,
  readAccount,
} from "../components";
import { defaultTags } from "../components/lib/tags";
import type { Environment } from "../config";
import { BASE_REPOSITORIES, SERVICE_NAMES } from "../services";
import { endpointServices, peersOf, secretValues, settingsOf } from "./service-arguments";
import { nextSteps } from "./next-steps";
import { SERVICES } from "../services";

/** Deploys an environment and answers with the stack's outputs. */
export async function environmentStack(environment: Environment): Promise<pulumi.Inputs> {
  const prefix = `cruddur-${environment.environment}`;
  const path = `/cruddur/${environment.environment}`;
  const protect = environment.protected;

  if (environment.accountId === undefined)
    void pulumi.log.info(
      "cruddur:accountId is not set: this deploys to whichever account the credentials belong to.",
    );
  const provider = new aws.Provider("aws", {
    region: environment.region as aws.Region,
    allowedAccountIds: environment.accountId === undefined ? undefined : [environment.accountId],
    defaultTags: { tags: defaultTags(environment) },
  });
  const opts = { providers: [provider] };
  const account = await readAccount(provider);

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

  const deployed = SERVICE_NAMES.map((name) => {
    const definition = SERVICES[name];
    const { digest, ...sizes } = environment.services[name];
    const repository = registry.repositories[name];
    const serviceLogs = logGroup(name);
    const { secrets } = new Parameters(
      name,
      {
        account,
        path: `${path}/${name}`,
        values: secretValues(name, environment),
        key: keys?.data,
        protect,
      },
      opts,
    );
    if (digest === "none" || !repository) return { name, logs: serviceLogs };
    const service = new FargateService(
      name,
      {
        account,
        cluster,
        network,
        serviceName: name,
        family: `${prefix}-${name}`,
        container: {
          repository,
          digest,
          user: definition.user,
          port: { number: definition.port },
          healthCheck: definition.healthCheck,
          tmpfs: definition.tmpfs,
          environment: settingsOf(name, environment),
          secrets,
        },
        cpu: sizes.cpu,
        memoryMiB: sizes.memoryMiB,
        architecture: environment.architecture,
        scaling: sizes,
        logGroup: serviceLogs,
        ...peersOf(environment, network),
        allowExec: environment.allowExec,
        permissionsBoundaryArn: environment.permissionsBoundaryArn,
      },
      opts,
    );
    return { name, logs: serviceLogs, service };
  });

  return {
    vpcId: network.vpcId,
    clusterName: cluster.ready.clusterName,
    repositoryUrls: Object.fromEntries(
      Object.entries(registry.repositories).map(([name, { url }]) => [name, url]),
    ),
    logGroupNames: Object.fromEntries(deployed.map(({ name, logs }) => [name, logs.name])),
    serviceNames: Object.fromEntries(
      deployed.flatMap(({ name, service }) => (service ? [[name, service.serviceName]] : [])),
    ),
    taskDefinitionArns: Object.fromEntries(
      deployed.flatMap(({ name, service }) => (service ? [[name, service.taskDefinitionArn]] : [])),
    ),
    nextSteps: nextSteps(environment, registry),
  };
}
