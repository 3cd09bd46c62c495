import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { quote, refuse } from "./lib/faults";
import { type RequestSource, requestsPerTarget, type TrackedMetric } from "./lib/request-metric";
import { hoursFaults, weekdaysAt, type WorkingHours } from "./lib/working-hours";

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
    const sources = args.requestSources ?? [];
    refuse(`ServiceScaling ${quote(name)}`, scalingFaults(args, sources.length > 0, ""));
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

/**
 * What is wrong with the numbers.
 *
 * @param balanced Whether a load balancer sends the service its requests.
 * @param prefix of the arguments' names in the sentences.
 */
export function scalingFaults(scaling: Scaling, balanced: boolean, prefix = "scaling."): string[] {
  const faults: string[] = [];
  const range = (what: Exclude<keyof Scaling, "workingHours">, from: number, to: number) => {
    const value = scaling[what];
    if (value !== undefined && (!Number.isInteger(value) || value < from || value > to))
      faults.push(`${prefix}${what} ${value} is out of range; choose ${from} to ${to}`);
  };
  range("minTasks", 0, 5000);
  range("maxTasks", 1, 5000);
  range("cpuPercent", 10, 90);
  range("memoryPercent", 10, 90);
  range("requestsPerTask", 1, 1_000_000);
  if (scaling.requestsPerTask !== undefined && !balanced)
    faults.push(`${prefix}requestsPerTask is given, but no load balancer sends requests`);
  if (scaling.requestsPerTask !== undefined && !isScaled(scaling))
    faults.push(`${prefix}requestsPerTask is given, but minTasks and maxTasks are the same`);
  if (scaling.minTasks > scaling.maxTasks)
    faults.push(`${prefix}minTasks ${scaling.minTasks} is more than maxTasks ${scaling.maxTasks}`);
  if (scaling.workingHours) faults.push(...hoursFaults(scaling.workingHours));
  return faults;
}
