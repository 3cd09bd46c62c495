import { stableText } from "../../../lib/diff";
import { isObject } from "../../../lib/values";
import { checks, conflicts, lengthBetween, matches, oneOf } from "../../lib/check";
import { givenName } from "../../lib/names";
import {
  AwsError,
  type CheckFailure,
  type Properties,
  type ResourceType,
} from "../../resource-type";

const BUDGET = "aws:budgets/budget:Budget";
/** API model budgets 2016-10-20: BudgetType, TimeUnit, NotificationType, ComparisonOperator, ThresholdType, BudgetName. */
const TYPES = [
  ..."USAGE COST RI_UTILIZATION RI_COVERAGE SAVINGS_PLANS_UTILIZATION".split(" "),
  "SAVINGS_PLANS_COVERAGE",
];
const TIME_UNITS = ["DAILY", "MONTHLY", "QUARTERLY", "ANNUALLY", "CUSTOM"];
const NOTIFICATIONS = {
  comparisonOperator: ["GREATER_THAN", "LESS_THAN", "EQUAL_TO"],
  notificationType: ["ACTUAL", "FORECASTED"],
  thresholdType: ["PERCENTAGE", "ABSOLUTE_VALUE"],
} as const;
const NAME = /^(?![^:\\]*\/action\/)[^:\\]{1,100}$/;
const TIME = /^\d{4}-\d{2}-\d{2}_\d{2}:\d{2}$/;
/** AWS Budgets quotas: notifications per budget; addresses and topics per notification. */
const MAX_NOTIFICATIONS = 10;
const MAX_ADDRESSES = 10;
const MAX_TOPICS = 1;
/** What a budget counts unless told otherwise (the provider's schema). */
const COST_TYPES = {
  includeCredit: true,
  includeDiscount: true,
  includeOtherSubscription: true,
  includeRecurring: true,
  includeRefund: true,
  includeSubscription: true,
  includeSupport: true,
  includeTax: true,
  includeUpfront: true,
  useAmortized: false,
  useBlended: false,
};

export const budget: ResourceType = {
  token: BUDGET,
  source: [
    "API model budgets 2016-10-20: CreateBudget, CreateNotification",
    "terraform-provider-aws internal/service/budgets/budget.go",
  ],
  autoName: { property: "name", maxLength: 100 },
  defaults: { timePeriodEnd: "2087-06-15_00:00" },
  required: ["budgetType", "timeUnit"],
  forceNew: ["accountId", "name", "namePrefix"],
  taggable: true,
  sets: ["costFilters", "notifications", "plannedLimits"],
  same: {
    limitAmount: (a, b) => Number(a) === Number(b),
    costTypes: (a, b) => stableText(withDefaults(a)) === stableText(withDefaults(b)),
  },
  check: (inputs) => [
    ...checks(
      oneOf("budgetType", TYPES),
      oneOf("timeUnit", TIME_UNITS),
      matches("accountId", /^\d{12}$/, "12 digits"),
      lengthBetween("name", 1, 100),
      conflicts("limitAmount", "plannedLimits"),
      conflicts("namePrefix", "name"),
      matches("timePeriodStart", TIME, "a time such as 2026-01-01_00:00"),
      matches("timePeriodEnd", TIME, "a time such as 2026-01-01_00:00"),
    )(inputs),
    ...checkNotifications(inputs["notifications"]),
  ],
  create: (inputs, call) => {
    const name = givenName(inputs, call);
    const accountId = (inputs["accountId"] as string | undefined) ?? call.accountId;
    const id = `${accountId}:${name}`;
    if (accountId !== call.accountId) {
      throw refuse("AccessDeniedException", `Account ${accountId} is not the caller's.`);
    }
    if (call.account.get(BUDGET, id) !== undefined) {
      throw refuse(
        "DuplicateRecordException",
        `Error creating budget: ${name} - the budget already exists.`,
      );
    }
    validate(name, inputs);
    return {
      id,
      outputs: {
        accountId,
        arn: `arn:${call.partition}:budgets::${accountId}:budget/${name}`,
        costFilters: inputs["costFilters"] ?? [],
        costTypes: withDefaults(inputs["costTypes"]),
        limitAmount: inputs["limitAmount"] ?? "",
        limitUnit: inputs["limitUnit"] ?? "",
        name,
        namePrefix: inputs["namePrefix"] ?? "",
        timePeriodStart:
          inputs["timePeriodStart"] ?? `${call.now.toISOString().slice(0, 8)}01_00:00`,
      },
    };
  },
  update: (_id, inputs, old) => {
    validate(String(old["name"]), inputs);
    return { costTypes: withDefaults(inputs["costTypes"]) };
  },
};

function withDefaults(costTypes: unknown): Properties {
  return { ...COST_TYPES, ...(isObject(costTypes) ? costTypes : {}) };
}

function checkNotifications(given: unknown): readonly CheckFailure[] {
  const all: readonly unknown[] = Array.isArray(given) ? given : [];
  return all.flatMap((each, index) => {
    const notification = isObject(each) ? each : {};
    const missing = [...Object.keys(NOTIFICATIONS), "threshold"].filter(
      (name) => notification[name] === undefined,
    );
    return [
      ...missing.map((property) => ({
        property,
        reason: `Missing required property '${property}'.`,
      })),
      ...Object.entries(NOTIFICATIONS).flatMap(([name, values]) =>
        oneOf(name, values)(notification),
      ),
    ].map(({ property, reason }) => ({ property: `notifications[${index}].${property}`, reason }));
  });
}

function validate(name: string, inputs: Properties): void {
  const invalid = (message: string) => refuse("InvalidParameterException", message);
  if (!NAME.test(name)) throw invalid(`Budget name must not contain : or \\: ${name}`);
  const { plannedLimits, autoAdjustData, budgetType } = inputs;
  const limitAmount = inputs["limitAmount"] as string | undefined;
  if (limitAmount === undefined && plannedLimits === undefined && autoAdjustData === undefined) {
    throw invalid("Budget must have a limit.");
  }
  if (limitAmount !== undefined && !(Number(limitAmount) > 0) && budgetType === "COST") {
    throw invalid(`Budget limit must be greater than 0: ${limitAmount}`);
  }
  const notifications = (inputs["notifications"] ?? []) as readonly Properties[];
  if (notifications.length > MAX_NOTIFICATIONS) {
    throw new AwsError(
      "Budgets: CreateNotification",
      "CreationLimitExceededException",
      `At most ${MAX_NOTIFICATIONS} notifications per budget, got ${notifications.length}.`,
    );
  }
  for (const notification of notifications) {
    const addresses = (notification["subscriberEmailAddresses"] ?? []) as readonly string[];
    const topics = (notification["subscriberSnsTopicArns"] ?? []) as readonly string[];
    if (addresses.length + topics.length === 0) {
      throw invalid("A notification needs a subscriber.");
    }
    if (addresses.length > MAX_ADDRESSES || topics.length > MAX_TOPICS) {
      throw invalid(
        `A notification has at most ${MAX_ADDRESSES} addresses and ${MAX_TOPICS} topic.`,
      );
    }
  }
}

function refuse(code: string, message: string): AwsError {
  return new AwsError("Budgets: CreateBudget", code, message);
}
