/** What is wrong between the default sidecars and the rest of the configuration. */
import { LEAST_MIB } from "../components/lib/container-checks";
import { anyOf, quote } from "../components/lib/faults";
import { agentMemory } from "../components/lib/runtime-monitoring";
import { PROXY_MEMORY_MIB } from "../components/lib/service-connect";
import { MOST_CONTAINERS } from "../components/lib/task-checks";
import { type Tracer, tracerMemoryMiB, tracerNames } from "../components/lib/tracing";
import type { Environment, ServiceConfiguration } from "../config";
import {
  MIGRATION,
  type ServiceDefinition,
  type ServiceName,
  SERVICE_NAMES,
  SERVICES,
} from "../services";
import { type DefaultSidecar, sidecarMemoryMiB } from "./sidecars";

type Known = Partial<Environment> & Pick<Environment, "services">;

/** Looks at whatever is known. */
export function sidecarCrossFaults(environment: Known): string[] {
  const { defaultSidecars: sidecars = {} } = environment;
  if (Object.keys(sidecars).length === 0) return [];
  return [
    ...countFaults(Object.keys(sidecars).length, environment),
    ...Object.entries(sidecars).flatMap(([name, sidecar]) => oneFaults(name, sidecar, environment)),
    ...memoryFaults(sidecarMemoryMiB(sidecars), environment),
  ];
}

function oneFaults(name: string, sidecar: DefaultSidecar, environment: Known): string[] {
  const { accountId, region, sidecarAccounts = [] } = environment;
  const who = `cruddur:defaultSidecars: sidecar ${quote(name)}`;
  const faults: string[] = [];
  if (takenNames().includes(name))
    faults.push(`${who} has the name of a container of Cruddur's own`);
  const trusted = [...sidecarAccounts, ...(accountId === undefined ? [] : [accountId])];
  if (sidecar.repository.startsWith("arn:")) {
    const [, , , where = "", account = ""] = sidecar.repository.split(":");
    if (!trusted.includes(account))
      faults.push(
        `${who} comes from account ${account}; allowed: this account, or one of cruddur:sidecarAccounts${sidecarAccounts.length > 0 ? ` (${anyOf(sidecarAccounts)})` : ", which is not set"}`,
      );
    if (region !== undefined && where !== region)
      faults.push(`${who} comes from region ${where}; replicate its image to ${region}`);
  }
  for (const [setting, arn] of Object.entries(sidecar.secrets ?? {})) {
    const [, , , where = "", account = ""] = arn.split(":");
    if (region !== undefined && where !== region)
      faults.push(`${who}: secret ${quote(setting)} is in region ${where}, not in ${region}`);
    if (accountId !== undefined && account !== accountId)
      faults.push(`${who}: secret ${quote(setting)} is in account ${account}, not in ${accountId}`);
  }
  return faults;
}

/** A task definition has so many containers and no more. */
function countFaults(count: number, environment: Known): string[] {
  const own = SERVICE_NAMES.map((name) => {
    const { migration }: ServiceDefinition = SERVICES[name];
    return 1 + (migration ? 1 : 0) + (tracerOf(name, environment) ? 1 : 0);
  });
  const most = MOST_CONTAINERS - Math.max(...own);
  return count > most
    ? [
        `cruddur:defaultSidecars has ${count}; at most ${most} are allowed, as a task has ${MOST_CONTAINERS} containers with Cruddur's own`,
      ]
    : [];
}

/** What takes the traces of a service, if anything does. */
function tracerOf(name: ServiceName, { tracing = "none" }: Known): Tracer | undefined {
  const { grants }: ServiceDefinition = SERVICES[name];
  return tracing !== "none" && grants.includes("traces") ? tracing : undefined;
}

function takenNames(): string[] {
  const tasks = SERVICE_NAMES.flatMap((name) => Object.keys(SERVICES[name].tasks));
  return [...SERVICE_NAMES, MIGRATION, ...tasks, ...tracerNames()];
}

/** One-off tasks are made as large as they need to be; services have the size that they are given. */
function memoryFaults(sidecarsMiB: number, environment: Known): string[] {
  const { runtimeMonitoring = false } = environment;
  return SERVICE_NAMES.flatMap((name) => {
    const service: Partial<ServiceConfiguration> = environment.services[name];
    const { cpu, memoryMiB } = service;
    if (cpu === undefined || memoryMiB === undefined) return [];
    const { keyPrefix, migration }: ServiceDefinition = SERVICES[name];
    const tracer = tracerOf(name, environment);
    const others =
      PROXY_MEMORY_MIB +
      (migration?.memoryMiB ?? 0) +
      (tracer ? tracerMemoryMiB(tracer) : 0) +
      agentMemory({ runtimeMonitoring, cpu, memoryMiB });
    const left = memoryMiB - others - sidecarsMiB;
    return left >= LEAST_MIB
      ? []
      : [
          `cruddur:${keyPrefix}Memory ${memoryMiB} is too little: cruddur:defaultSidecars take ${sidecarsMiB} MiB and what else runs beside ${name} ${others}`,
        ];
  });
}
