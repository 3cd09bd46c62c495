/**
 * Stack configuration: the only place that reads it. Everything wrong is reported at once, before any resource exists:
 * the key, what was given (never a secret's value), what is allowed.
 */
import * as pulumi from "@pulumi/pulumi";
import { quote, userError } from "./components/lib/faults";
import { nearest } from "./components/lib/nearest";
import { type SecretKey, SERVICE_NAMES, type ServiceName } from "./services";
import { allSettings, type Scope, SCOPE_SETTINGS } from "./settings";
import { commonFaults, environmentFaults, organizationFaults } from "./settings/checks";
import { COMMON_SETTINGS } from "./settings/common";
import { ENVIRONMENT_SETTINGS } from "./settings/environment";
import { ORGANIZATION_SETTINGS } from "./settings/organization";
import { SERVICE_SETTINGS } from "./settings/services";
import { NAMESPACE, type Setting, type Value } from "./settings/setting";

type Values<T> = { readonly [K in keyof T]: Value<T[K]> };
type Common = Omit<Values<typeof COMMON_SETTINGS>, "scope">;

/** What a service gets from the configuration. */
export type ServiceConfiguration = Values<ReturnType<typeof SERVICE_SETTINGS>>;

/** The configuration of an environment, complete and checked. */
export interface Environment extends Common, Omit<Values<typeof ENVIRONMENT_SETTINGS>, SecretKey> {
  readonly scope: "environment";
  readonly services: Readonly<Record<ServiceName, ServiceConfiguration>>;
  /** The secrets that are set; Pulumi keeps them encrypted. */
  readonly secrets: Readonly<Partial<Record<SecretKey, pulumi.Output<string>>>>;
}

/** The configuration of the organisation stack, complete and checked. */
export interface Organization extends Common, Values<typeof ORGANIZATION_SETTINGS> {
  readonly scope: "organization";
}

/** The configuration of a stack. */
export type StackConfiguration = Environment | Organization;

/**
 * The configuration of a stack, from plain texts: pure, so that it can be tried without an engine.
 *
 * @param values Key with namespace → text.
 * @param secretKeys The keys that the stack file keeps encrypted.
 */
export function parseConfiguration(
  values: Readonly<Record<string, string>>,
  secretKeys: ReadonlySet<string>,
): { readonly configuration: StackConfiguration } | { readonly faults: readonly string[] } {
  const reader = new Reader(values, secretKeys);
  const common = reader.all(COMMON_SETTINGS) as unknown as Common & { scope?: Scope };
  const scope = common.scope ?? "environment";
  reader.faults.push(...strangers(values, scope), ...commonFaults(common));
  // The tables' types say what each value is; the faults say where it is not.
  if (scope === "organization") {
    const own = reader.all(ORGANIZATION_SETTINGS) as unknown as Values<
      typeof ORGANIZATION_SETTINGS
    >;
    const organization = { ...common, ...own, scope } satisfies Organization;
    return reader.result(organization, organizationFaults(organization));
  }
  const { secrets, plain } = apart(reader.all(ENVIRONMENT_SETTINGS));
  const services = Object.fromEntries(
    SERVICE_NAMES.map((name) => [name, reader.all(SERVICE_SETTINGS(name))]),
  );
  const environment = { ...common, ...plain, scope, services, secrets } as unknown as Environment;
  return reader.result(environment, environmentFaults(environment));
}

/**
 * Reads the stack's configuration.
 *
 * @throws pulumi.RunError that names every fault.
 */
export function readConfiguration(): StackConfiguration {
  const values = pulumi.runtime.allConfig();
  // Public in JavaScript, but left out of the type declarations.
  const { isConfigSecret } = pulumi.runtime as unknown as {
    isConfigSecret: (key: string) => boolean;
  };
  const result = parseConfiguration(values, new Set(Object.keys(values).filter(isConfigSecret)));
  if ("configuration" in result) return result.configuration;
  const { faults } = result;
  throw userError(
    [
      `The configuration of stack ${pulumi.getStack()} has ${faults.length === 1 ? "a fault" : `${faults.length} faults`}:`,
      ...faults.map((fault) => `  ${fault}`),
    ].join("\n"),
  );
}

/** Reads settings and collects what is wrong with them. */
class Reader {
  readonly faults: string[] = [];

  constructor(
    private readonly values: Readonly<Record<string, string>>,
    private readonly secretKeys: ReadonlySet<string>,
  ) {}

  all(settings: Readonly<Record<string, Setting>>): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(settings).map(([name, setting]) => [name, this.one(setting)]),
    );
  }

  result<T extends StackConfiguration>(configuration: T, crossFaults: readonly string[]) {
    const faults = [...this.faults, ...crossFaults];
    return faults.length > 0 ? { faults } : { configuration };
  }

  private one(setting: Setting): unknown {
    const given = this.values[setting.key] ?? setting.default;
    if (given === undefined) {
      if (!setting.optional)
        this.faults.push(`${setting.key} is missing; allowed: ${setting.allowed}`);
      return undefined;
    }
    const encrypted = this.secretKeys.has(setting.key);
    if (setting.secret && !encrypted)
      this.faults.push(
        `${setting.key} is a secret but stands in plain text; replace it with: pulumi config set --secret ${setting.key}`,
      );
    if (encrypted && setting.plainBecause !== undefined) {
      this.faults.push(`${setting.key} is encrypted, but ${setting.plainBecause}`);
      return undefined;
    }
    const parts = setting.faults?.(given) ?? [];
    this.faults.push(...parts.map((fault) => `${setting.key}: ${fault}`));
    if (parts.length > 0) return undefined;
    const value = setting.parse(given);
    if (value === undefined) {
      const shown = setting.secret || encrypted ? "the secret value" : quote(given);
      this.faults.push(`${setting.key}: ${shown} is not allowed; allowed: ${setting.allowed}`);
    }
    return value;
  }
}

/** An environment's values without its secrets, and these as secrets. */
function apart(values: Readonly<Record<string, unknown>>): {
  plain: Record<string, unknown>;
  secrets: Record<string, pulumi.Output<string>>;
} {
  const settings: Readonly<Record<string, Setting>> = ENVIRONMENT_SETTINGS;
  const [plain, secrets]: [[string, unknown][], [string, pulumi.Output<string>][]] = [[], []];
  for (const [name, value] of Object.entries(values)) {
    if (settings[name]?.secret !== true) plain.push([name, value]);
    else if (typeof value === "string") secrets.push([name, pulumi.secret(value)]);
  }
  return { plain: Object.fromEntries(plain), secrets: Object.fromEntries(secrets) };
}

/**
 * Keys of our namespace that mean nothing to this stack. Their values are not shown, for they may be misspelt secrets.
 * `Pulumi.yaml` gives every stack the defaults of all scopes, so another scope's key counts only with another value.
 */
function strangers(values: Readonly<Record<string, string>>, scope: Scope): string[] {
  const known = allSettings().map((setting) => setting.key);
  const unknown = Object.keys(values)
    .filter((key) => key.startsWith(`${NAMESPACE}:`) && !known.includes(key))
    .sort()
    .map((key) => {
      const near = nearest(key, known);
      return `${key} is unknown${near === undefined ? "" : `; did you mean ${near}?`}`;
    });
  const others = Object.entries(SCOPE_SETTINGS).flatMap(([other, settings]) =>
    other === scope
      ? []
      : settings
          .filter(({ key, default: initial }) => key in values && values[key] !== initial)
          .map(
            ({ key }) => `${key} belongs to ${NAMESPACE}:scope ${other}; this stack's is ${scope}`,
          ),
  );
  return [...unknown, ...others];
}
