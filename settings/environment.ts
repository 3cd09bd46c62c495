/** Configuration keys of an environment. */
import { KEPT_CANDIDATES } from "../components/lib/image-tags";
import { DATA_SETTINGS } from "./data";
import { EDGE_SETTINGS } from "./edge";
import { CAPACITY_SETTINGS } from "./capacity";
import { OPERATIONS_SETTINGS } from "./operations";
import { SIDECAR_SETTINGS } from "./sidecars";
import { choice, flag, integer, own, secret, text } from "./setting";

/** Keys of an environment as a whole. */
export const ENVIRONMENT_SETTINGS = {
  environment: text(
    /^[a-z][a-z0-9]{1,11}$/,
    "2 to 12 lower-case letters and digits, a letter first",
    {
      key: own("environment"),
      description: "Name of the environment: part of every physical name and a tag.",
    },
  ),
  vpcCidr: text(/^[\d./]+$/, "a private IPv4 range such as 10.10.0.0/16", {
    key: own("vpcCidr"),
    default: "10.0.0.0/16",
    description:
      "Addresses of the VPC; choose ranges that do not overlap, so that VPCs can be peered.",
  }),
  zones: integer(2, 6, {
    key: own("zones"),
    default: "2",
    description:
      "In how many availability zones there are subnets; load balancer and database need two.",
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
  customerKeys: flag({
    key: own("customerKeys"),
    default: "true",
    description:
      "Customer keys for data, logs and images (3 USD a month) instead of AWS's own. Decide first: a change replaces the repositories, the database and the messages table, with what is in them, and the update stops at the services until their images are released again; turned off, it also ends what the keys encrypted until then, such as log lines and snapshots, when they are gone.",
  }),
  keepCandidates: integer(KEPT_CANDIDATES.least, KEPT_CANDIDATES.most, {
    key: own("keepCandidates"),
    default: "20",
    unit: "images",
    description: "How many images that were built but not released stay in each repository.",
  }),
  imageSigning: flag({
    key: own("imageSigning"),
    default: "false",
    description:
      "Makes a profile of AWS Signer; what is released is then signed, with Notation and AWS's plug-in, and checked before it is configured.",
  }),
  containerInsights: choice(["enabled", "enhanced"], {
    key: own("containerInsights"),
    default: "enhanced",
    description: "Metrics of the cluster; enhanced adds them per task and container.",
  }),
  ...CAPACITY_SETTINGS,
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
  rollbarAccessToken: secret(/^\S{1,4096}$/, "a token without spaces", {
    key: own("rollbarAccessToken"),
    description: "Where the backend reports errors to; not set, it does not.",
  }),
  otelExporterOtlpHeaders: secret(/^[^\s=]+=\S{1,4000}$/, "<header>=<value>", {
    key: own("otelExporterOtlpHeaders"),
    description:
      "Header that carries the key for traces, such as x-honeycomb-team=…; not set, none are sent.",
  }),
  ...EDGE_SETTINGS,
  ...DATA_SETTINGS,
  ...OPERATIONS_SETTINGS,
  ...SIDECAR_SETTINGS,
} as const;
