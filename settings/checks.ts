/** What is wrong between values that are each allowed by themselves. */
import { boundaryFaultsFor } from "../components/lib/aws-checks";
import { cidrFault } from "../components/lib/cidr";
import { leastMaxStorageGiB } from "../components/lib/database-faults";
import { wwwOf } from "../components/lib/domain-names";
import { fargateSizeFault } from "../components/lib/fargate-sizes";
import { agentFault } from "../components/lib/runtime-monitoring";
import type { Environment, Organization, ServiceConfiguration } from "../config";
import { SERVICE_NAMES, SERVICES, type ServiceName } from "../services";
import { capacityFaults } from "./capacity-checks";
import { sidecarCrossFaults } from "./sidecar-checks";

/** What is wrong between the values that every stack has. */
export function commonFaults({
  accountId,
  permissionsBoundaryArn: boundary,
}: Partial<Pick<Environment, "accountId" | "permissionsBoundaryArn">>): string[] {
  if (accountId === undefined || boundary === undefined) return [];
  return boundaryFaultsFor("cruddur:permissionsBoundaryArn", boundary, accountId);
}

/** Looks at whatever is known: values with a fault of their own are undefined here and are left alone. */
export function environmentFaults(given: Environment): string[] {
  // What has a fault of its own did not become a value.
  const environment: Known = given;
  return [
    ...networkFaults(environment),
    ...edgeFaults(environment),
    ...operationFaults(environment),
    ...protectionFaults(environment),
    ...sidecarCrossFaults(environment),
    ...capacityFaults(environment),
    ...SERVICE_NAMES.flatMap((name) => serviceFaults(name, environment)),
  ];
}

/** Looks at the organisation stack's values in the same way. */
export function organizationFaults(given: Partial<Organization>): string[] {
  const { auditTrail, organizationTrail, configRecorder } = given;
  const { conformancePack, conformancePackTemplate } = given;
  const faults: string[] = [];
  if (organizationTrail === true && auditTrail === false)
    faults.push("cruddur:organizationTrail true needs cruddur:auditTrail true, the trail itself");
  if (conformancePack !== undefined && conformancePack !== "none" && configRecorder === false)
    faults.push(
      `cruddur:conformancePack ${conformancePack} needs cruddur:configRecorder true: a pack judges what is recorded`,
    );
  if (conformancePack === "none" && conformancePackTemplate !== undefined)
    faults.push(
      "cruddur:conformancePackTemplate is set with cruddur:conformancePack none; choose account or organization, or set neither",
    );
  return faults;
}

/** What is known of an environment whose values may have faults. */
export type Known = Partial<Environment> & Pick<Environment, "services" | "secrets">;

function networkFaults({ vpcCidr, zones, nat, interfaceEndpoints }: Known): string[] {
  const faults: string[] = [];
  if (vpcCidr !== undefined && zones !== undefined) {
    const fault = cidrFault("cruddur:vpcCidr", vpcCidr, zones);
    if (fault !== undefined) faults.push(fault);
  }
  if (nat === "none" && interfaceEndpoints === "none")
    faults.push(
      "cruddur:nat none with cruddur:interfaceEndpoints none leaves tasks no way to the registry; choose one of them",
    );
  return faults;
}

function edgeFaults({ domain, hostedZone, allowPlainHttp, frontendUrl }: Known): string[] {
  const faults: string[] = [];
  if (hostedZone !== undefined && domain === undefined)
    faults.push("cruddur:hostedZone is set without cruddur:domain; set both or none");
  else if (hostedZone !== undefined && domain !== hostedZone && !domain?.endsWith(`.${hostedZone}`))
    faults.push(`cruddur:domain ${domain} is not in cruddur:hostedZone ${hostedZone}`);
  if (domain !== undefined && allowPlainHttp)
    faults.push(`cruddur:allowPlainHttp true does not go with cruddur:domain, which has HTTPS`);
  if (domain !== undefined && frontendUrl?.split("//")[1] === wwwOf(domain))
    faults.push(
      `cruddur:frontendUrl ${frontendUrl} is no page's origin, for ${wwwOf(domain)} is sent on to cruddur:domain; choose https://${domain}, or leave it out`,
    );
  return faults;
}

function operationFaults(environment: Known): string[] {
  const { tracing, tracingImageDigest, databaseStorageGiB, databaseMaxStorageGiB } = environment;
  const { runtimeMonitoring, region } = environment;
  const faults: string[] = [];
  const agent =
    runtimeMonitoring === true && region !== undefined
      ? agentFault("cruddur:runtimeMonitoring", region)
      : undefined;
  if (agent !== undefined) faults.push(agent);
  if (tracing !== undefined && tracing !== "none" && tracingImageDigest === "none")
    faults.push(
      `cruddur:tracing ${tracing} needs cruddur:tracingImageDigest, the image in this stack's own mirror`,
    );
  const { deployment, deploymentStepPercent, deploymentHookArn } = environment;
  // Source: ECS API reference, LinearConfiguration.
  if (deployment === "linear" && deploymentStepPercent !== undefined && deploymentStepPercent < 3)
    faults.push(
      `cruddur:deploymentStepPercent ${deploymentStepPercent} is too little for cruddur:deployment linear; choose 3 to 100`,
    );
  if (deployment === "rolling" && deploymentHookArn !== undefined)
    faults.push(
      "cruddur:deploymentHookArn does not go with cruddur:deployment rolling; choose blueGreen, canary or linear",
    );
  if (databaseStorageGiB !== undefined && databaseMaxStorageGiB !== undefined) {
    const least = leastMaxStorageGiB(databaseStorageGiB);
    if (databaseMaxStorageGiB < least)
      faults.push(
        `cruddur:databaseMaxStorageGiB ${databaseMaxStorageGiB} leaves cruddur:databaseStorageGiB ${databaseStorageGiB} no room to grow; choose ${least} or more`,
      );
  }
  return faults;
}

/** What `cruddur:protected` does not go with. */
function protectionFaults(environment: Known): string[] {
  const { onDemandBase, onDemandWeight, allowExec, allowPlainHttp } = environment;
  const { databaseMultiAz, databaseBackupDays, databaseFinalSnapshot, workingHours } = environment;
  const faults: string[] = [];
  if (environment.protected !== true) return faults;
  const refuse = (what: string, allowed: string) =>
    faults.push(`${what} does not go with cruddur:protected true; ${allowed}`);
  if (allowExec) refuse("cruddur:allowExec true", "choose false");
  if (allowPlainHttp) refuse("cruddur:allowPlainHttp true", "set cruddur:domain");
  if (databaseMultiAz === false) refuse("cruddur:databaseMultiAz false", "choose true");
  if (databaseFinalSnapshot === false) refuse("cruddur:databaseFinalSnapshot false", "choose true");
  if (databaseBackupDays !== undefined && databaseBackupDays < 7)
    refuse(`cruddur:databaseBackupDays ${databaseBackupDays}`, "choose 7 or more");
  if (workingHours !== undefined && workingHours !== "always")
    refuse(`cruddur:workingHours ${workingHours.from}-${workingHours.to}`, "choose always");
  if (environment.capacity !== "ec2" && onDemandBase === 0 && onDemandWeight === 0)
    refuse(
      "cruddur:onDemandBase 0 with cruddur:onDemandWeight 0, which is all Spot,",
      "give one of them 1 or more",
    );
  for (const key of ["frontendUrl", "backendUrl"] as const)
    if (environment[key]?.startsWith("http:"))
      refuse(`cruddur:${key} over plain HTTP`, "choose https://");
  return faults;
}

function serviceFaults(name: ServiceName, environment: Known): string[] {
  const { keyPrefix } = SERVICES[name];
  const service: Partial<ServiceConfiguration> = environment.services[name];
  const { cpu, memoryMiB, minTasks, maxTasks, requestsPerTask = 0 } = service;
  const faults: string[] = [];
  if (environment.capacity !== "ec2" && cpu !== undefined && memoryMiB !== undefined) {
    const fault = fargateSizeFault(cpu, memoryMiB);
    if (fault !== undefined)
      faults.push(`cruddur:${keyPrefix}Cpu and cruddur:${keyPrefix}Memory: ${fault}`);
  }
  if (minTasks !== undefined && maxTasks !== undefined && minTasks > maxTasks)
    faults.push(
      `cruddur:${keyPrefix}MinTasks ${minTasks} is more than cruddur:${keyPrefix}MaxTasks ${maxTasks}`,
    );
  const key = `cruddur:${keyPrefix}RequestsPerTask ${requestsPerTask}`;
  if (requestsPerTask > 0 && environment.domain === undefined && !environment.allowPlainHttp)
    faults.push(`${key} needs a load balancer, which counts them; set cruddur:domain`);
  if (requestsPerTask > 0 && minTasks === maxTasks && environment.workingHours === "always")
    faults.push(
      `${key} has nothing to choose; set cruddur:${keyPrefix}MaxTasks to more than cruddur:${keyPrefix}MinTasks`,
    );
  return faults;
}
