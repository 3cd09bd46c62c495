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
  /** How the internet reaches it. */
  readonly public: PublicAccess;
  /** Whether other services find it by its name (Service Connect); all of them may call the ones that are found. */
  readonly discoverable: boolean;
  /** Services that it calls; they are deployed first, for Service Connect shows only what was there before. */
  readonly calls: readonly string[];
  /** Numeric user and group of its image. */
  readonly user: string;
  readonly healthCheck: HealthCheck;
  /** Writable directories and their size in MiB. */
  readonly tmpfs: Readonly<Record<string, number>>;
  /** Sizes for `Pulumi.yaml`; with the 256 CPU units and 64 MiB that AWS advises for the Service Connect proxy. */
  readonly defaults: { readonly cpu: number; readonly memory: number };
  /** What its image runs to its end before each task starts. */
  readonly migration?: { readonly command: readonly string[]; readonly memoryMiB: number };
  /** What its image can run by itself, as one-off tasks. */
  readonly tasks: Readonly<Record<string, OneOffCommand>>;
  /** What its program may do in AWS. */
  readonly grants: readonly Grant[];
  /** Plain settings. */
  readonly environment: Readonly<Record<string, string>>;
  /** Settings whose value is a configuration value; left out when that is not set. */
  readonly configured: Readonly<Record<string, PlainFact>>;
  /**
   * Settings that ECS reads from a parameter when a task starts → where the value comes from: a secret of the
   * configuration, or something that AWS names only when it is made (a container definition has to be known before).
   */
  readonly secrets: Readonly<Record<string, SecretKey | GeneratedFact>>;
}

/** The host and the paths of a public service. */
export interface PublicAccess {
  /** Before the domain; the empty one is the domain itself, which `www` is sent on to. */
  readonly subdomain: "" | "api";
  /** Without a domain there is one host for all: the paths of this service. Default: what no other takes. */
  readonly paths?: readonly string[];
  /** Answers 200 while a task is well. */
  readonly healthCheckPath: string;
  /** Which service's host or paths are looked at first. */
  readonly priority: number;
}

/** A command of a service's image. */
export interface OneOffCommand {
  readonly command: readonly string[];
  /** Which of the service's secret settings it gets. */
  readonly secrets: readonly string[];
}

/** What a program may be allowed. */
export type Grant = "messages" | "traces";

/** Plain values that settings are made of. */
export type PlainFact = "environment" | "region" | "frontendUrl" | "backendUrl" | "messagesTable";

/** Values that AWS makes. */
export type GeneratedFact = "databaseUrl" | "userPoolId" | "userPoolClientId";

/** Configuration keys that hold secrets. */
export type SecretKey = "rollbarAccessToken" | "otelExporterOtlpHeaders";

/** The services, by the name of their repository, container and Service Connect endpoint. */
export const SERVICES = {
  "backend-flask": {
    keyPrefix: "backendFlask",
    port: 4567,
    public: {
      subdomain: "api",
      paths: ["/api/*"],
      healthCheckPath: "/api/health-check",
      priority: 1,
    },
    discoverable: true,
    calls: [],
    user: "10001:10001",
    healthCheck: { command: ["/app/bin/health-check"] },
    tmpfs: { "/tmp": 64 },
    defaults: { cpu: 512, memory: 1024 },
    migration: { command: ["/app/bin/db/migrate"], memoryMiB: 128 },
    tasks: {
      "db-test": { command: ["/app/bin/db/test"], secrets: ["CONNECTION_URL"] },
      "db-migrate": { command: ["/app/bin/db/migrate"], secrets: ["CONNECTION_URL"] },
    },
    grants: ["messages", "traces"],
    environment: {
      OTEL_EXPORTER_OTLP_ENDPOINT: "https://api.honeycomb.io",
      OTEL_SERVICE_NAME: "backend-flask",
      PYTHONUNBUFFERED: "1",
    },
    configured: {
      AWS_DEFAULT_REGION: "region",
      BACKEND_URL: "backendUrl",
      DDB_MESSAGE_TABLE: "messagesTable",
      FLASK_ENV: "environment",
      FRONTEND_URL: "frontendUrl",
    },
    secrets: {
      AWS_COGNITO_USER_POOL_CLIENT_ID: "userPoolClientId",
      AWS_COGNITO_USER_POOL_ID: "userPoolId",
      CONNECTION_URL: "databaseUrl",
      OTEL_EXPORTER_OTLP_HEADERS: "otelExporterOtlpHeaders",
      ROLLBAR_ACCESS_TOKEN: "rollbarAccessToken",
    },
  },
  "frontend-react-js": {
    keyPrefix: "frontendReactJs",
    port: 3000,
    public: { subdomain: "", healthCheckPath: "/healthz", priority: 2 },
    discoverable: false,
    calls: ["backend-flask"],
    user: "10001:10001",
    healthCheck: { command: ["/app/bin/health-check"] },
    tmpfs: { "/tmp": 64 },
    defaults: { cpu: 256, memory: 512 },
    tasks: {},
    grants: [],
    environment: {},
    // Read at the start, so that one image serves every environment; without it the page asks where it comes from.
    configured: { REACT_APP_BACKEND_URL: "backendUrl" },
    secrets: {},
  },
} as const satisfies Readonly<Record<string, ServiceDefinition>>;

/** The name of a service. */
export type ServiceName = keyof typeof SERVICES;

/** All names, each after the services that it calls. */
export const SERVICE_NAMES = Object.keys(SERVICES) as ServiceName[];

/** What the container is called that migrates the database before a task starts. */
export const MIGRATION = "migrate";

/** The mirror of the tracing sidecar's image. */
export const TRACING_REPOSITORY = "tracing";

/** Repositories of our own images that others are built on. */
export const BASE_REPOSITORIES = ["cruddur-python"] as const;

/** Repositories of other people's images, copied by digest: one to build on, and the tracing sidecar. */
export const MIRROR_REPOSITORIES = ["nginx-unprivileged", TRACING_REPOSITORY] as const;

/** The short name of a repository. */
export type RepositoryName =
  ServiceName | (typeof BASE_REPOSITORIES)[number] | (typeof MIRROR_REPOSITORIES)[number];
