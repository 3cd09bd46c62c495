/**
 * The table of configuration keys: what each decides, what it allows, its default. `Pulumi.yaml` carries the defaults for
 * `pulumi config`; a test keeps both and the documentation equal.
 */
import { LOG_RETENTION_DAYS } from "./components/log-group";
import { SERVICE_NAMES, SERVICES, type ServiceName } from "./services";

/** One key of the table. */
export interface Setting<T = unknown> {
  /** With its namespace, as the stack file has it. */
  readonly key: string;
  /** What it decides, in a sentence. */
  readonly description: string;
  /** What may be given, as the error and the documentation say it. */
  readonly allowed: string;
  readonly unit?: string;
  /** The default as text; without one the key is required, unless it is optional. */
  readonly default?: string;
  readonly optional: boolean;
  /** Kept encrypted in the stack file. */
  readonly secret: boolean;
  /** The value; `undefined` when it is not allowed. */
  readonly parse: (text: string) => T | undefined;
}

type Facts = Pick<Setting, "description" | "unit" | "default"> & { readonly key: string };
/** What a key's text becomes. */
export type Value<S> = S extends Setting<infer T> ? T : never;

/** The namespace of our keys: the project's name. */
export const NAMESPACE = "cruddur";
const own = (name: string) => `${NAMESPACE}:${name}`;

const make = <T>(facts: Facts, allowed: string, parse: Setting<T>["parse"]): Setting<T> => ({
  ...facts,
  allowed,
  parse,
  optional: false,
  secret: false,
});
const integer = (from: number, to: number, facts: Facts) =>
  make(facts, `a whole number from ${from} to ${to}`, (text) =>
    /^(0|[1-9]\d{0,8})$/.test(text) && Number(text) >= from && Number(text) <= to
      ? Number(text)
      : undefined,
  );
const choice = <const T extends string>(values: readonly T[], facts: Facts) =>
  make(facts, values.join(", "), (text) => values.find((value) => value === text));
const flag = (facts: Facts) =>
  make(facts, "true, false", (text) =>
    ["true", "false"].includes(text) ? text === "true" : undefined,
  );
const text = (pattern: RegExp, allowed: string, facts: Facts) =>
  make(facts, allowed, (given) => (pattern.test(given) ? given : undefined));
const optional = <T>(setting: Setting<T>): Setting<T | undefined> => ({
  ...setting,
  optional: true,
});
const secret = (pattern: RegExp, allowed: string, facts: Facts): Setting<string | undefined> => ({
  ...text(pattern, allowed, facts),
  optional: true,
  secret: true,
});

const ORIGIN = /^https?:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/;
const ORIGIN_ALLOWED = "one exact origin such as https://cruddur.example, without path; never *";

/** Keys of the stack as a whole. */
export const SETTINGS = {
  region: text(/^[a-z]{2}(-[a-z]+)+-\d$/, "an AWS region such as us-east-1", {
    key: "aws:region",
    description: "The AWS region that everything is in.",
  }),
  scope: choice(["environment"], {
    key: own("scope"),
    default: "environment",
    description: "What the stack holds.",
  }),
  environment: text(
    /^[a-z][a-z0-9]{1,11}$/,
    "2 to 12 lower-case letters and digits, a letter first",
    {
      key: own("environment"),
      description: "Name of the environment: part of every physical name and a tag.",
    },
  ),
  accountId: optional(
    text(/^\d{12}$/, "12 digits", {
      key: own("accountId"),
      description: "The only AWS account that the stack may be deployed to.",
    }),
  ),
  protected: flag({
    key: own("protected"),
    default: "true",
    description:
      "Refuses deletion of what holds data, and refuses values that are fit for development only.",
  }),
  owner: text(/^[\w .@:/+-]{1,64}$/, "1 to 64 letters, digits and _ . @ : / + -", {
    key: own("owner"),
    default: "cruddur",
    description: "Tag Owner: whom to ask.",
  }),
  costCenter: text(/^[\w .@:/+-]{1,64}$/, "1 to 64 letters, digits and _ . @ : / + -", {
    key: own("costCenter"),
    default: "cruddur",
    description: "Tag CostCenter: who pays.",
  }),
  permissionsBoundaryArn: optional(
    text(/^arn:[a-z-]+:iam::(\d{12}|aws):policy\/\S+$/, "the ARN of an IAM policy", {
      key: own("permissionsBoundaryArn"),
      description: "Bounds every role of the stack.",
    }),
  ),
  vpcCidr: text(/^[\d./]+$/, "a private IPv4 range such as 10.10.0.0/16", {
    key: own("vpcCidr"),
    default: "10.0.0.0/16",
    description:
      "Addresses of the VPC; choose ranges that do not overlap, so that VPCs can be peered.",
  }),
  zones: integer(1, 6, {
    key: own("zones"),
    default: "2",
    description: "In how many availability zones there are subnets.",
  }),
  nat: choice(["none", "single", "onePerAz"], {
    key: own("nat"),
    default: "single",
    description: "NAT gateways, the tasks' way to the internet; about 33 USD a month each.",
  }),
  interfaceEndpoints: choice(["none", "tasks"], {
    key: own("interfaceEndpoints"),
    default: "none",
    description:
      "Private ways to the AWS services that tasks need (ECR, logs, SSM, KMS …); about 7 USD a month, endpoint and zone.",
  }),
  flowLogs: choice(["REJECT", "ALL"], {
    key: own("flowLogs"),
    default: "ALL",
    description: "Which connections the VPC's flow logs record.",
  }),
  logRetentionDays: make(
    {
      key: own("logRetentionDays"),
      default: "365",
      unit: "days",
      description: "How long log groups keep their events.",
    },
    LOG_RETENTION_DAYS.join(", "),
    (given) => LOG_RETENTION_DAYS.find((days) => String(days) === given),
  ),
  customerKeys: flag({
    key: own("customerKeys"),
    default: "true",
    description:
      "Customer keys for data, logs and images (3 USD a month) instead of AWS's own. Decide first: a change replaces the repositories, images included.",
  }),
  keyDeletionDays: integer(7, 30, {
    key: own("keyDeletionDays"),
    default: "30",
    unit: "days",
    description: "Days between the deletion of a customer key and the loss of what it encrypts.",
  }),
  keepCandidates: integer(1, 1000, {
    key: own("keepCandidates"),
    default: "20",
    unit: "images",
    description: "How many images that were built but not released stay in each repository.",
  }),
  containerInsights: choice(["enabled", "enhanced"], {
    key: own("containerInsights"),
    default: "enhanced",
    description: "Metrics of the cluster; enhanced adds them per task and container.",
  }),
  onDemandBase: integer(0, 1000, {
    key: own("onDemandBase"),
    default: "1",
    unit: "tasks",
    description: "How many tasks of a service run on demand before the weights count.",
  }),
  onDemandWeight: integer(0, 1000, {
    key: own("onDemandWeight"),
    default: "1",
    description: "Share of on-demand Fargate beyond the base.",
  }),
  spotWeight: integer(0, 1000, {
    key: own("spotWeight"),
    default: "0",
    description:
      "Share of Fargate Spot beyond the base: about a third of the price, can be taken away.",
  }),
  architecture: choice(["X86_64", "ARM64"], {
    key: own("architecture"),
    default: "X86_64",
    description: "The processor that the images are built for.",
  }),
  allowExec: flag({
    key: own("allowExec"),
    default: "false",
    description: "Lets people open a recorded shell in running containers (ECS Exec).",
  }),
  frontendUrl: optional(
    text(ORIGIN, ORIGIN_ALLOWED, {
      key: own("frontendUrl"),
      description: "Where the front end is served: the origin that the backend admits (CORS).",
    }),
  ),
  backendUrl: optional(
    text(ORIGIN, ORIGIN_ALLOWED, {
      key: own("backendUrl"),
      description: "Where the backend is served.",
    }),
  ),
  connectionUrl: secret(
    /^postgres(ql)?:\/\/[^\s/@]+@[^\s/@]+\/\S+$/,
    "postgresql://<user>:<password>@<host>:<port>/<database>",
    {
      key: own("connectionUrl"),
      description: "The database that the backend uses. Required once the backend is deployed.",
    },
  ),
  rollbarAccessToken: secret(/^\S{1,4096}$/, "a token without spaces", {
    key: own("rollbarAccessToken"),
    description: "Where the backend reports errors to; not set, it does not.",
  }),
  otelExporterOtlpHeaders: secret(/^[^\s=]+=\S{1,4000}$/, "<header>=<value>", {
    key: own("otelExporterOtlpHeaders"),
    description:
      "Header that carries the key for traces, such as x-honeycomb-team=…; not set, none are sent.",
  }),
} as const;

/** Keys that each service has, by what they decide. */
export const SERVICE_SETTINGS = (service: ServiceName) => {
  const { keyPrefix, defaults } = SERVICES[service];
  const key = (name: string) => own(`${keyPrefix}${name}`);
  return {
    digest: text(/^(none|sha256:[0-9a-f]{64})$/, "none or sha256:<64 hex digits>", {
      key: key("ImageDigest"),
      description: `The image of ${service}; none: it is not deployed.`,
    }),
    cpu: integer(256, 16384, {
      key: key("Cpu"),
      default: String(defaults.cpu),
      unit: "CPU units",
      description: `CPU of one task of ${service}; 1024 units are one vCPU.`,
    }),
    memoryMiB: integer(512, 122880, {
      key: key("Memory"),
      default: String(defaults.memory),
      unit: "MiB",
      description: `Memory of one task of ${service}.`,
    }),
    minTasks: integer(0, 1000, {
      key: key("MinTasks"),
      default: "1",
      unit: "tasks",
      description: `How many tasks of ${service} run at least.`,
    }),
    maxTasks: integer(1, 1000, {
      key: key("MaxTasks"),
      default: "1",
      unit: "tasks",
      description: `How many tasks of ${service} run at most; more than the minimum switches autoscaling on.`,
    }),
  } as const;
};

/** The whole table, in the order of the documentation. */
export function allSettings(): Setting[] {
  return [
    ...Object.values(SETTINGS),
    ...SERVICE_NAMES.flatMap((name) => Object.values(SERVICE_SETTINGS(name))),
  ];
}
