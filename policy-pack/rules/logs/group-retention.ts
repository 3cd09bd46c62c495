import { LOG_GROUPS, RETENTION_DAYS } from "../../lib/log-retention";
import { whole } from "../../lib/options";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "logs-group-retention",
    severity: "medium",
    enforcementLevel: "mandatory",
    description: "Log groups must keep events for a set time, and long enough to look into them.",
    why: "Intrusions are found after weeks; a day of logs is gone by then. Without a time, personal data stay for ever.",
    remediationSteps:
      "Set `retentionInDays`: 30 or more, 365 or more where the stack is protected.",
    automaticFix:
      "Sets `retentionInDays` to the smallest number that CloudWatch takes and that is enough. A group that kept everything then loses what is older.",
    example: `new aws.cloudwatch.LogGroup("web", { retentionInDays: 365 });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-16",
    tags: [
      "security-hub:CloudWatch.16",
      "checkov:CKV_AWS_66",
      "checkov:CKV_AWS_338",
      "cdk-nag:CloudWatchLogGroupRetentionPeriod",
      "kics:ef0b316a-211e-42f1-888e-64efe172b755",
    ],
    practices: ["B2"],
    options: {
      minimumDays: whole(30, 1, "Days that events must be kept."),
      protectedMinimumDays: whole(365, 1, "The same in the stacks of `protectedStacks`."),
    },
  },
  LOG_GROUPS,
  function* (group, { config, protected: isProtected }) {
    const minimum = isProtected ? config.protectedMinimumDays : config.minimumDays;
    const days = group.number("retentionInDays") ?? 0;
    // CloudWatch keeps the events of this class for two days, whatever is asked.
    if (days >= minimum || group.text("logGroupClass")?.toUpperCase() === "DELIVERY") return;
    const fix = RETENTION_DAYS.find((allowed) => allowed >= minimum);
    yield group.finding("retentionInDays", {
      ...(days === 0 && { found: "keeps events for ever" }),
      expected: `at least ${minimum} days, and an end`,
      ...(fix !== undefined && { fix: { set: fix } }),
    });
  },
);
