/** What a service's image can run by itself. */
import { type LogGroup, OneOffTask, type SecretReference } from "../components";
import { oneOffSize } from "../settings/sidecars";
import { type ServiceDefinition, type ServiceName, SERVICES } from "../services";
import { pick } from "./records";
import type { ServiceSurroundings } from "./service";
import { commonPeers, databasePeer } from "./service-arguments";

/** Makes a service's one-off tasks once its image is known; each gets the secrets that it names and nothing else. */
export function oneOffTasks(
  service: ServiceName,
  logGroup: LogGroup,
  secrets: Readonly<Record<string, SecretReference>>,
  surroundings: ServiceSurroundings,
): Record<string, OneOffTask> {
  const { environment, account, cluster, network, opts } = surroundings;
  const definition: ServiceDefinition = SERVICES[service];
  const { digest } = environment.services[service];
  if (digest === "none") return {};
  const make = (name: string) => {
    const { command, secrets: names } = definition.tasks[name] ?? { command: [], secrets: [] };
    const reachesDatabase = names.some((setting) => definition.secrets[setting] === "databaseUrl");
    return new OneOffTask(
      name,
      {
        account,
        cluster,
        network,
        taskName: name,
        family: `cruddur-${environment.environment}-${name}`,
        container: {
          repository: surroundings.repositories[service],
          digest,
          user: definition.user,
          tmpfs: definition.tmpfs,
          command,
          secrets: pick(secrets, names),
        },
        architecture: environment.architecture,
        logGroup,
        sidecars: surroundings.defaultSidecars,
        ...oneOffSize(surroundings.defaultSidecars),
        runtimeMonitoring: environment.runtimeMonitoring,
        egressTo: {
          ...commonPeers(surroundings),
          ...(reachesDatabase && databasePeer(surroundings)),
        },
        permissionsBoundaryArn: environment.permissionsBoundaryArn,
      },
      opts,
    );
  };
  return Object.fromEntries(Object.keys(definition.tasks).map((name) => [name, make(name)]));
}
