import { whole } from "../../lib/options";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "secretsmanager-recovery-window",
    severity: "low",
    enforcementLevel: "advisory",
    description:
      "Deleted secrets should be recoverable for a week or more, in the stacks of the setting `protectedStacks`.",
    why: "With a window of 0 a secret is gone at once, by mistake or by somebody's will.",
    remediationSteps: "Leave `recoveryWindowInDays` out, which means 30, or set 7 to 30.",
    example: `new aws.secretsmanager.Secret("token", { recoveryWindowInDays: 30 });`,
    url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html",
    tags: [],
    practices: ["C35"],
    options: { minimumDays: whole(7, 7, "Days in which a secret can be restored.") },
  },
  ["aws:secretsmanager/secret:Secret"],
  function* (secret, context) {
    if (!context.protected) return;
    const { minimumDays } = context.config;
    // AWS waits 30 days where nothing is said.
    if ((secret.number("recoveryWindowInDays") ?? 30) >= minimumDays) return;
    yield secret.finding("recoveryWindowInDays", { expected: `${minimumDays} or more` });
  },
);
