import { isObject } from "../../../lib/values";
import { arn } from "../../lib/arns";
import { checks, conflicts, isJson, lengthBetween, matches, oneOf } from "../../lib/check";
import { givenName, prefixedName } from "../../lib/names";
import {
  AwsError,
  type Call,
  type CheckFailure,
  type Properties,
  type ResourceType,
} from "../../resource-type";

const RULE = "aws:cloudwatch/eventRule:EventRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";
const DEFAULT_BUS = "default";
/** API model events 2015-10-07: RuleName, RuleState, EventPattern, TargetId. */
const NAME = /^[.\-_A-Za-z0-9]{1,64}$/;
const NAME_MEANS = "1 to 64 letters, digits, . - and _";
const STATES = ["ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"];
const MAX_PATTERN = 4096;
const SCHEDULE = /^(rate\([1-9]\d* (minutes?|hours?|days?)\)|cron\(\S+( \S+){5}\))$/;
/** Amazon EventBridge quotas: targets per rule. */
const MAX_TARGETS = 5;
const INPUTS = ["input", "inputPath", "inputTransformer"];

export const eventRule: ResourceType = {
  token: RULE,
  source: [
    "API model events 2015-10-07: PutRule, DeleteRule",
    "terraform-provider-aws internal/service/events/rule.go",
  ],
  autoName: { property: "name", maxLength: 64 },
  defaults: { eventBusName: DEFAULT_BUS, forceDestroy: false },
  forceNew: ["eventBusName", "name", "namePrefix"],
  taggable: true,
  json: ["eventPattern"],
  check: (inputs, unknown) => [
    ...checks(
      matches("name", NAME, NAME_MEANS),
      lengthBetween("description", 0, 512),
      lengthBetween("scheduleExpression", 0, 256),
      lengthBetween("eventPattern", 0, MAX_PATTERN),
      isJson("eventPattern"),
      oneOf("state", STATES),
      conflicts("isEnabled", "state"),
      conflicts("namePrefix", "name"),
    )(inputs),
    ...checkTrigger(inputs, unknown),
  ],
  create: (inputs, call) => {
    const name = givenName(inputs, call);
    const bus = requireBus(inputs["eventBusName"]);
    validate(inputs);
    return {
      id: name,
      outputs: {
        arn: arn(call, "events", `rule/${name}`),
        eventBusName: bus,
        name,
        namePrefix: inputs["namePrefix"] ?? "",
      },
    };
  },
  update: (_id, inputs) => {
    validate(inputs);
    return {};
  },
  delete: (id, _stored, { account }) => {
    if (account.find(TARGET, ({ rule }) => rule === id) === undefined) return;
    throw refuse(
      "DeleteRule",
      "ValidationException",
      "Rule can't be deleted since it has targets.",
    );
  },
};

export const eventTarget: ResourceType = {
  token: TARGET,
  source: [
    "API model events 2015-10-07: PutTargets, RemoveTargets",
    "terraform-provider-aws internal/service/events/target.go",
  ],
  defaults: { eventBusName: DEFAULT_BUS, forceDestroy: false },
  required: ["arn", "rule"],
  forceNew: ["eventBusName", "rule", "targetId"],
  check: checks(
    matches("arn", /^arn:/, "an ARN"),
    matches("targetId", NAME, NAME_MEANS),
    lengthBetween("input", 0, 8192),
    isJson("input"),
    lengthBetween("inputPath", 0, 256),
    ...INPUTS.flatMap((one) =>
      INPUTS.filter((other) => other > one).map((other) => conflicts(one, other)),
    ),
  ),
  create: (inputs, call) => {
    const rule = String(inputs["rule"]);
    const bus = requireBus(inputs["eventBusName"]);
    if (call.account.get(RULE, rule) === undefined) {
      throw refuse(
        "PutTargets",
        "ResourceNotFoundException",
        `Rule ${rule} does not exist on EventBus ${bus}.`,
      );
    }
    const targets = call.account
      .list(TARGET)
      .filter(({ properties }) => properties["rule"] === rule);
    if (targets.length >= MAX_TARGETS) {
      throw refuse(
        "PutTargets",
        "LimitExceededException",
        `The requested resource exceeds the maximum number allowed: ${MAX_TARGETS} targets per rule.`,
      );
    }
    const targetId = (inputs["targetId"] as string | undefined) ?? uniqueId(call);
    return { id: `${rule}-${targetId}`, outputs: { targetId } };
  },
  // Terraform's import id: `<rule>/<target>`.
  importId: (given, { account }) => {
    const [rule, targetId] = given.split("/");
    return account.find(
      TARGET,
      (target) => target["rule"] === rule && target["targetId"] === targetId,
    )?.id;
  },
};

function checkTrigger(inputs: Properties, unknown: ReadonlySet<string>): readonly CheckFailure[] {
  const triggers = ["eventPattern", "scheduleExpression"];
  if (triggers.some((name) => inputs[name] !== undefined || unknown.has(name))) return [];
  const reason = "one of `eventPattern,scheduleExpression` must be specified";
  return [{ property: "eventPattern", reason }];
}

/** Custom buses are not modelled. */
function requireBus(name: unknown): string {
  if (name === DEFAULT_BUS) return DEFAULT_BUS;
  throw refuse("PutRule", "ResourceNotFoundException", `Event bus ${String(name)} does not exist.`);
}

function validate({ eventPattern, scheduleExpression }: Properties): void {
  if (typeof scheduleExpression === "string" && !SCHEDULE.test(scheduleExpression)) {
    throw refuse("PutRule", "ValidationException", "Parameter ScheduleExpression is not valid.");
  }
  if (eventPattern === undefined) return;
  const pattern: unknown =
    typeof eventPattern === "string" ? JSON.parse(eventPattern) : eventPattern;
  const fault = isObject(pattern) ? patternFault(pattern, "") : "Filter is not an object";
  if (fault === undefined) return;
  throw refuse(
    "PutRule",
    "InvalidEventPatternException",
    `Event pattern is not valid. Reason: ${fault}`,
  );
}

/** Fields lead to lists of values, or to further fields; `$or` leads to a list of patterns. */
function patternFault(pattern: Properties, path: string): string | undefined {
  const entries = Object.entries(pattern);
  if (entries.length === 0) return "Empty objects are not allowed";
  for (const [name, value] of entries) {
    const at = path === "" ? name : `${path}.${name}`;
    if (isObject(value)) {
      const fault = patternFault(value, at);
      if (fault !== undefined) return fault;
    } else if (!Array.isArray(value)) {
      return `"${at}" must be an object or an array`;
    } else if (value.length === 0) {
      return `Empty arrays are not allowed (${at})`;
    }
  }
  return undefined;
}

function uniqueId(call: Call): string {
  return prefixedName("terraform-", call);
}

function refuse(operation: string, code: string, message: string): AwsError {
  return new AwsError(`EventBridge: ${operation}`, code, message);
}
