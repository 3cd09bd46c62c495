import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { TopicReference } from "./alert-topic";
import type { Account } from "./lib/account";
import { alertRule } from "./lib/alert-rule";
import { ACCOUNT, LOG_GROUP, TOPIC } from "./lib/aws-checks";
import { type Checks, faultsOf, list, optional, text } from "./lib/checks";
import { containerApiRules, trailAlarms } from "./lib/container-api-calls";
import { quote, refuse } from "./lib/faults";
import type { LogGroupReference } from "./lib/references";

/** Namespace of the metrics that are counted in the trail. */
const NAMESPACE = "Cruddur/Audit";
/** Characters of an event pattern. Source: API model events 2015-10-07, EventPattern. */
const MAX_PATTERN = 4096;

/** Arguments of {@link ContainerApiAlerts}. */
export interface ContainerApiAlertsArgs {
  /** Where everything is. */
  readonly account: Account;
  /** Where alerts go. */
  readonly topic: TopicReference;
  /** ARNs, `*` for any characters, of the roles that deploy; their deployments do not alert. */
  readonly deployRoles: readonly string[];
  /** ARNs, `*` for any characters, of the roles that read secrets: execution roles. Default: only those that deploy. */
  readonly secretReaders?: readonly string[];
  /** The trail's log group: also alarms on what happens often, by the root user, or in other regions. Default: not. */
  readonly trailLogGroup?: LogGroupReference;
}

const ROLES = text(
  /^arn:[a-z*-]+:iam::[\d*]+:role\/\S*[^*\s/]\S*$/,
  "the ARN of a role with a name",
);

const CHECKS: Checks<ContainerApiAlertsArgs> = {
  account: ACCOUNT,
  topic: TOPIC,
  deployRoles: list(ROLES),
  secretReaders: optional(list(ROLES)),
  trailLogGroup: optional(LOG_GROUP),
};

/**
 * Tells somebody of calls that delete, open or replace containers and images, deploy outside of deployment, or read
 * secrets. EventBridge sees them within seconds, where a trail records them; it sees this region only.
 */
export class ContainerApiAlerts extends pulumi.ComponentResource {
  constructor(name: string, args: ContainerApiAlertsArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`ContainerApiAlerts ${quote(name)}`, faultsOf(args, CHECKS, patternFaults));
    super("cruddur:cloudwatch:ContainerApiAlerts", name, {}, opts);
    for (const [what, rule] of Object.entries(rulesOf(args)))
      alertRule(`${name}-${what}`, rule, args.topic, this);
    if (args.trailLogGroup) this.alarmOn(name, args, args.trailLogGroup);
    this.registerOutputs();
  }

  private alarmOn(name: string, args: ContainerApiAlertsArgs, logGroup: LogGroupReference): void {
    for (const [what, alarm] of Object.entries(trailAlarms(args.account.region))) {
      const metric = { name: `${name}-${what}`, namespace: NAMESPACE };
      new aws.cloudwatch.LogMetricFilter(
        `${name}-${what}`,
        {
          logGroupName: logGroup.name,
          pattern: alarm.pattern,
          metricTransformation: { ...metric, value: "1", defaultValue: "0" },
        },
        { parent: this, dependsOn: [logGroup.ready] },
      );
      new aws.cloudwatch.MetricAlarm(
        `${name}-${what}`,
        {
          alarmDescription: alarm.description,
          metricName: metric.name,
          namespace: metric.namespace,
          statistic: "Sum",
          period: alarm.period,
          evaluationPeriods: 1,
          threshold: alarm.threshold,
          comparisonOperator: "GreaterThanOrEqualToThreshold",
          treatMissingData: "notBreaching",
          alarmActions: [args.topic.arn],
        },
        { parent: this, dependsOn: [args.topic.ready] },
      );
    }
  }
}

function rulesOf({
  deployRoles = [],
  secretReaders = [],
}: Pick<Partial<ContainerApiAlertsArgs>, "deployRoles" | "secretReaders">) {
  return containerApiRules({ deployRoles, secretReaders });
}

function patternFaults(args: Partial<ContainerApiAlertsArgs>): string[] {
  return Object.entries(rulesOf(args)).flatMap(([what, { pattern }]) => {
    const { length } = JSON.stringify(pattern);
    if (length <= MAX_PATTERN) return [];
    return [
      `the pattern of ${what} has ${length} characters, at most ${MAX_PATTERN} are allowed; name fewer roles`,
    ];
  });
}
