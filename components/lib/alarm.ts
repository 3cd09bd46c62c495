/** Metric alarms from data. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { TopicReference } from "../alert-topic";
import type { Metric } from "./metrics";

/** Seconds between two values: alarms look at every minute. */
const PERIOD = 60;

/** What is compared with what, and what it means. */
export interface AlarmDefinition {
  /** What happened and where to look, for whom it wakes up; without a full stop. */
  readonly description: string;
  /** By the name that the expression has for them: a lower-case letter, then letters and digits. */
  readonly metrics: Readonly<Record<string, Metric>>;
  /** The metric math whose result is compared. Default: the only metric. */
  readonly expression?: string;
  /** On which side of the threshold it alarms; the threshold itself is well. */
  readonly is: "above" | "below";
  readonly threshold: pulumi.Input<number>;
  /** For how many minutes in a row. */
  readonly minutes: number;
  /** What a minute without a value counts as; `missing`: nothing, the alarm then says that it lacks data. */
  readonly missing: "breaching" | "notBreaching" | "missing";
}

/**
 * An alarm that tells a topic when it begins and when it is over.
 *
 * @param subject What the text begins with, such as `cruddur-dev`.
 */
export function metricAlarm(
  name: string,
  subject: string,
  alarm: AlarmDefinition,
  topic: TopicReference,
  parent: pulumi.Resource,
): aws.cloudwatch.MetricAlarm {
  return new aws.cloudwatch.MetricAlarm(
    name,
    {
      alarmDescription: `${subject}: ${alarm.description}.`,
      ...compared(alarm),
      comparisonOperator: { above: "GreaterThanThreshold", below: "LessThanThreshold" }[alarm.is],
      threshold: alarm.threshold,
      evaluationPeriods: alarm.minutes,
      datapointsToAlarm: alarm.minutes,
      treatMissingData: alarm.missing,
      alarmActions: [topic.arn],
      okActions: [topic.arn],
    },
    { parent, dependsOn: [topic.ready] },
  );
}

type Compared = Pick<
  aws.cloudwatch.MetricAlarmArgs,
  "dimensions" | "metricName" | "metricQueries" | "namespace" | "period" | "statistic"
>;

function compared({ metrics, expression }: AlarmDefinition): Compared {
  const [only] = Object.values(metrics);
  if (only && expression === undefined) {
    const { namespace, name: metricName, dimensions, statistic } = only;
    return { namespace, metricName, dimensions, statistic, period: PERIOD };
  }
  return {
    metricQueries: [
      { id: "result", expression, label: "result", returnData: true },
      ...Object.entries(metrics).map(([id, { namespace, name, dimensions, statistic }]) => ({
        id,
        metric: { namespace, metricName: name, dimensions, stat: statistic, period: PERIOD },
        returnData: false,
      })),
    ],
  };
}
