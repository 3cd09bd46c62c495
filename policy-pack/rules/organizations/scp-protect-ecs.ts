import { GUARDED, isExemption, leftOpen, reachesAll } from "../../lib/guardrails";
import { strings, toggle } from "../../lib/options";
import { stackRule } from "../../lib/rule";

export default stackRule(
  {
    name: "organizations-scp-protect-ecs",
    severity: "medium",
    enforcementLevel: "advisory",
    description:
      "A service control policy should leave creating and deleting in ECS and ECR to the roles that deploy.",
    why: "Whoever takes over an account starts tasks of his own or deletes those that run; a policy of the account cannot stop its administrator, one of the organization can.",
    remediationSteps:
      "Deny the actions on `*`, except for the roles that deploy (`ArnNotLike` on `aws:PrincipalArn`).",
    example: `new aws.organizations.Policy("containers", { content: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: ["ecs:Create*", "ecs:Delete*", "ecs:Deregister*", "ecr:Create*", "ecr:Delete*"], Resource: "*", Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/deploy" } } }] }) });`,
    url: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html",
    tags: [],
    practices: ["A20"],
    options: {
      actions: strings(
        [
          ...["ecr:CreateRepository", "ecr:DeleteRepository", "ecs:CreateCluster"],
          ...["ecs:CreateService", "ecs:DeleteCluster", "ecs:DeleteService"],
          "ecs:DeregisterTaskDefinition",
        ],
        "Actions that must be denied to all but the roles that deploy.",
      ),
      elsewhere: toggle(false, "Another stack's policies deny them."),
    },
  },
  GUARDED,
  function* (graph, { config }) {
    if (config.elsewhere) return;
    yield* leftOpen(graph, {
      actions: config.actions,
      holds: (statement, action) =>
        reachesAll(statement, action) && statement.conditions.every(isExemption),
      expected: "a Deny for all but the roles that deploy",
    });
  },
);
