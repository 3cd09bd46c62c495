import { isObject } from "../../../lib/values";
import type { Call, CheckFailure, Properties } from "../../resource-type";
import { bags, text, textOf } from "../ec2/inputs";
import { CAPACITY, capacityOf, isManagedGroup } from "./capacity";
import { invalid, refuse } from "./errors";
import { IP_SET } from "./tokens";

/** API model wafv2 2019-07-29: MetricName, RateLimit. */
const METRIC = /^[\w#:./-]{1,255}$/;
const RATE = { least: 10, most: 2_000_000_000 };
const WINDOWS = [60, 120, 300, 600];
const GROUP_STATEMENTS = ["managedRuleGroupStatement", "ruleGroupReferenceStatement"];

/** What the provider's schema says of rules. */
export function ruleFaults(inputs: Properties, unknown: ReadonlySet<string>): CheckFailure[] {
  const isOpen = unknown.has("rules");
  return bags(inputs, "rules").flatMap((rule, index) => {
    const name = textOf(rule, "name");
    const missing = ["name", "priority", "statement", "visibilityConfig"].filter(
      (property) => !isOpen && rule[property] === undefined,
    );
    const faults: CheckFailure[] = missing.map((property) => ({
      property,
      reason: `Missing required property '${property}'.`,
    }));
    if (name.length > 128) {
      const reason = `expected length of name to be in the range (1 - 128), got ${name.length}`;
      faults.push({ property: "name", reason });
    }
    return [...faults, ...visibilityFaults(rule, isOpen)].map((fault) => ({
      ...fault,
      property: `rules[${index}].${fault.property}`,
    }));
  });
}

/** What the provider's schema says of a `visibilityConfig`. */
export function visibilityFaults(bag: Properties, isOpen: boolean): CheckFailure[] {
  const config = bag["visibilityConfig"];
  if (!isObject(config)) return [];
  const needed = ["cloudwatchMetricsEnabled", "metricName", "sampledRequestsEnabled"];
  const missing = needed.filter((name) => !isOpen && config[name] === undefined);
  const metric = text(config, "metricName");
  return [
    ...missing.map((name) => ({
      property: `visibilityConfig.${name}`,
      reason: `Missing required property '${name}'.`,
    })),
    ...(metric === undefined || METRIC.test(metric)
      ? []
      : [
          {
            property: "visibilityConfig.metricName",
            reason: `1 to 255 letters, digits or _ # : . / - are allowed, got ${JSON.stringify(metric)}`,
          },
        ]),
  ];
}

/** Refuses the rules that WAF would; @returns their capacity. */
export function requireRules(
  rules: readonly Properties[],
  scope: string,
  operation: string,
  call: Call,
): number {
  for (const name of ["priority", "name"]) {
    const values = rules.map((rule) => String(rule[name] as string | number));
    const twice = values.find((value, index) => values.indexOf(value) !== index);
    if (twice !== undefined) {
      invalid(
        operation,
        "RULE",
        twice,
        `You have used the rule ${name} more than once in your web ACL`, // own wording
      );
    }
  }
  for (const rule of rules) requireRule(rule, scope, operation, call);
  const capacity = capacityOf(rules);
  if (capacity > CAPACITY.most) {
    refuse(
      operation,
      "WAFLimitsExceededException",
      `AWS WAF couldn’t perform the operation because you exceeded your resource limit: the rules need ${capacity} web ACL capacity units, ${CAPACITY.most} are allowed.`,
    );
  }
  return capacity;
}

function requireRule(rule: Properties, scope: string, operation: string, call: Call): void {
  const name = textOf(rule, "name");
  const statement = isObject(rule["statement"]) ? rule["statement"] : {};
  const kinds = Object.keys(statement).filter((kind) => statement[kind] !== undefined);
  const isGroup = kinds.some((kind) => GROUP_STATEMENTS.includes(kind));
  const has = (property: string) => isObject(rule[property]);
  if (kinds.length !== 1) {
    invalid(
      operation,
      "STATEMENT",
      name,
      "You have used none or multiple values for a field that requires exactly one value",
    );
  }
  if (isGroup ? has("action") || !has("overrideAction") : !has("action") || has("overrideAction")) {
    const wanted = isGroup ? "overrideAction" : "action";
    invalid(
      operation,
      "RULE",
      name,
      `A reference in your rule statement is not valid: a rule ${isGroup ? "that refers to a rule group" : "with its own statement"} needs ${wanted}, and only that`,
    );
  }
  for (const kind of kinds) requireStatement(kind, statement[kind], scope, operation, call);
}

function requireStatement(
  kind: string,
  given: unknown,
  scope: string,
  operation: string,
  call: Call,
): void {
  if (!isObject(given)) return;
  if (kind === "managedRuleGroupStatement") requireManagedGroup(given, operation);
  if (kind === "rateBasedStatement") requireRate(given, operation);
  const arn = text(given, "arn");
  if (kind === "ipSetReferenceStatement" && arn !== undefined) {
    const found = call.account.byArn(arn);
    if (found?.token !== IP_SET || found.properties["scope"] !== scope) {
      refuse(
        operation,
        "WAFNonexistentItemException",
        `AWS WAF couldn’t perform the operation because your resource doesn’t exist. (${arn}, scope ${scope})`,
      );
    }
  }
  const inner = [given["scopeDownStatement"], ...bags(given, "statements")].filter(isObject);
  for (const statement of inner) {
    for (const [name, value] of Object.entries(statement)) {
      requireStatement(name, value, scope, operation, call);
    }
  }
}

function requireManagedGroup(given: Properties, operation: string): void {
  const vendor = textOf(given, "vendorName");
  const name = textOf(given, "name");
  if (vendor !== "AWS") {
    refuse(
      operation,
      "WAFSubscriptionNotFoundException",
      `You tried to use a managed rule group that's available by subscription, but you aren't subscribed to it yet. (${vendor} ${name})`,
    );
  }
  if (!isManagedGroup(name)) {
    refuse(
      operation,
      "WAFInvalidParameterException",
      `Error reason: The managed rule group does not exist, field: MANAGED_RULE_SET, parameter: ${name}`,
    );
  }
}

function requireRate(given: Properties, operation: string): void {
  const limit = Number(given["limit"]);
  if (!Number.isInteger(limit) || limit < RATE.least || limit > RATE.most) {
    invalid(
      operation,
      "RATE_BASED_STATEMENT",
      `limit ${limit}`,
      `The rate limit must be from ${RATE.least} to ${RATE.most}`,
    );
  }
  const seconds = given["evaluationWindowSec"] ?? 300;
  if (!WINDOWS.includes(Number(seconds))) {
    invalid(
      operation,
      "RATE_BASED_STATEMENT",
      `evaluationWindowSec ${Number(seconds)}`,
      `The evaluation window must be one of ${WINDOWS.join(", ")} seconds`,
    );
  }
}
