import { each } from "../../lib/finding";
import {
  ATTACHMENT_TYPES,
  POLICY_TYPES,
  attachedPolicies,
  awsManagedName,
  eachGrant,
} from "../../lib/identity-policies";
import { allowsEverything } from "../../lib/policy-scope";
import { rightsRule } from "../../lib/rights-rule";

export default rightsRule(
  {
    name: "iam-no-admin-policy",
    severity: "critical",
    enforcementLevel: "mandatory",
    description: "No identity may be allowed everything.",
    why: "Whoever gets hold of such an identity owns the account: its data, its keys, its bill and its traces.",
    remediationSteps: "List the actions and resources that are needed, and nothing else.",
    example: `Statement: [{ Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::cruddur-avatars/*"] }]`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1",
    tags: [
      "security-hub:IAM.1",
      "cis-aws-5:1.15",
      "cis-aws-7:2.14",
      "checkov:CKV_AWS_62",
      "checkov:CKV_AWS_274",
      "trivy:AWS-0057",
      "cdk-nag:IAMPolicyNoStatementsWithAdminAccess",
    ],
    practices: ["A15", "C9", "C26"],
  },
  [...new Set([...POLICY_TYPES, ...ATTACHMENT_TYPES])],
  function* (resource, { type }) {
    yield* eachGrant(resource, type, function* (statement) {
      if (!allowsEverything(statement)) return;
      const { reader } = statement;
      yield reader.finding(reader.given("NotAction") ? "NotAction" : "Action", {
        found: "allows everything on every resource",
        expected: "the actions and resources that are needed",
      });
    });
    yield* each(attachedPolicies(resource, type), function* (arn) {
      const name = awsManagedName(arn.text() ?? "");
      if (name === "AdministratorAccess") {
        yield arn.finding("", { expected: "a policy that allows only what is needed" });
      }
    });
  },
);
