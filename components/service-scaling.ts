import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { CLUSTER_NAME } from "./lib/aws-checks";
import {
  type Between,
  type Check,
  type Checks,
  faultsOf,
  fields,
  input,
  isRecord,
  list,
  optional,
  text,
  whole,
} from "./lib/checks";
import { quote, refuse } from "./lib/faults";
import {
  REQUEST_SOURCE,
  type RequestSource,
  requestsPerTarget,
  type TrackedMetric,
} from "./lib/request-metric";
import { weekdaysAt, WORKING_HOURS, type WorkingHours } from "./lib/working-hours";

/** Tasks of one service. Source: ECS service quotas. */
const MOST_TASKS = 5000;

/** How many tasks a service runs. */
export interface Scaling {
  /** At least so many. */
  readonly minTasks: number;
  /** At most so many; the same as `minTasks` switches scaling off. */
  readonly maxTasks: number;
  /** Average CPU in percent to keep, 10 to 90. Default 70. */
  readonly cpuPercent?: number;
  /** Average memory in percent to keep, 10 to 90. Default 75. */
  readonly memoryPercent?: number;
  /**
   * Requests that one task answers per minute, to keep, 1 to 1000000; for services behind a load balancer. CPU and memory
   * are kept as well: whichever asks for more tasks gets them. Default: not looked at.
   */
  readonly requestsPerTask?: number;
  /** When tasks run at all. Default: always. */
  readonly workingHours?: WorkingHours;
}

/** Arguments of {@link ServiceScaling}. */
export interface ServiceScalingArgs extends Scaling {
  /** The cluster's physical name. */
  readonly clusterName: pulumi.Input<string>;
  /** The service's physical name. */
  readonly serviceName: pulumi.Input<string>;
  /** Where the requests of `requestsPerTask` come from. */
  readonly requestSources?: readonly RequestSource[];
}

/**
 * Keeps a service's average CPU and memory, and the requests per task, near a target by starting and stopping tasks, and
 * stops all of them outside its working hours. An update with `--refresh` outside the hours finds the bounds at 0 and opens them again until the evening.
 */
export class ServiceScaling extends pulumi.ComponentResource {
  constructor(name: string, args: ServiceScalingArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`ServiceScaling ${quote(name)}`, serviceScalingFaults(args));
    const sources = args.requestSources ?? [];
    super("cruddur:appautoscaling:ServiceScaling", name, {}, opts);
    const target = new aws.appautoscaling.Target(
      name,
      {
        serviceNamespace: "ecs",
        scalableDimension: "ecs:service:DesiredCount",
        resourceId: pulumi.interpolate`service/${args.clusterName}/${args.serviceName}`,
        minCapacity: args.minTasks,
        maxCapacity: args.maxTasks,
      },
      { parent: this },
    );
    const track = (what: string, metric: TrackedMetric, targetValue: number) =>
      new aws.appautoscaling.Policy(
        `${name}-${what}`,
        {
          policyType: "TargetTrackingScaling",
          serviceNamespace: target.serviceNamespace,
          scalableDimension: target.scalableDimension,
          resourceId: target.resourceId,
          targetTrackingScalingPolicyConfiguration: {
            ...metric,
            targetValue,
            scaleOutCooldown: 60,
            scaleInCooldown: 300,
          },
        },
        { parent: this },
      );
    const bound = (what: string, time: string, minCapacity: number, maxCapacity: number) =>
      new aws.appautoscaling.ScheduledAction(
        `${name}-${what}`,
        {
          serviceNamespace: target.serviceNamespace,
          scalableDimension: target.scalableDimension,
          resourceId: target.resourceId,
          schedule: weekdaysAt(time),
          timezone: args.workingHours?.timeZone ?? "Etc/UTC",
          scalableTargetAction: { minCapacity, maxCapacity },
        },
        { parent: this },
      );
    if (args.workingHours) {
      bound("start", args.workingHours.from, args.minTasks, args.maxTasks);
      bound("stop", args.workingHours.to, 0, 0);
    }
    track("cpu", average("ECSServiceAverageCPUUtilization"), args.cpuPercent ?? 70);
    track("memory", average("ECSServiceAverageMemoryUtilization"), args.memoryPercent ?? 75);
    if (args.requestsPerTask !== undefined)
      track("requests", requestsPerTarget(sources), args.requestsPerTask);
    this.registerOutputs({ resourceId: target.resourceId });
  }
}

function average(predefinedMetricType: string): TrackedMetric {
  return { predefinedMetricSpecification: { predefinedMetricType } };
}

/** Whether the number of tasks moves, so that deployments must leave it alone. */
export function isScaled(scaling: Scaling): boolean {
  return scaling.minTasks < scaling.maxTasks || scaling.workingHours !== undefined;
}

const SCALING: Checks<Scaling> = {
  minTasks: whole(0, MOST_TASKS),
  maxTasks: whole(1, MOST_TASKS),
  cpuPercent: optional(whole(10, 90)),
  memoryPercent: optional(whole(10, 90)),
  requestsPerTask: optional(whole(1, 1_000_000)),
  workingHours: optional(WORKING_HOURS),
};
const CHECKS: Checks<ServiceScalingArgs> = {
  ...SCALING,
  clusterName: input(CLUSTER_NAME),
  serviceName: input(text(/^[A-Za-z0-9_-]{1,255}$/, "1 to 255 of letters, digits, - and _")),
  requestSources: optional(list(REQUEST_SOURCE)),
};

/**
 * How many tasks, as a field of other arguments.
 *
 * @param balanced Whether a load balancer sends the service its requests.
 */
export function scalingOf(balanced: boolean): Check {
  return (what, value) => fields(SCALING, relations(balanced, `${what}.`))(what, value);
}

function serviceScalingFaults(args: ServiceScalingArgs): string[] {
  const { requestSources: sources } = isRecord(args) ? args : {};
  return faultsOf(args, CHECKS, relations(Array.isArray(sources) && sources.length > 0, ""));
}

function relations(balanced: boolean, prefix: string): Between<Scaling> {
  return ({ minTasks: min = 0, maxTasks: max = Number.POSITIVE_INFINITY, workingHours }, given) => {
    const faults: string[] = [];
    const counts = given.requestsPerTask !== undefined;
    if (counts && !balanced)
      faults.push(`${prefix}requestsPerTask is given, but no load balancer sends requests`);
    if (counts && min === max && workingHours === undefined)
      faults.push(`${prefix}requestsPerTask is given, but minTasks and maxTasks are the same`);
    if (min > max) faults.push(`${prefix}minTasks ${min} is more than maxTasks ${max}`);
    return faults;
  };
}
