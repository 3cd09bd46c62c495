import { each } from "../../lib/finding";
import { rule } from "../../lib/rule";

/** Where each type keeps policies that belong to one role. */
const INLINE: Readonly<Record<string, string>> = {
  "aws:iam/role:Role": "inlinePolicies",
  "aws:iam/rolePolicy:RolePolicy": "policy",
  "aws-native:iam:Role": "policies",
  "aws-native:iam:RolePolicy": "policyDocument",
};

export default rule(
  {
    name: "iam-no-inline-role-policy",
    severity: "low",
    enforcementLevel: "disabled",
    description: "Roles must get their rights by managed policies.",
    why: "Managed policies are listed, versioned and reused; inline ones are seen only by whoever opens the role. Off by default: for rights of one role alone, inline is what AWS advises.",
    remediationSteps: "Make an `aws.iam.Policy` and attach it with `aws.iam.RolePolicyAttachment`.",
    example: `new aws.iam.RolePolicyAttachment("web", { role: role.name, policyArn: policy.arn });`,
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
    tags: ["cdk-nag:IAMNoInlinePolicy"],
    practices: [],
  },
  Object.keys(INLINE),
  function* (resource, { type }) {
    const property = INLINE[type] ?? "";
    if (property === "policy" || property === "policyDocument") {
      yield resource.finding(property, { found: "is inline", expected: "a managed policy" });
      return;
    }
    yield* each(resource.list(property), function* (policy) {
      // An empty block says that the role must have none.
      if (policy.given("policy") || policy.given("policyDocument")) {
        yield policy.finding("", { found: "is inline", expected: "a managed policy" });
      }
    });
  },
);
