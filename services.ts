/**
 * Cruddur's services as data. Adding one: an entry here, its keys in `Pulumi.yaml` and its image digest in each stack
 * file (the tests name what is missing).
 */
import type { HealthCheck } from "./components/lib/container-definition";

/** What is the same for a service in every environment. */
export interface ServiceDefinition {
  /** Prefix of its configuration keys: `<prefix>ImageDigest`, `<prefix>Cpu` … */
  readonly keyPrefix: string;
  /** The port that it listens on. */
  readonly port: number;
  /** Numeric user and group of its image. */
  readonly user: string;
  readonly healthCheck: HealthCheck;
  /** Writable directories and their size in MiB. */
  readonly tmpfs: Readonly<Record<string, number>>;
  /** Sizes for `Pulumi.yaml`; with the 256 CPU units and 64 MiB that AWS advises for the Service Connect proxy. */
  readonly defaults: { readonly cpu: number; readonly memory: number };
  /** Plain settings. */
  readonly environment: Readonly<Record<string, string>>;
  /** Settings whose value is a configuration value; left out when that is not set. */
  readonly configured: Readonly<
    Record<string, "environment" | "region" | "frontendUrl" | "backendUrl">
  >;
  /** Secret settings → the secret configuration key that holds the value. */
  readonly secrets: Readonly<Record<string, SecretKey>>;
  /** Secret keys without which the service does not start. */
  readonly requiredSecrets: readonly SecretKey[];
}

/** Configuration keys that hold secrets. */
export type SecretKey = "connectionUrl" | "rollbarAccessToken" | "otelExporterOtlpHeaders";

/** The services, by the name of their repository, container and Service Connect endpoint. */
export const SERVICES = {
  "backend-flask": {
    keyPrefix: "backendFlask",
    port: 4567,
    user: "10001:10001",
    healthCheck: { command: ["/app/bin/health-check"] },
    tmpfs: { "/tmp": 64 },
    defaults: { cpu: 512, memory: 1024 },
    environment: {
      OTEL_EXPORTER_OTLP_ENDPOINT: "https://api.honeycomb.io",
      OTEL_SERVICE_NAME: "backend-flask",
      PYTHONUNBUFFERED: "1",
    },
    configured: {
      AWS_DEFAULT_REGION: "region",
      BACKEND_URL: "backendUrl",
      FLASK_ENV: "environment",
      FRONTEND_URL: "frontendUrl",
    },
    secrets: {
      CONNECTION_URL: "connectionUrl",
      OTEL_EXPORTER_OTLP_HEADERS: "otelExporterOtlpHeaders",
      ROLLBAR_ACCESS_TOKEN: "rollbarAccessToken",
    },
    requiredSecrets: ["connectionUrl"],
  },
} as const satisfies Readonly<Record<string, ServiceDefinition>>;

/** The name of a service. */
export type ServiceName = keyof typeof SERVICES;

/** All names. */
export const SERVICE_NAMES = Object.keys(SERVICES) as ServiceName[];

/** Repositories that hold images for others to build on, not services. */
export const BASE_REPOSITORIES = ["cruddur-python"] as const;
