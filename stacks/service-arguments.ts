/** What a service of `services.ts` becomes in an environment. */
import type * as pulumi from "@pulumi/pulumi";
import type { Network } from "../components";
import type { Peer } from "../components/lib/peers";
import type { Environment } from "../config";
import { SERVICES, type ServiceDefinition, type ServiceName } from "../services";

/** Plain settings of a service's container. */
export function settingsOf(name: ServiceName, environment: Environment): Record<string, string> {
  const definition: ServiceDefinition = SERVICES[name];
  const configured = Object.entries(definition.configured).flatMap(([setting, key]) => {
    const value = environment[key];
    return value === undefined ? [] : [[setting, value] as const];
  });
  return { ...definition.environment, ...Object.fromEntries(configured) };
}

/** Secret settings of a service that have a value. */
export function secretValues(
  name: ServiceName,
  environment: Environment,
): Record<string, pulumi.Output<string>> {
  const definition: ServiceDefinition = SERVICES[name];
  return Object.fromEntries(
    Object.entries(definition.secrets).flatMap(([setting, key]) => {
      const value = environment.secrets[key];
      return value === undefined ? [] : [[setting, value] as const];
    }),
  );
}

/** The AWS services that tasks talk with, for interface endpoints. */
export function endpointServices(environment: Environment): string[] {
  if (environment.interfaceEndpoints === "none") return [];
  return [
    "ecr.api",
    "ecr.dkr",
    "logs",
    "ssm",
    ...(environment.customerKeys ? ["kms"] : []),
    ...(environment.allowExec ? ["ssmmessages"] : []),
  ];
}

/** Whom a service's tasks talk with. */
export function peersOf(
  environment: Environment,
  network: Network,
): { ingressFrom: Record<string, Peer>; egressTo: Record<string, Peer> } {
  const { securityGroupId, s3PrefixListId } = network.endpoints;
  const https = 443;
  return {
    ingressFrom: { itself: { securityGroupId: "self" } },
    egressTo: {
      database: { cidrIpv4: environment.vpcCidr, port: 5432 },
      ...(securityGroupId && { endpoints: { securityGroupId, port: https } }),
      // Image layers come from S3, by its gateway.
      s3: { prefixListId: s3PrefixListId, port: https },
      // Honeycomb, Rollbar and Cognito have no endpoint in the VPC.
      ...(environment.nat !== "none" && { internet: { cidrIpv4: "0.0.0.0/0", port: https } }),
    },
  };
}
