/** Cruddur in one environment, from top to bottom. */
import * as pulumi from "@pulumi/pulumi";
import {
  Cluster,
  ContainerRegistry,
  DnsQueryLog,
  type FargateService,
  ImageSigning,
  Keys,
  LogGroup,
  Network,
  type OneOffTask,
} from "../components";
import type { Environment } from "../config";
import { BASE_REPOSITORIES, MIRROR_REPOSITORIES, SERVICE_NAMES, SERVICES } from "../services";
import { dataStores } from "./data";
import { publicEdge } from "./edge";
import { factsOf } from "./facts";
import { nextSteps } from "./next-steps";
import { alertTopic, deploymentAlarms, observe, rejectAlarm, watchRequests } from "./observability";
import { type EnvironmentOutputs, execCommandOf } from "./outputs";
import { stackProvider } from "./provider";
import { mapValues, pick } from "./records";
import { deployService, type ServiceSurroundings } from "./service";
import { endpointServices, instancesOf } from "./service-arguments";
import { defaultSidecars } from "./sidecars";
import { oneOffTasks } from "./tasks";

/** The same values, some of them known only later. */
type Eventually<T> = pulumi.Input<T> | { readonly [K in keyof T]: Eventually<T[K]> };

/** Deploys an environment and answers with the stack's outputs. */
export async function environmentStack(
  environment: Environment,
): Promise<Eventually<EnvironmentOutputs>> {
  const prefix = `cruddur-${environment.environment}`;
  const path = `/cruddur/${environment.environment}`;
  const protect = environment.protected;

  const { provider, account, tags } = await stackProvider(environment);
  const opts = { providers: [provider] };

  const keys = environment.customerKeys
    ? new Keys(
        "keys",
        {
          account,
          prefix,
          // WAF and RDS prescribe the beginning of their groups' names.
          logGroupNames: [`${path}/*`, `/aws/rds/instance/${prefix}-*`, `aws-waf-logs-${prefix}`],
          clusterName: prefix,
          deletionWindowInDays: environment.keyDeletionDays,
          protect,
        },
        opts,
      )
    : undefined;

  const logGroup = (name: string, logGroupName = `${path}/${name}`) =>
    new LogGroup(
      name,
      {
        logGroupName,
        retentionInDays: environment.logRetentionDays,
        key: keys?.logs,
        protect,
      },
      opts,
    );

  const topic = alertTopic(environment, { account, prefix, opts });
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
        rejectAlarm: rejectAlarm(topic),
      },
    },
    opts,
  );

  if (environment.dnsQueryLogging)
    new DnsQueryLog(
      "dns-queries",
      { account, vpcId: network.vpcId, logGroup: logGroup("dns-queries") },
      opts,
    );

  const registry = new ContainerRegistry(
    "registry",
    {
      account,
      prefix,
      repositories: [...BASE_REPOSITORIES, ...MIRROR_REPOSITORIES, ...SERVICE_NAMES],
      keepCandidates: environment.keepCandidates,
      signatures: environment.imageSigning,
      key: keys?.registry,
      protect,
    },
    opts,
  );
  const signing = environment.imageSigning
    ? new ImageSigning("image-signing", { prefix, protect }, opts)
    : undefined;

  const cluster = new Cluster(
    "cluster",
    {
      clusterName: prefix,
      capacity: environment.capacity === "ec2" ? "instances" : environment,
      instances: instancesOf(environment, { account, network, tags }),
      containerInsights: environment.containerInsights,
      execLogGroup: logGroup("ecs-exec"),
      key: keys?.data,
      runtimeMonitoring: environment.runtimeMonitoring,
    },
    opts,
  );

  const data = dataStores(environment, { account, prefix, network, keys, opts });
  const edge = await publicEdge(environment, {
    account,
    provider,
    prefix,
    network,
    logGroup,
    opts,
  });
  const requests = watchRequests({ prefix, topic, cluster, edge, opts });
  const surroundings: ServiceSurroundings = {
    environment,
    account,
    network,
    cluster,
    repositories: registry.repositories,
    data,
    edge,
    defaultSidecars: defaultSidecars(environment, account),
    deploymentAlarms: deploymentAlarms(requests),
    facts: factsOf(environment, data),
    key: keys?.data,
    opts,
  };
  const logs: Record<string, LogGroup> = {};
  const running: Record<string, FargateService> = {};
  const tasks: Record<string, OneOffTask> = {};
  for (const name of SERVICE_NAMES) {
    const callees = pick(running, SERVICES[name].calls);
    logs[name] = logGroup(name);
    const deployed = deployService(name, logs[name], callees, surroundings);
    if (deployed.service) running[name] = deployed.service;
    Object.assign(tasks, oneOffTasks(name, logs[name], deployed.parameters.secrets, surroundings));
  }
  const observed = { account, prefix, topic, network, cluster, data, edge, running, opts };
  const dashboard = observe(environment, observed, requests);

  const { domain } = environment;
  return {
    region: account.region,
    imagePlatform: environment.architecture === "ARM64" ? "linux/arm64" : "linux/amd64",
    url: edge && pulumi.interpolate`${edge.scheme}://${domain ?? edge.loadBalancer.dnsName}`,
    apiUrl:
      edge &&
      pulumi.interpolate`${edge.scheme}://${domain ? `api.${domain}` : edge.loadBalancer.dnsName}`,
    albDnsName: edge?.loadBalancer.dnsName,
    vpcId: network.vpcId,
    clusterName: cluster.ready.clusterName,
    repositoryUrls: mapValues(registry.repositories, ({ url }) => url),
    signingProfileArn: signing?.profileArn,
    logGroupNames: mapValues(logs, (group) => group.name),
    serviceNames: mapValues(running, (service) => service.serviceName),
    taskDefinitionArns: mapValues(running, (service) => service.taskDefinitionArn),
    databaseEndpoint: data.database.address,
    messagesTableName: data.messages.name,
    userPoolId: data.users.userPoolId,
    userPoolClientId: data.users.userPoolClientId,
    alertTopicArn: topic.arn,
    dashboardName: dashboard.dashboardName,
    dashboardUrl: dashboard.url,
    oneOffTasks: mapValues(tasks, ({ run }) => run),
    dbTestCommand: tasks["db-test"]?.runCommand,
    execCommand: environment.allowExec ? execCommandOf(cluster.name, running) : undefined,
    nextSteps: nextSteps(environment, registry.repositories),
  };
}
