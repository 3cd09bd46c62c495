import { show } from "../../lib/finding";
import { POLICY_TYPES, eachGrant } from "../../lib/identity-policies";
import { needsScope } from "../../lib/policy-actions";
import type { Statement } from "../../lib/policy-document";
import { allowsEverything, openResource } from "../../lib/policy-scope";
import { strings } from "../../lib/options";
import type { Reader } from "../../lib/reader";
import { rightsRule } from "../../lib/rights-rule";

export default rightsRule(
  {
    name: "iam-no-wildcard-resource",
    severity: "high",
    enforcementLevel: "mandatory",
    description:
      "Policies must name the resources on which they allow writing, or reading secrets, keys and data.",
    why: "On `*` the rights of one service reach the secrets and data of every other in the account.",
    remediationSteps:
      "Name the resources (a prefix with a wildcard is enough), or add a condition on their tag or alias.",
    example: `{ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: "arn:aws:secretsmanager:us-east-1:123456789012:secret:cruddur/db-??????" }`,
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    tags: [
      "security-hub:KMS.1",
      "security-hub:KMS.2",
      "checkov:CKV_AWS_355",
      "checkov:CKV_AWS_287",
      "checkov:CKV_AWS_288",
      "checkov:CKV_AWS_290",
      "cdk-nag:AwsSolutions-IAM5",
    ],
    practices: ["A15", "B9", "B11", "C9", "C26", "D11"],
    options: {
      actions: strings(
        [],
        "Actions, wildcards allowed, that may be allowed on every resource beside those for which AWS knows no other.",
      ),
    },
  },
  POLICY_TYPES,
  function* (resource, { type, config }) {
    yield* eachGrant(resource, type, function* (statement) {
      // Everything on everything is what iam-no-admin-policy finds.
      if (allowsEverything(statement)) return;
      for (const [open, actions] of openActions(statement, config.actions)) {
        const found = open.path.endsWith("NotResource") ? "leaves all others open" : undefined;
        const expected = `named resources for ${actions.join(", ")}`;
        yield open.finding("", { found, expected });
      }
    });
  },
);

/** What iam-no-pass-role-wildcard finds. */
const ELSEWHERE = ["iam:PassRole"];

/** By path: a resource that is left open, and what is allowed on it. */
function openActions(statement: Statement, free: readonly string[]): [Reader, string[]][] {
  const { reader } = statement;
  const actions = reader.given("NotAction")
    ? ["*"]
    : statement.actions.filter((action) => needsScope(action, [...free, ...ELSEWHERE]));
  const byPath = new Map<string, [Reader, string[]]>();
  for (const action of actions) {
    const open = openResource(statement, action);
    if (open === undefined) continue;
    const name = reader.given("NotAction") ? "all that NotAction leaves" : show(action);
    const entry = byPath.get(open.path) ?? [open, []];
    entry[1].push(name);
    byPath.set(open.path, entry);
  }
  return [...byPath.values()];
}
