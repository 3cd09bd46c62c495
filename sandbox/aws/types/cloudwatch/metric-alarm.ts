import { arn, parseArn } from "../../lib/arns";
import { checks, conflicts, lengthBetween, oneOf, wholeNumberBetween } from "../../lib/check";
import {
  AwsError,
  type Call,
  type CheckFailure,
  type Properties,
  type ResourceType,
} from "../../resource-type";
import { UNITS } from "./units";

const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
/** API model cloudwatch 2010-08-01: ComparisonOperator, Statistic, ResourceList; missing data: its documentation. */
const OPERATORS = [
  "GreaterThanOrEqualToThreshold",
  "GreaterThanThreshold",
  "GreaterThanUpperThreshold",
  "LessThanLowerOrGreaterThanUpperThreshold",
  "LessThanLowerThreshold",
  "LessThanOrEqualToThreshold",
  "LessThanThreshold",
];
const STATISTICS = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"];
const MISSING_DATA = ["breaching", "notBreaching", "ignore", "missing"];
const ACTIONS = ["alarmActions", "insufficientDataActions", "okActions"];
const MAX_ACTIONS = 5;
/** Seconds in which all evaluation periods together must lie (API model: Period): a week, a day for short periods. */
const WEEK = 604_800;
const DAY = 86_400;
/** Inputs that say what one metric is; a `metricQueries` says it itself. */
const OF_ONE_METRIC = ["dimensions", "extendedStatistic", "namespace", "period", "statistic"];
const MANY = Number.MAX_SAFE_INTEGER;

export const metricAlarm: ResourceType = {
  token: METRIC_ALARM,
  source: [
    "API model cloudwatch 2010-08-01: PutMetricAlarm",
    "terraform-provider-aws internal/service/cloudwatch/metric_alarm.go",
  ],
  autoName: { property: "name", maxLength: 255 },
  defaults: { actionsEnabled: true, treatMissingData: "missing" },
  forceNew: ["name"],
  sets: ACTIONS,
  taggable: true,
  check: (inputs, unknown) => [
    ...checks(
      lengthBetween("name", 1, 255),
      lengthBetween("alarmDescription", 0, 1024),
      lengthBetween("metricName", 1, 255),
      oneOf("comparisonOperator", OPERATORS),
      oneOf("statistic", STATISTICS),
      oneOf("treatMissingData", MISSING_DATA),
      oneOf("unit", UNITS),
      oneOf("evaluateLowSampleCountPercentiles", ["evaluate", "ignore"]),
      wholeNumberBetween("evaluationPeriods", 1, MANY),
      wholeNumberBetween("datapointsToAlarm", 1, MANY),
      conflicts("threshold", "thresholdMetricId"),
      conflicts("statistic", "extendedStatistic"),
      ...[...OF_ONE_METRIC, "metricName"].map((name) => conflicts(name, "metricQueries")),
    )(inputs),
    ...checkPeriod(inputs["period"]),
    ...checkStatistic(inputs, unknown),
    ...ACTIONS.flatMap((name) => checkActions(name, inputs[name])),
  ],
  create: (inputs, call) => {
    const name = String(inputs["name"]);
    if (call.account.get(METRIC_ALARM, name) !== undefined) {
      // PutMetricAlarm would overwrite it; the provider looks first.
      throw refuse("ResourceAlreadyExists", `CloudWatch metric alarm "${name}" already exists`);
    }
    validate(inputs, call);
    return {
      id: name,
      outputs: {
        arn: arn(call, "cloudwatch", `alarm:${name}`),
        evaluateLowSampleCountPercentiles: inputs["evaluateLowSampleCountPercentiles"] ?? "",
      },
    };
  },
  update: (_id, inputs, _old, call) => {
    validate(inputs, call);
    return {};
  },
};

function checkPeriod(period: unknown): readonly CheckFailure[] {
  if (period === undefined || [10, 20, 30].includes(Number(period))) return [];
  if (Number.isInteger(period) && Number(period) > 0 && Number(period) % 60 === 0) return [];
  const reason = `must be 10, 20, 30 or a multiple of 60 (seconds), got ${JSON.stringify(period)}`;
  return [{ property: "period", reason }];
}

function checkStatistic(inputs: Properties, unknown: ReadonlySet<string>): readonly CheckFailure[] {
  const statistics = ["statistic", "extendedStatistic"];
  const isGiven = (name: string) => inputs[name] !== undefined || unknown.has(name);
  if (!isGiven("metricName") || statistics.some(isGiven)) return [];
  const reason =
    "One of `statistic` or `extendedStatistic` must be set for a cloudwatch metric alarm";
  return [{ property: "statistic", reason }];
}

function checkActions(name: string, given: unknown): readonly CheckFailure[] {
  const actions: readonly unknown[] = Array.isArray(given) ? given : [];
  const surplus = {
    property: name,
    reason: `at most ${MAX_ACTIONS} actions are allowed, got ${actions.length}`,
  };
  return [
    ...(actions.length > MAX_ACTIONS ? [surplus] : []),
    ...actions.flatMap((action, index) =>
      parseArn(action) === undefined &&
      !/^arn:aws[\w-]*:automate:[\w-]+:ec2:\w+$/.test(String(action))
        ? [{ property: `${name}[${index}]`, reason: `is not an ARN: ${JSON.stringify(action)}` }]
        : [],
    ),
  ];
}

function validate(inputs: Properties, { region }: Call): void {
  const invalid = (message: string) => refuse("ValidationError", message);
  for (const name of ["comparisonOperator", "evaluationPeriods"]) {
    if (inputs[name] === undefined) throw invalid(`${name} must be specified`);
  }
  if (inputs["metricName"] === undefined && inputs["metricQueries"] === undefined) {
    throw invalid("Either a metric name or metric queries must be specified");
  }
  const [periods, period] = [Number(inputs["evaluationPeriods"]), Number(inputs["period"] ?? 0)];
  const most = period >= 3600 ? WEEK : DAY;
  if (periods * period > most) {
    throw invalid(
      `Metrics cannot be checked across more than ${most} seconds (EvaluationPeriods * Period), got ${periods * period}`,
    );
  }
  if (Number(inputs["datapointsToAlarm"] ?? 1) > periods) {
    throw invalid("DatapointsToAlarm must be less than or equal to EvaluationPeriods");
  }
  for (const action of ACTIONS.flatMap((name) => (inputs[name] ?? []) as unknown[])) {
    const topic = parseArn(action);
    if (topic?.service === "sns" && topic.region !== region) {
      throw invalid(`Invalid region ${topic.region} specified. Only ${region} is supported.`);
    }
  }
}

function refuse(code: string, message: string): AwsError {
  return new AwsError("CloudWatch: PutMetricAlarm", code, message);
}
