import { LOG_GROUPS } from "../../lib/log-retention";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "logs-group-deletion-protection",
    severity: "low",
    enforcementLevel: "advisory",
    description:
      "Log groups should be protected from deletion in the stacks of the setting `protectedStacks`.",
    why: "Whoever breaks in removes the traces. CloudWatch then refuses, until somebody takes the protection off, which is logged.",
    remediationSteps: "Set `deletionProtectionEnabled: true`.",
    example: `new aws.cloudwatch.LogGroup("web", { retentionInDays: 365, deletionProtectionEnabled: true });`,
    url: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogGroupDeletionProtection.html",
    tags: [],
    practices: ["C35"],
  },
  LOG_GROUPS,
  function* (group, context) {
    if (!context.protected || group.flag("deletionProtectionEnabled") === true) return;
    yield group.finding("deletionProtectionEnabled", { expected: "true in this stack" });
  },
);
