import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Checks, faultsOf, number, optional, text, whole } from "./lib/checks";
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

/** Ranges: API model xray 2016-04-12, SamplingRule; 32 bits hold the reservoir. */
const CHECKS: Checks<TraceSamplingArgs> = {
  ruleName: text(/^[\x20-\x7e]{1,32}$/, "1 to 32 characters"),
  serviceName: text(/^[\x20-\x7e]{1,64}$/, "1 to 64 characters"),
  priority: optional(whole(1, 9999)),
  reservoirPerSecond: optional(whole(0, 2_147_483_647)),
  rate: optional(number(0, 1)),
};

/**
 * How many requests of a service are traced, in all of the region: programs ask X-Ray (its SDKs do, OpenTelemetry with
 * the X-Ray remote sampler), so the share changes without a deployment. Two rules for one service: the one with the lower
 * priority, then the name, decides.
 */
export class TraceSampling extends pulumi.ComponentResource {
  constructor(name: string, args: TraceSamplingArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`TraceSampling ${quote(name)}`, faultsOf(args, CHECKS));
    const { priority = 9000, reservoirPerSecond = 5, rate = 0.1 } = args;
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
