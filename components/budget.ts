import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { TopicReference } from "./alert-topic";
import { EMAIL, TAG_VALUE, TOPIC } from "./lib/aws-checks";
import { type Checks, faultsOf, list, number, optional, text } from "./lib/checks";
import { quote, refuse } from "./lib/faults";

/** Addresses that a notification takes. Source: AWS Budgets quotas. */
const MAX_EMAILS = 10;
/** When somebody is told: percent of the limit, spent or expected until the end of the month. */
const NOTIFICATIONS = [
  { notificationType: "ACTUAL", threshold: 80 },
  { notificationType: "FORECASTED", threshold: 100 },
] as const;

/** Arguments of {@link Budget}. */
export interface BudgetArgs {
  /** The fixed name, one of its kind in the account: it is the subject of the mail. */
  readonly budgetName: string;
  /** What a month may cost, in USD, 1 or more. */
  readonly monthlyUsd: number;
  /** Counts what bears the tag `Environment` with this value, such as `dev`. */
  readonly environment: string;
  /** The topic that is told. Default: none. */
  readonly topic?: TopicReference;
  /** Addresses that get a mail of their own, at most 10. Default: none. */
  readonly emails?: readonly string[];
}

const CHECKS: Checks<BudgetArgs> = {
  // API model budgets 2016-10-20: BudgetName.
  budgetName: text(
    /^(?!.*\/action\/)(?!.*<script>)[^:\\]{1,100}$/i,
    "1 to 100 characters without : and \\, /action/ and <script>",
  ),
  // The API takes digits, and JavaScript writes larger numbers with an exponent.
  monthlyUsd: number(1, 1_000_000_000),
  environment: TAG_VALUE,
  topic: optional(TOPIC),
  emails: optional(list(EMAIL, { most: MAX_EMAILS })),
};

/**
 * Says when an environment has cost 80 % of its month, and when AWS expects it to cost more than all of it. Costs nothing.
 * AWS counts by tag only from when somebody has activated `Environment` as a cost allocation tag (Billing console, in the
 * account that pays; once for all environments): until then the budget stays at 0.
 */
export class Budget extends pulumi.ComponentResource {
  constructor(name: string, args: BudgetArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`Budget ${quote(name)}`, faultsOf(args, CHECKS, unheard));
    super("cruddur:budgets:Budget", name, {}, opts);
    const { topic, emails = [] } = args;
    new aws.budgets.Budget(
      name,
      {
        name: args.budgetName,
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: String(args.monthlyUsd),
        limitUnit: "USD",
        costFilters: [{ name: "TagKeyValue", values: [`user:Environment$${args.environment}`] }],
        notifications: NOTIFICATIONS.map((notification) => ({
          ...notification,
          comparisonOperator: "GREATER_THAN",
          thresholdType: "PERCENTAGE",
          ...(topic && { subscriberSnsTopicArns: [topic.arn] }),
          ...(emails.length > 0 && { subscriberEmailAddresses: [...emails] }),
        })),
      },
      { parent: this, dependsOn: topic ? [topic.ready] : [] },
    );
    this.registerOutputs();
  }
}

function unheard(_: unknown, { topic, emails }: BudgetArgs): string[] {
  return topic === undefined && (emails ?? []).length === 0
    ? ["nobody would be told; give a topic or emails"]
    : [];
}
