import { escalationsAcross, escalationsWithin } from "../../lib/escalation-findings";
import { POLICY_TYPES } from "../../lib/identity-policies";
import { rightsRule } from "../../lib/rights-rule";

export default rightsRule(
  {
    name: "iam-no-privilege-escalation",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "The rights of an identity must not combine to more rights than it was given.",
    why: "Whoever may change policies, or run code under any role, has all rights of the account, however short the list of actions is.",
    remediationSteps:
      "Take one of the actions away, or name the roles, policies and tasks on which it is allowed.",
    example: `{ Effect: "Allow", Action: "iam:PassRole", Resource: [taskRoleArn], Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } } }`,
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    tags: ["checkov:CKV_AWS_286"],
    practices: ["A15", "C9", "C26"],
  },
  POLICY_TYPES,
  (resource, { type }) => escalationsWithin(resource, type),
  (graph) => escalationsAcross(graph),
);
