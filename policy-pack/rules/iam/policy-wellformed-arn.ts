import { arnFault } from "../../lib/arn";
import { each } from "../../lib/finding";
import { POLICY_TYPES, eachStatement } from "../../lib/identity-policies";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "iam-policy-wellformed-arn",
    severity: "medium",
    enforcementLevel: "mandatory",
    description: "Resources in policies must be ARNs that can match something.",
    why: "IAM takes many an ARN that is wrong and grants or denies nothing with it: the task fails later, and someone widens the policy to make it work.",
    remediationSteps:
      "Write arn:<partition>:<service>:<region>:<account>:<resource>; region and account stay empty where the service has none.",
    example: `Resource: \`arn:aws:ssm:us-east-1:\${accountId}:parameter/cruddur/backend-flask/*\``,
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html",
    tags: [],
    practices: ["B9"],
  },
  POLICY_TYPES,
  function* (resource, { type }) {
    yield* eachStatement(resource, type, function* ({ reader }) {
      const items = [...reader.list("Resource"), ...reader.list("NotResource")];
      yield* each(items, function* (item) {
        const expected = arnFault(item.text() ?? "");
        if (expected !== undefined) yield item.finding("", { expected });
      });
    });
  },
);
