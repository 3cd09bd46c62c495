/** What services may be; see `checks.ts`. */
import { scalingOf } from "../service-scaling";
import { NETWORK } from "./aws-checks";
import { CAPACITY, launchTypeOf } from "./capacity";
import { type Checks, faultsOf, flag, isRecord, optional, text } from "./checks";
import { CLUSTER } from "./cluster-checks";
import { INIT_CONTAINERS, mainContainer } from "./container-checks";
import { DEPLOYMENT } from "./deployment";
import type { FargateServiceArgs } from "./fargate-service-args";
import { quote } from "./faults";
import { areCounted, targetFaults, targetsOf } from "./load-balancing";
import { egressOf, ingressOf } from "./peers";
import { agentMemory } from "./runtime-monitoring";
import { PROXY_MEMORY_MIB } from "./service-connect";
import { execFaults, sizesOn, TASK, taskRelations } from "./task-checks";

/** What is wrong with a service's arguments. */
export function fargateServiceFaults(args: FargateServiceArgs): string[] {
  const given: Partial<FargateServiceArgs> = isRecord(args) ? args : {};
  const { capacity, cluster, container, deployment, targets } = given;
  const common = isRecord(cluster) ? cluster.capacity : undefined;
  // What is wrong with the container itself, its own check says.
  const hasPort = !isRecord(container) || container.port !== undefined;
  const checks: Checks<FargateServiceArgs> = {
    ...sizesOn(launchTypeOf(capacity ?? common), given.cpu),
    ...TASK,
    serviceName: text(/^[a-z0-9][a-z0-9-]{0,62}$/, "1 to 63 of lower-case letters, digits and -"),
    container: mainContainer(false),
    initContainers: optional(INIT_CONTAINERS),
    cluster: CLUSTER,
    network: NETWORK,
    capacity: optional(CAPACITY),
    discoverable: optional(flag),
    scaling: scalingOf(areCounted(targets)),
    deployment: optional(DEPLOYMENT),
    targets: optional(targetsOf(hasPort)),
    ingressFrom: optional(ingressOf(hasPort)),
    egressTo: optional(egressOf(hasPort)),
    allowExec: optional(flag),
  };
  const task = taskRelations(given.serviceName, (sized) => PROXY_MEMORY_MIB + agentMemory(sized));
  return faultsOf(args, checks, (sound) => [
    ...task(sound, args),
    ...(sound.deployment === deployment ? targetFaults(hasPort, sound.targets, deployment) : []),
    ...peerFaults(sound),
    ...(sound.discoverable === true && !hasPort
      ? ["discoverable is true, but the container has no port"]
      : []),
    ...(sound.allowExec === true ? execFaults(sound) : []),
  ]);
}

/** Targets are peers, too. */
function peerFaults({ targets = {}, ingressFrom = {} }: Partial<FargateServiceArgs>): string[] {
  return Object.keys(targets)
    .filter((name) => Object.hasOwn(ingressFrom, name))
    .map((name) => `targets ${quote(name)} has the name of a peer in ingressFrom; choose another`);
}
