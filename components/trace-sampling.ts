import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { quote, refuse } from "./lib/faults";

/** Arguments of {@link TraceSampling}. */
export interface TraceSamplingArgs {
  /** The fixed name, 1 to 32 characters. */
  readonly ruleName: string;
  /** The service as its traces name it, such as `backend-flask`; `*` stands for any characters. */
  readonly serviceName: string;
  /** Which rule is asked first, 1 to 9999. Default 9000: anything more specific goes before. */
  readonly priority?: number;
  /** So many requests a second are recorded in any case. Default 5. */
  readonly reservoirPerSecond?: number;
  /** Share of the others that is recorded, 0 to 1. Default 0.1. */
  readonly rate?: number;
}

/**
 * How many requests of a service are traced, in all of the region: programs ask X-Ray (its SDKs do, OpenTelemetry with
 * the X-Ray remote sampler), so the share changes without a deployment. Two rules for one service: the one with the lower
 * priority, then the name, decides.
 */
export class TraceSampling extends pulumi.ComponentResource {
  constructor(name: string, args: TraceSamplingArgs, opts?: pulumi.ComponentResourceOptions) {
    const { priority = 9000, reservoirPerSecond = 5, rate = 0.1 } = args;
    const settled = { ...args, priority, reservoirPerSecond, rate };
    refuse(`TraceSampling ${quote(name)}`, samplingFaults(settled));
    super("cruddur:xray:TraceSampling", name, {}, opts);
    new aws.xray.SamplingRule(
      name,
      {
        ruleName: args.ruleName,
        priority,
        reservoirSize: reservoirPerSecond,
        fixedRate: rate,
        serviceName: args.serviceName,
        serviceType: "*",
        host: "*",
        httpMethod: "*",
        urlPath: "*",
        resourceArn: "*",
        version: 1,
      },
      { parent: this },
    );
    this.registerOutputs();
  }
}

/** Ranges: API model xray 2016-04-12, SamplingRule. */
function samplingFaults(args: Required<TraceSamplingArgs>): string[] {
  const faults: string[] = [];
  const { ruleName, serviceName, priority, reservoirPerSecond, rate } = args;
  if (ruleName.length < 1 || ruleName.length > 32)
    faults.push(`ruleName ${quote(ruleName)} is not 1 to 32 characters`);
  if (serviceName.length < 1 || serviceName.length > 64)
    faults.push(`serviceName ${quote(serviceName)} is not 1 to 64 characters`);
  if (!Number.isInteger(priority) || priority < 1 || priority > 9999)
    faults.push(`priority ${priority} is out of range; choose 1 to 9999`);
  if (!Number.isInteger(reservoirPerSecond) || reservoirPerSecond < 0)
    faults.push(`reservoirPerSecond ${reservoirPerSecond} is not a whole number of 0 or more`);
  if (!(rate >= 0 && rate <= 1)) faults.push(`rate ${rate} is out of range; choose 0 to 1`);
  return faults;
}
