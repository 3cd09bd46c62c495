import { publicStatements } from "../../lib/public-policies";
import { rule } from "../../lib/rule";

/** Where each type keeps the policy of a secret. */
const POLICIES: Readonly<Record<string, string>> = {
  "aws:secretsmanager/secret:Secret": "policy",
  "aws:secretsmanager/secretPolicy:SecretPolicy": "policy",
  "aws-native:secretsmanager:ResourcePolicy": "resourcePolicy",
};

export default rule(
  {
    name: "secretsmanager-policy-not-public",
    severity: "critical",
    enforcementLevel: "mandatory",
    description: "Policies of secrets must not allow everybody in.",
    why: "Everybody means every AWS account: whoever learns the secret's name reads it.",
    remediationSteps:
      "Name the roles in `Principal`, and set `blockPublicPolicy: true`, so that AWS refuses what is public.",
    example: `new aws.secretsmanager.SecretPolicy("token", { secretArn: secret.arn, policy, blockPublicPolicy: true });`,
    url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
    tags: ["cis-aws-7:2.21"],
    practices: ["C26"],
  },
  Object.keys(POLICIES),
  function* (resource, { type }) {
    yield* publicStatements(resource, POLICIES[type] ?? "");
    if (type === "aws:secretsmanager/secret:Secret") return;
    if (resource.flag("blockPublicPolicy") === true) return;
    // A guard against the next change: what is public now is found above.
    yield resource.finding("blockPublicPolicy", {
      expected: "true",
      severity: "low",
      advisory: true,
    });
  },
);
