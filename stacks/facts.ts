/** The values that services' settings are made of. */
import type * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../config";
import type { GeneratedFact, PlainFact, SecretKey, ServiceDefinition } from "../services";
import type { DataStores } from "./data";

/** By the names that `services.ts` has for them; what has no value is left out. */
export interface Facts {
  readonly plain: Readonly<Partial<Record<PlainFact, string>>>;
  readonly secret: Readonly<Partial<Record<SecretKey | GeneratedFact, pulumi.Input<string>>>>;
}

/** The facts of an environment. */
export function factsOf(environment: Environment, data: DataStores): Facts {
  const { domain } = environment;
  return {
    plain: {
      environment: environment.environment,
      region: environment.region,
      frontendUrl: environment.frontendUrl ?? (domain && `https://${domain}`),
      backendUrl: environment.backendUrl ?? (domain && `https://api.${domain}`),
      messagesTable: data.messages.name,
    },
    secret: {
      ...environment.secrets,
      databaseUrl: data.database.connectionUrl,
      userPoolId: data.users.userPoolId,
      userPoolClientId: data.users.userPoolClientId,
    },
  };
}

/** Plain settings of a service's container. */
export function settingsOf(
  { environment, configured }: ServiceDefinition,
  { plain }: Facts,
): Record<string, string> {
  return { ...environment, ...valuesOf(configured, plain) };
}

/** Settings of a service that come from parameters. */
export function secretValues(
  { secrets }: ServiceDefinition,
  { secret }: Facts,
): Record<string, pulumi.Input<string>> {
  return valuesOf(secrets, secret);
}

/** Setting → value, for the settings whose fact has one. */
function valuesOf<F extends string, T>(
  settings: Readonly<Record<string, F>>,
  facts: Readonly<Partial<Record<F, T>>>,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(settings).flatMap(([setting, fact]) => {
      const value = facts[fact];
      return value === undefined ? [] : [[setting, value] as const];
    }),
  );
}
