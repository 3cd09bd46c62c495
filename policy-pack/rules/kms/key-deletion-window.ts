import { DELETABLE_KEYS, keyOf } from "../../lib/keys";
import { whole } from "../../lib/options";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "kms-key-deletion-window",
    severity: "low",
    enforcementLevel: "advisory",
    description: "Deleted keys should be recoverable for two weeks or more.",
    why: "With the key go all data that it encrypts. Whoever uses them rarely has to notice in time.",
    remediationSteps: "Leave `deletionWindowInDays` out, which means 30, or set 14 to 30.",
    example: `new aws.kms.Key("data", { enableKeyRotation: true, deletionWindowInDays: 30 });`,
    url: "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
    tags: [],
    practices: ["C35"],
    // KMS takes 7 to 30; half of that is time for somebody to come back from a week away.
    options: { minimumDays: whole(14, 7, "Days in which a key can be restored.") },
  },
  DELETABLE_KEYS,
  function* (resource, { config }) {
    const key = keyOf(resource);
    // KMS waits 30 days where nothing is said.
    if ((key.number("deletionWindowInDays") ?? 30) >= config.minimumDays) return;
    yield key.finding("deletionWindowInDays", { expected: `${config.minimumDays} or more` });
  },
);
