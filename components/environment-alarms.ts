import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { TopicReference } from "./alert-topic";
import { metricAlarm } from "./lib/alarm";
import { environmentAlarms } from "./lib/alarm-tables";
import { TOPIC } from "./lib/aws-checks";
import { type Checks, faultsOf, text } from "./lib/checks";
import { quote, refuse } from "./lib/faults";
import { WATCHED, type WatchedEnvironment } from "./lib/watched";

/** Arguments of {@link EnvironmentAlarms}. */
export interface EnvironmentAlarmsArgs {
  /** What alarms call it: `cruddur-dev`, 1 to 64 letters, digits, - and _. */
  readonly subject: string;
  /** What is watched. */
  readonly watched: WatchedEnvironment;
  /** Who is told when an alarm begins, and when it is over. */
  readonly topic: TopicReference;
}

const CHECKS: Checks<EnvironmentAlarmsArgs> = {
  subject: text(/^[\w-]{1,64}$/, "1 to 64 letters, digits, - and _"),
  watched: WATCHED,
  topic: TOPIC,
};

/**
 * Alarms on what users notice (errors, latency, missing tasks) and on what they will notice next (CPU, memory, storage,
 * connections, throttled requests, ports of the NAT gateway). All are in `lib/alarm-tables.ts`. About 0.10 USD a month
 * for each metric.
 */
export class EnvironmentAlarms extends pulumi.ComponentResource {
  /** By what they watch, such as `service-backend-flask-cpu`. */
  readonly alarms: Readonly<Record<string, aws.cloudwatch.MetricAlarm>>;

  constructor(name: string, args: EnvironmentAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`EnvironmentAlarms ${quote(name)}`, faultsOf(args, CHECKS));
    super("cruddur:cloudwatch:EnvironmentAlarms", name, {}, opts);
    this.alarms = Object.fromEntries(
      Object.entries(environmentAlarms(args.watched)).map(([what, alarm]) => [
        what,
        metricAlarm(`${name}-${what}`, args.subject, alarm, args.topic, this),
      ]),
    );
    this.registerOutputs({ alarmNames: Object.values(this.alarms).map((alarm) => alarm.name) });
  }
}
