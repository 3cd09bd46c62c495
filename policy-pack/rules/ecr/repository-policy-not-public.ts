import { each } from "../../lib/finding";
import { isRestricted, namesEveryone, statementOf, statementsOf } from "../../lib/policy-document";
import { REPOSITORY_POLICIES } from "../../lib/repositories";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "ecr-repository-policy-not-public",
    severity: "critical",
    enforcementLevel: "mandatory",
    description: "Policies of repositories and of the registry must not allow everybody in.",
    why: "Everybody means every AWS account: to read the images, or to push one that you then run.",
    remediationSteps:
      "Name the accounts or roles in `Principal`, or add a condition on aws:PrincipalOrgID or aws:SourceAccount.",
    example: `Principal: { AWS: "arn:aws:iam::123456789012:root" }`,
    url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html",
    tags: ["checkov:CKV_AWS_32", "trivy:AWS-0032", "cdk-nag:AwsSolutions-ECR1", "cis-aws-7:2.21"],
    practices: ["A5", "A15", "D1"],
  },
  Object.keys(REPOSITORY_POLICIES),
  function* (resource, { type }) {
    yield* each(statementsOf(resource, REPOSITORY_POLICIES[type] ?? ""), function* (reader) {
      const statement = statementOf(reader);
      if (statement.effect === "Deny" || !namesEveryone(statement) || isRestricted(statement))
        return;
      const path = statement.notPrincipal ? "NotPrincipal" : "Principal";
      yield reader.finding(path, {
        found: "allows everybody",
        expected: "named principals, or a condition that names the organization or account",
      });
    });
  },
);
