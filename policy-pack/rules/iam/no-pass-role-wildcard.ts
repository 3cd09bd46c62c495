import { POLICY_TYPES, eachGrant } from "../../lib/identity-policies";
import type { Condition } from "../../lib/policy-document";
import { includesAction } from "../../lib/policy-patterns";
import { allowsEverything, demands, openResource } from "../../lib/policy-scope";
import { rightsRule } from "../../lib/rights-rule";

export default rightsRule(
  {
    name: "iam-no-pass-role-wildcard",
    severity: "critical",
    enforcementLevel: "mandatory",
    description: "iam:PassRole must be allowed for named roles and named services only.",
    why: "Who may hand any role to a task, function or host may do whatever the strongest role of the account may.",
    remediationSteps:
      "Name the roles in `Resource` and the services in a condition on iam:PassedToService.",
    example: `{ Effect: "Allow", Action: "iam:PassRole", Resource: [taskRoleArn], Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } } }`,
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    tags: ["trivy:AWS-0342", "checkov:CKV_AWS_289", "cdk-nag:AwsSolutions-IAM5"],
    practices: ["A15", "C9", "C26"],
  },
  POLICY_TYPES,
  function* (resource, { type }) {
    yield* eachGrant(resource, type, function* (statement) {
      // Everything on everything is what iam-no-admin-policy finds.
      if (!includesAction(statement, "iam:PassRole") || allowsEverything(statement)) return;
      const { reader } = statement;
      const open = openResource(statement, "iam:PassRole");
      if (open !== undefined) {
        yield open.finding("", { expected: "the roles that iam:PassRole may pass, by name" });
      }
      if (!statement.conditions.some(namesServices)) {
        yield reader.finding("Condition", {
          found: "does not say to which services roles may be passed",
          expected: "iam:PassedToService with their names",
        });
      }
    });
  },
);

function namesServices(condition: Condition): boolean {
  // With the suffix …IfExists too: IAM has the key in every request to pass a role to a service.
  return condition.key === "iam:passedtoservice" && demands({ ...condition, ifExists: false });
}
