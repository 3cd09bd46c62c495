import { rule } from "../../lib/rule";
import { KEPT_VALUES } from "../../lib/write-only";

export default rule(
  {
    name: "secrets-write-only-values",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "Secrets should be given as write-only values, or be managed by AWS.",
    why: "What a property keeps is in the state, in every export and every backup of it: encrypted, but with one passphrase or key for all.",
    remediationSteps:
      "Use the property that ends in `Wo` with its version, or let AWS manage the password.",
    example: `new aws.secretsmanager.SecretVersion("token", {
  secretId: secret.id,
  secretStringWo: config.requireSecret("token"),
  secretStringWoVersion: 1,
});`,
    url: "https://docs.aws.amazon.com/prescriptive-guidance/latest/secure-sensitive-data-secrets-manager-terraform/terraform-state-file.html",
    tags: [],
    practices: ["C19"],
  },
  Object.keys(KEPT_VALUES),
  function* (resource, { type }) {
    for (const { property, instead } of KEPT_VALUES[type] ?? []) {
      if (!resource.given(property)) continue;
      // A parameter of another type is no secret.
      const isParameter = type === "aws:ssm/parameter:Parameter";
      if (isParameter && resource.text("type")?.toLowerCase() !== "securestring") continue;
      yield resource.finding(property, { found: "stays in the state", expected: instead });
    }
  },
);
