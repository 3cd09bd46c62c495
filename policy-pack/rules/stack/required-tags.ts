import { Undetermined, show } from "../../lib/finding";
import { strings } from "../../lib/options";
import { rule } from "../../lib/rule";
import { matches } from "../../lib/settings";
import { TAGGABLE, tagFix, tagKeys } from "../../lib/tags";

export default rule(
  {
    name: "stack-required-tags",
    severity: "low",
    enforcementLevel: "mandatory",
    description: "Resources must have the tags that the setting `requiredTags` names.",
    why: "Without tags nobody finds the owner of a resource when it is attacked, forgotten or expensive.",
    remediationSteps:
      "Set the tags on the provider, in `defaultTags`, so that every resource has them.",
    automaticFix:
      "Adds the tags that are missing, where the setting `requiredTagValues` has a value for each.",
    example: `new aws.Provider("aws", { defaultTags: { tags: { Owner: "platform", Environment: "dev" } } });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-15",
    tags: ["security-hub:ECS.15", "security-hub:SecretsManager.5"],
    practices: ["A13", "C11"],
    options: {
      exemptTypes: strings([], "Types, `*` for any characters, that need no tags: `aws:ssm/*`."),
    },
  },
  TAGGABLE,
  function* (resource, { urn, type, provider, settings, config }) {
    if (settings.requiredTags.length === 0 || matches(type, config.exemptTypes)) return;
    const { keys, open } = tagKeys(resource, provider);
    const missing = settings.requiredTags.filter((key) => !keys.has(key));
    if (missing.length === 0) return;
    const fix = tagFix(type, missing, settings.requiredTagValues);
    if (open) yield new Undetermined(urn, "tags", "unknown");
    else {
      yield resource.finding("tags", {
        found: `lack ${missing.map((key) => show(key)).join(", ")}`,
        expected: `the tags ${show(settings.requiredTags)}`,
        ...(fix && { fix }),
      });
    }
  },
);
