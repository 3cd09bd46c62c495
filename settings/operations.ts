/** Configuration keys of how an environment is deployed, watched and paid for. */
import { FUNCTION_ARN } from "../components/lib/deployment-hooks";
import { isTimeZone, type WorkingHours } from "../components/lib/working-hours";
import { choice, flag, integer, make, optional, own, text } from "./setting";

/** Deployment, tracing, hours, logs, money. */
export const OPERATIONS_SETTINGS = {
  deployment: choice(["rolling", "blueGreen", "canary", "linear"], {
    key: own("deployment"),
    default: "rolling",
    description:
      "How a new revision of a public service takes over: task by task, all at once beside the old one, a part first, or part by part. Back to rolling only while the first of a service's two target groups serves; a preview says so.",
  }),
  deploymentBakeMinutes: integer(0, 1440, {
    key: own("deploymentBakeMinutes"),
    default: "10",
    unit: "minutes",
    description:
      "How long the old tasks stay after requests have moved, not for rolling. The alarm on errors, which rolls back, needs more than five.",
  }),
  deploymentStepPercent: make(
    {
      key: own("deploymentStepPercent"),
      default: "10",
      unit: "percent",
      description: "The part of the requests that moves at a time, for canary and linear.",
    },
    "a number from 0.1 to 100 with one decimal at most",
    (given) => {
      const percent = /^(0|[1-9]\d{0,2})(\.\d)?$/.test(given) ? Number(given) : 0;
      return percent >= 0.1 && percent <= 100 ? percent : undefined;
    },
  ),
  deploymentStepMinutes: integer(0, 1440, {
    key: own("deploymentStepMinutes"),
    default: "5",
    unit: "minutes",
    description: "How long canary and linear wait between two moves.",
  }),
  deploymentHookArn: optional(
    text(FUNCTION_ARN, "the ARN of a Lambda function", {
      key: own("deploymentHookArn"),
      description:
        "A Lambda function that ECS asks when new tasks run, before they get requests: it answers hookStatus SUCCEEDED, or the deployment is rolled back. Not for rolling.",
    }),
  ),
  revisionsBy: choice(["pulumi", "pipeline"], {
    key: own("revisionsBy"),
    default: "pulumi",
    description:
      "Who decides which revision of a service runs; pipeline: another tool deploys, and updates of this stack leave its choice alone.",
  }),
  tracing: choice(["none", "adot", "xray"], {
    key: own("tracing"),
    default: "none",
    description:
      "The sidecar that takes traces: AWS Distro for OpenTelemetry, or the X-Ray daemon, which AWS supports until February 2027.",
  }),
  tracingImageDigest: text(/^(none|sha256:[0-9a-f]{64})$/, "none or sha256:<64 hex digits>", {
    key: own("tracingImageDigest"),
    default: "none",
    description: "The sidecar's image in the stack's own mirror repository.",
  }),
  tracingSamplePercent: integer(0, 100, {
    key: own("tracingSamplePercent"),
    default: "10",
    unit: "percent",
    description:
      "The part of the requests that is traced, beside the first five of every second, for programs that ask X-Ray.",
  }),
  runtimeMonitoring: flag({
    key: own("runtimeMonitoring"),
    default: "false",
    description:
      "Lets GuardDuty put its agent into the tasks and watch what runs in them; the organisation stack's threatDetection switches it on for the account. The agent takes 128 MiB or more of each task.",
  }),
  workingHours: make<WorkingHours | "always">(
    {
      key: own("workingHours"),
      default: "always",
      description: "When tasks run, from Monday to Friday; outside these hours there are none.",
    },
    "always, or hours such as 07:00-20:00",
    (given) => {
      const [, from, to] = /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(given) ?? [];
      if (from === undefined || to === undefined) return given === "always" ? given : undefined;
      const time = /^([01]\d|2[0-3]):[0-5]\d$/;
      return time.test(from) && time.test(to) && from < to ? { from, to } : undefined;
    },
  ),
  timeZone: make(
    {
      key: own("timeZone"),
      default: "Etc/UTC",
      description: "The time zone of the working hours.",
    },
    "an IANA time zone such as Europe/Berlin",
    (given) => (isTimeZone(given) ? given : undefined),
  ),
  dnsQueryLogging: flag({
    key: own("dnsQueryLogging"),
    default: "true",
    description: "Records every name that the VPC looks up.",
  }),
  budgetUsd: optional(
    integer(1, 10_000_000, {
      key: own("budgetUsd"),
      unit: "USD a month",
      description: "Says when the environment costs more, or is forecast to. Not set: no budget.",
    }),
  ),
} as const;
