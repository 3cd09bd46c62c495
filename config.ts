/**
 * Stack configuration: the only place that reads it. Everything wrong is reported at once, before any resource exists:
 * the key, what was given (never a secret's value), what is allowed.
 */
import * as pulumi from "@pulumi/pulumi";
import { quote, userError } from "./components/lib/faults";
import { nearest } from "./components/lib/nearest";
import { crossFaults } from "./config-checks";
import {
  allSettings,
  NAMESPACE,
  SERVICE_SETTINGS,
  type Setting,
  SETTINGS,
  type Value,
} from "./config-keys";
import { SERVICE_NAMES, type SecretKey, type ServiceName } from "./services";

type Plain = {
  readonly [K in Exclude<keyof typeof SETTINGS, SecretKey>]: Value<(typeof SETTINGS)[K]>;
};
type ServiceSettings = ReturnType<typeof SERVICE_SETTINGS>;
/** What a service gets from the configuration. */
export type ServiceConfiguration = {
  readonly [K in keyof ServiceSettings]: Value<ServiceSettings[K]>;
};

/** A stack's configuration, complete and checked. */
export interface Environment extends Plain {
  readonly services: Readonly<Record<ServiceName, ServiceConfiguration>>;
  /** The secrets that are set; Pulumi keeps them encrypted. */
  readonly secrets: Readonly<Partial<Record<SecretKey, pulumi.Output<string>>>>;
}

/**
 * The configuration of a stack, from plain texts: pure, so that it can be tried without an engine.
 *
 * @param values Key with namespace → text.
 * @param secretKeys The keys that the stack file keeps encrypted.
 */
export function parseConfiguration(
  values: Readonly<Record<string, string>>,
  secretKeys: ReadonlySet<string>,
): { readonly environment: Environment } | { readonly faults: readonly string[] } {
  const faults = unknownKeys(values);
  const parse = (setting: Setting): unknown => {
    const given = values[setting.key] ?? setting.default;
    if (given === undefined) {
      if (!setting.optional) faults.push(`${setting.key} is missing; allowed: ${setting.allowed}`);
      return undefined;
    }
    if (setting.secret && !secretKeys.has(setting.key))
      faults.push(
        `${setting.key} is a secret but stands in plain text; replace it with: pulumi config set --secret ${setting.key}`,
      );
    const value = setting.parse(given);
    if (value === undefined) {
      const shown =
        setting.secret || secretKeys.has(setting.key) ? "the secret value" : quote(given);
      faults.push(`${setting.key}: ${shown} is not allowed; allowed: ${setting.allowed}`);
    }
    return value;
  };
  const parseAll = (settings: Readonly<Record<string, Setting>>) =>
    Object.fromEntries(Object.entries(settings).map(([name, setting]) => [name, parse(setting)]));

  const parsed = parseAll(SETTINGS);
  const services = Object.fromEntries(
    SERVICE_NAMES.map((name) => [name, parseAll(SERVICE_SETTINGS(name))]),
  );
  const secrets = Object.fromEntries(
    Object.entries(SETTINGS)
      .filter(([name, setting]) => setting.secret && typeof parsed[name] === "string")
      .map(([name]) => [name, pulumi.secret(parsed[name] as string)]),
  );
  const plain = Object.fromEntries(
    Object.entries(parsed).filter(([name]) => !SETTINGS[name as keyof typeof SETTINGS].secret),
  );
  // The table's types say what each value is; the faults say where it is not.
  const environment = { ...plain, services, secrets } as unknown as Environment;
  faults.push(...crossFaults(environment));
  return faults.length > 0 ? { faults } : { environment };
}

/**
 * Reads the stack's configuration.
 *
 * @throws pulumi.RunError that names every fault.
 */
export function readEnvironment(): Environment {
  const values = pulumi.runtime.allConfig();
  // Public in JavaScript, but left out of the type declarations.
  const { isConfigSecret } = pulumi.runtime as unknown as {
    isConfigSecret: (key: string) => boolean;
  };
  const result = parseConfiguration(values, new Set(Object.keys(values).filter(isConfigSecret)));
  if ("environment" in result) return result.environment;
  const { faults } = result;
  throw userError(
    [
      `The configuration of stack ${pulumi.getStack()} has ${faults.length === 1 ? "a fault" : `${faults.length} faults`}:`,
      ...faults.map((fault) => `  ${fault}`),
    ].join("\n"),
  );
}

/** Keys of our namespace that the table does not know; their values are not shown, for they may be misspelt secrets. */
function unknownKeys(values: Readonly<Record<string, string>>): string[] {
  const known = allSettings().map((setting) => setting.key);
  return Object.keys(values)
    .filter((key) => key.startsWith(`${NAMESPACE}:`) && !known.includes(key))
    .sort()
    .map((key) => {
      const near = nearest(key, known);
      return `${key} is unknown${near === undefined ? "" : `; did you mean ${near}?`}`;
    });
}
