import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { TopicReference } from "./alert-topic";
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

/**
 * Says when an environment has cost 80 % of its month, and when AWS expects it to cost more than all of it. Costs nothing.
 * AWS counts by tag only from when somebody has activated `Environment` as a cost allocation tag (Billing console, in the
 * account that pays; once for all environments): until then the budget stays at 0.
 */
export class Budget extends pulumi.ComponentResource {
  constructor(name: string, args: BudgetArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`Budget ${quote(name)}`, budgetFaults(args));
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

function budgetFaults({
  budgetName,
  monthlyUsd,
  environment,
  topic,
  emails = [],
}: BudgetArgs): string[] {
  const faults: string[] = [];
  // API model budgets 2016-10-20: BudgetName.
  if (!/^[^:\\]{1,100}$/.test(budgetName))
    faults.push(`budgetName ${quote(budgetName)} is not 1 to 100 characters without : and \\`);
  if (!Number.isFinite(monthlyUsd) || monthlyUsd < 1)
    faults.push(`monthlyUsd ${monthlyUsd} is out of range; choose 1 or more`);
  if (environment === "") faults.push("environment is empty: nothing would be counted");
  if (topic === undefined && emails.length === 0)
    faults.push("nobody would be told; give a topic or emails");
  if (emails.length > MAX_EMAILS)
    faults.push(`emails has ${emails.length}, at most ${MAX_EMAILS} are allowed`);
  for (const email of emails)
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
      faults.push(`emails ${quote(email)} is not an e-mail address`);
  return faults;
}
