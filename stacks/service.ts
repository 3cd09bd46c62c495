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
import type { Environment } from "../config";
import { SERVICES, type ServiceName } from "../services";
import { peersOf, secretValues, settingsOf } from "./service-arguments";

/** What services share. */
export interface ServiceSurroundings {
  readonly environment: Environment;
  readonly account: Account;
  readonly network: Network;
  readonly cluster: Cluster;
  /** Encrypts the service's parameters. */
  readonly key: KeyReference | undefined;
  readonly opts: pulumi.ComponentResourceOptions;
}

/** Keeps a service's parameters and, once its image is known, runs it. */
export function deployService(
  name: ServiceName,
  repository: RegistryRepository,
  logGroup: LogGroup,
  { environment, account, network, cluster, key, opts }: ServiceSurroundings,
): FargateService | undefined {
  const { user, port, healthCheck, tmpfs } = SERVICES[name];
  const { digest, cpu, memoryMiB, minTasks, maxTasks } = environment.services[name];
  const { secrets } = new Parameters(
    name,
    {
      account,
      path: `/cruddur/${environment.environment}/${name}`,
      values: secretValues(name, environment),
      key,
      protect: environment.protected,
    },
    opts,
  );
  if (digest === "none") return undefined;
  return new FargateService(
    name,
    {
      account,
      cluster,
      network,
      serviceName: name,
      family: `cruddur-${environment.environment}-${name}`,
      container: {
        repository,
        digest,
        user,
        port: { number: port },
        healthCheck,
        tmpfs,
        environment: settingsOf(name, environment),
        secrets,
      },
      cpu,
      memoryMiB,
      architecture: environment.architecture,
      scaling: { minTasks, maxTasks },
      logGroup,
      ...peersOf(environment, network),
      allowExec: environment.allowExec,
      permissionsBoundaryArn: environment.permissionsBoundaryArn,
    },
    opts,
  );
}
