import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./lib/account";
import {
  ACCOUNT,
  BOUNDARY_ARN,
  boundaryFaults,
  LOG_GROUP,
  TOPIC_ARN,
  VPC_ID,
} from "./lib/aws-checks";
import {
  type Check,
  type Checks,
  faultsOf,
  fields,
  list,
  oneOf,
  optional,
  whole,
} from "./lib/checks";
import { quote, refuse } from "./lib/faults";
import { arnOf, policyDocument, trustOf } from "./lib/iam-documents";
import type { LogGroupReference } from "./lib/references";

/** The metric's namespace bears the log group's name; API model logs 2014-03-28, MetricNamespace: 255. */
const NAMESPACE = "Cruddur";
const LONGEST_COUNTED = 255 - NAMESPACE.length;

/** Arguments of {@link FlowLogs}. */
export interface FlowLogsArgs {
  /** Where everything is. */
  readonly account: Account;
  /** Whose connections are recorded. */
  readonly vpcId: pulumi.Input<string>;
  /** `REJECT` records what security groups and ACLs refused; `ALL` everything. */
  readonly trafficType: "REJECT" | "ALL";
  /** Where the records go. */
  readonly logGroup: LogGroupReference;
  /** IAM policy that bounds the delivering role. Default: none. */
  readonly permissionsBoundaryArn?: string;
  /** Tells when more refused connections than this come within five minutes. Default: no alarm. */
  readonly rejectAlarm?: RejectAlarm;
}

/** An alarm on refused connections. */
export interface RejectAlarm {
  /** How many in five minutes are still normal. */
  readonly threshold: number;
  /** SNS topics that are told. */
  readonly topicArns: pulumi.Input<string>[];
}

/** Checks of what {@link FlowLogsArgs} have besides their surroundings. */
const RECORDS = {
  trafficType: oneOf(["REJECT", "ALL"]),
  logGroup: LOG_GROUP,
  permissionsBoundaryArn: optional(BOUNDARY_ARN),
  rejectAlarm: optional(
    fields<RejectAlarm>({
      threshold: whole(0),
      topicArns: list(TOPIC_ARN, { least: 1, empty: "nobody would be told" }),
    }),
  ),
};
const CHECKS: Checks<FlowLogsArgs> = { ...RECORDS, account: ACCOUNT, vpcId: VPC_ID };

/** A VPC's flow logs in CloudWatch, delivered by a role that may write into the one log group and nothing else. */
export class FlowLogs extends pulumi.ComponentResource {
  constructor(name: string, args: FlowLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`FlowLogs ${quote(name)}`, faultsOf(args, CHECKS, flowLogsFaults));
    super("cruddur:ec2:FlowLogs", name, {}, opts);
    const parent = { parent: this };
    const { account, logGroup } = args;
    const logGroupArn = arnOf(account, "logs", `log-group:${logGroup.name}`);
    const role = new aws.iam.Role(
      name,
      {
        description: "Delivers VPC flow logs",
        assumeRolePolicy: trustOf(
          account,
          "vpc-flow-logs.amazonaws.com",
          arnOf(account, "ec2", "vpc-flow-log/*"),
        ),
        permissionsBoundary: args.permissionsBoundaryArn,
      },
      parent,
    );
    const policy = new aws.iam.RolePolicy(
      name,
      {
        role: role.name,
        policy: policyDocument([
          {
            Sid: "Deliver",
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            Resource: [logGroupArn, `${logGroupArn}:*`],
          },
          // A list of all log groups: granted on one of them, the call is denied.
          {
            Sid: "FindLogGroup",
            Effect: "Allow",
            Action: ["logs:DescribeLogGroups"],
            Resource: ["*"],
          },
        ]),
      },
      parent,
    );
    const flowLog = new aws.ec2.FlowLog(
      name,
      {
        vpcId: args.vpcId,
        trafficType: args.trafficType,
        logDestinationType: "cloud-watch-logs",
        logDestination: logGroupArn,
        iamRoleArn: role.arn,
        maxAggregationInterval: 600,
      },
      { ...parent, dependsOn: [policy, logGroup.ready] },
    );
    if (args.rejectAlarm) alarmOnRejects(this, name, logGroup, args.rejectAlarm);
    this.registerOutputs({ flowLogId: flowLog.id });
  }
}

/** Counts refused connections and tells when there are too many. */
function alarmOnRejects(
  component: FlowLogs,
  name: string,
  logGroup: LogGroupReference,
  alarm: RejectAlarm,
): void {
  const metric = { name: "RejectedConnections", namespace: `${NAMESPACE}${logGroup.name}` };
  new aws.cloudwatch.LogMetricFilter(
    name,
    {
      logGroupName: logGroup.name,
      // Version 2 records, the default format: the 13th of 14 fields is the action.
      pattern:
        '[version, account, eni, source, destination, srcport, destport, protocol, packets, bytes, start, end, action="REJECT", status]',
      metricTransformation: { ...metric, value: "1", defaultValue: "0" },
    },
    { parent: component, dependsOn: [logGroup.ready] },
  );
  new aws.cloudwatch.MetricAlarm(
    name,
    {
      alarmDescription:
        "Many connections were refused: a scan, or a security group that is too narrow",
      metricName: metric.name,
      namespace: metric.namespace,
      statistic: "Sum",
      period: 300,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: alarm.threshold,
      treatMissingData: "notBreaching",
      alarmActions: alarm.topicArns,
    },
    { parent: component },
  );
}

/** Flow logs as a network takes them. */
export const FLOW_LOGS: Check = fields<Omit<FlowLogsArgs, "account" | "vpcId">>(RECORDS);

/** What is wrong between the arguments. */
export function flowLogsFaults(args: Partial<FlowLogsArgs>): string[] {
  const faults = boundaryFaults(args);
  const length = args.logGroup?.name.length ?? 0;
  if (args.rejectAlarm && length > LONGEST_COUNTED)
    faults.push(
      `logGroup has a name of ${length} characters, which rejectAlarm's metric bears; choose ${LONGEST_COUNTED} at most`,
    );
  return faults;
}
