import type { Statement } from "./iam-documents";
import type { RepositoryReference } from "./references";
import type { SidecarArgs } from "./task-containers";

/** Takes traces from the program on the task's own network interface and sends them to X-Ray. */
export type Tracer = "adot" | "xray";

/** What each collector needs; sizes are those that AWS's own examples give it. */
const TRACERS = {
  /** AWS Distro for OpenTelemetry with the configuration for ECS that its image brings along: OTLP and X-Ray in, X-Ray out. */
  adot: { command: ["--config=/etc/ecs/ecs-xray.yaml"], memoryMiB: 256 },
  /** The X-Ray daemon on 2000/udp, which AWS supports until 2027-02-25. Source: X-Ray Developer Guide. */
  xray: { command: undefined, memoryMiB: 128 },
} as const;

/** What the sidecars are called. */
export const tracerNames = (): string[] => Object.keys(TRACERS).map((name) => `${name}-collector`);

/** What a tracer takes of a task's memory. */
export const tracerMemoryMiB = (tracer: Tracer): number => TRACERS[tracer].memoryMiB;

/** The sidecar by name; its image comes from a mirror of the account's own. Not tried on AWS. */
export function tracingSidecar(
  tracer: Tracer,
  image: { readonly repository: RepositoryReference; readonly digest: string },
): Readonly<Record<string, SidecarArgs>> {
  return { [`${tracer}-collector`]: { ...image, user: "10001:10001", ...TRACERS[tracer] } };
}

/**
 * What a task that sends traces may do; none of the actions has a resource form.
 * Source: X-Ray Developer Guide, AWSXRayDaemonWriteAccess.
 */
export const WRITE_TRACES: Statement = {
  Sid: "WriteTraces",
  Effect: "Allow",
  Action: [
    "xray:GetSamplingRules",
    "xray:GetSamplingStatisticSummaries",
    "xray:GetSamplingTargets",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
  ],
  Resource: "*",
};
