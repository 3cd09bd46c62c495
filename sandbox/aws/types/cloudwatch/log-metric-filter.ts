import { stableText } from "../../../lib/diff";
import { isObject } from "../../../lib/values";
import { checks, lengthBetween, matches, oneOf } from "../../lib/check";
import {
  AwsError,
  type Call,
  type CheckFailure,
  type Properties,
  type ResourceType,
} from "../../resource-type";
import { LOG_GROUP, LOG_METRIC_FILTER } from "./log-group";
import { UNITS } from "./units";

/** API model logs 2014-03-28: FilterName, MetricName, MetricNamespace, MetricValue, FilterPattern (characters). */
const FILTER_NAME = /^[^:*]{1,512}$/;
const METRIC_NAME = /^[^:*$]{1,255}$/;
const MAX_VALUE = 100;
const MAX_PATTERN = 1024;
/** A text that every filter of an account has to itself: the id alone is the filter's name, which repeats in other groups. */
const keyOf = (group: unknown, name: unknown) => `${String(group)}:${String(name)}`;

export const logMetricFilter: ResourceType = {
  token: LOG_METRIC_FILTER,
  source: [
    "API model logs 2014-03-28: PutMetricFilter",
    "terraform-provider-aws internal/service/logs/metric_filter.go",
  ],
  autoName: { property: "name", maxLength: 255 },
  required: ["logGroupName", "metricTransformation", "pattern"],
  forceNew: ["logGroupName", "name"],
  identity: {
    key: ({ logGroupName, name }) => (name === undefined ? undefined : keyOf(logGroupName, name)),
    id: "name",
  },
  same: { metricTransformation: (a, b) => stableText(withUnit(a)) === stableText(withUnit(b)) },
  check: (inputs) => [
    ...checks(
      matches("name", FILTER_NAME, "1 to 512 characters without : and *"),
      lengthBetween("pattern", 0, MAX_PATTERN),
    )(inputs),
    ...checkTransformation(inputs["metricTransformation"]),
  ],
  create: (inputs, call) => {
    requireLogGroup(inputs["logGroupName"], call);
    return {
      id: String(inputs["name"]),
      outputs: {
        applyOnTransformedLogs: inputs["applyOnTransformedLogs"] ?? false,
        ...put(inputs),
      },
    };
  },
  update: (_id, inputs, _old, call) => {
    requireLogGroup(inputs["logGroupName"], call);
    return put(inputs);
  },
  // AWS's import id is `<log group>:<filter>`, which is what the filter is kept under.
};

function checkTransformation(given: unknown): readonly CheckFailure[] {
  const transformation = isObject(given) ? given : {};
  const required = ["name", "namespace", "value"].filter(
    (name) => transformation[name] === undefined,
  );
  const faults = [
    ...required.map((property) => ({
      property,
      reason: `Missing required property '${property}'.`,
    })),
    ...checks(
      matches("name", METRIC_NAME, "1 to 255 characters without : * and $"),
      matches("namespace", METRIC_NAME, "1 to 255 characters without : * and $"),
      lengthBetween("value", 0, MAX_VALUE),
      matches("defaultValue", /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i, "a number"),
      oneOf("unit", UNITS),
    )(transformation),
  ];
  const hasBoth =
    transformation["defaultValue"] !== undefined && isObject(transformation["dimensions"]);
  return [
    ...(given === undefined ? [] : faults),
    ...(hasBoth
      ? [{ property: "defaultValue", reason: "defaultValue and dimensions exclude each other" }]
      : []),
  ].map(({ property, reason }) => ({ property: `metricTransformation.${property}`, reason }));
}

function put(inputs: Properties): Properties {
  return {
    metricTransformation: withUnit(inputs["metricTransformation"]),
    pattern: String(inputs["pattern"]).trim(),
  };
}

function withUnit(transformation: unknown): unknown {
  return isObject(transformation) ? { unit: "None", ...transformation } : transformation;
}

function requireLogGroup(name: unknown, { account }: Call): void {
  if (account.get(LOG_GROUP, String(name)) !== undefined) return;
  throw new AwsError(
    "CloudWatch Logs: PutMetricFilter",
    "ResourceNotFoundException",
    `The specified log group does not exist. (${String(name)})`,
  );
}
