/** What the provider's schema says of how a service is deployed: terraform-provider-aws internal/service/ecs/service.go. */
import { isObject } from "../../../lib/values";
import { isJson, oneOf } from "../../lib/check";
import type { CheckFailure, Properties } from "../../resource-type";
import { items } from "./records";

/** AWS API model ecs 2014-11-13: DeploymentLifecycleHookStage. */
const STAGES = [
  "RECONCILE_SERVICE",
  "PRE_SCALE_UP",
  "POST_SCALE_UP",
  "TEST_TRAFFIC_SHIFT",
  "POST_TEST_TRAFFIC_SHIFT",
  "PRE_PRODUCTION_TRAFFIC_SHIFT",
  "PRODUCTION_TRAFFIC_SHIFT",
  "POST_PRODUCTION_TRAFFIC_SHIFT",
];
const MAX_MINUTES = 1440;
const MAX_PAUSE_MINUTES = 20_160;

type Check = (bag: Properties, isOpen: boolean) => readonly CheckFailure[];

/** @param unknown inputs of which parts are not known yet: what is missing there may still come. */
export function deploymentFailures(
  inputs: Properties,
  unknown: ReadonlySet<string>,
): readonly CheckFailure[] {
  return [
    ...within("deploymentConfiguration", inputs, unknown, configuration),
    ...within("deploymentCircuitBreaker", inputs, unknown, required("enable", "rollback")),
    ...within("alarms", inputs, unknown, required("alarmNames", "enable", "rollback")),
    ...items(inputs["loadBalancers"]).flatMap((entry, index) =>
      below(
        `loadBalancers[${index}]`,
        inner("advancedConfiguration", advanced)(entry, unknown.has("loadBalancers")),
      ),
    ),
  ];
}

const configuration: Check = (bag, isOpen) => [
  ...oneOf("strategy", ["ROLLING", "BLUE_GREEN", "LINEAR", "CANARY"])(bag),
  ...minutes("bakeTimeInMinutes")(bag, isOpen),
  ...inner("canaryConfiguration", (canary) => [
    ...minutes("canaryBakeTimeInMinutes")(canary, isOpen),
    ...percent("canaryPercent", 0.1)(canary, isOpen),
  ])(bag, isOpen),
  ...inner("linearConfiguration", (linear) => [
    ...minutes("stepBakeTimeInMinutes")(linear, isOpen),
    ...percent("stepPercent", 3)(linear, isOpen),
  ])(bag, isOpen),
  ...items(bag["lifecycleHooks"]).flatMap((hook, index) =>
    below(`lifecycleHooks[${index}]`, hookFailures(hook, isOpen)),
  ),
];

const hookFailures: Check = (hook, isOpen) => [
  ...required("lifecycleStages")(hook, isOpen),
  ...arn("hookTargetArn")(hook, isOpen),
  ...arn("roleArn")(hook, isOpen),
  ...isJson("hookDetails")(hook),
  ...oneOf("targetType", ["AWS_LAMBDA", "PAUSE"])(hook),
  ...(Array.isArray(hook["lifecycleStages"]) ? hook["lifecycleStages"] : []).flatMap(
    (stage: unknown, index) =>
      oneOf(`lifecycleStages[${index}]`, STAGES)({ [`lifecycleStages[${index}]`]: stage }),
  ),
  ...inner("timeoutConfiguration", (timeout) => [
    ...oneOf("action", ["ROLLBACK", "CONTINUE"])(timeout),
    ...minutes("timeoutInMinutes", 1, MAX_PAUSE_MINUTES)(timeout, isOpen),
  ])(hook, isOpen),
];

const advanced: Check = (bag, isOpen) => [
  ...required("alternateTargetGroupArn", "productionListenerRule", "roleArn")(bag, isOpen),
  ...["alternateTargetGroupArn", "productionListenerRule", "testListenerRule", "roleArn"].flatMap(
    (name) => arn(name)(bag, isOpen),
  ),
];

function within(
  name: string,
  inputs: Properties,
  unknown: ReadonlySet<string>,
  check: Check,
): readonly CheckFailure[] {
  return inner(name, check)(inputs, unknown.has(name));
}

function inner(name: string, check: Check): Check {
  return (bag, isOpen) => {
    const value = bag[name];
    return isObject(value) ? below(name, check(value, isOpen)) : [];
  };
}

function below(path: string, failures: readonly CheckFailure[]): readonly CheckFailure[] {
  return failures.map(({ property, reason }) => ({ property: `${path}.${property}`, reason }));
}

function required(...names: readonly string[]): Check {
  return (bag, isOpen) =>
    names
      .filter((name) => bag[name] === undefined && !isOpen)
      .map((property) => ({ property, reason: `Missing required property '${property}'.` }));
}

/** A whole number, which the provider takes as text so that 0 is not none. */
function minutes(property: string, least = 0, most = MAX_MINUTES): Check {
  return ({ [property]: value }) => {
    if (value === undefined || value === "") return [];
    const isWhole = /^"?\d+"?$/.test(JSON.stringify(value));
    if (isWhole && Number(value) >= least && Number(value) <= most) return [];
    const reason = `expected ${property} to be in the range (${least} - ${most}), got ${JSON.stringify(value)}`;
    return [{ property, reason }];
  };
}

/** That steps are multiples of 0.1 is for AWS to refuse. */
function percent(property: string, least: number): Check {
  return ({ [property]: value }) => {
    if (value === undefined || (Number(value) >= least && Number(value) <= 100)) return [];
    const reason = `expected ${property} to be in the range (${least.toFixed(1)} - 100.0), got ${JSON.stringify(value)}`;
    return [{ property, reason }];
  };
}

function arn(property: string): Check {
  return ({ [property]: value }) =>
    value === undefined || (typeof value === "string" && /^arn:[\w-]+:[\w-]+:.*:.*:.+$/.test(value))
      ? []
      : [{ property, reason: `"${property}" is an invalid ARN: ${JSON.stringify(value)}` }];
}
