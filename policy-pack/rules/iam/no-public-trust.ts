import { each, show } from "../../lib/finding";
import { ROLES } from "../../lib/iam-graph";
import { openIssuer } from "../../lib/issuers";
import {
  isRestricted,
  namesEveryone,
  statementOf,
  type Principal,
} from "../../lib/policy-document";
import { rule } from "../../lib/rule";
import { trustStatements } from "../../lib/trust";

export default rule(
  {
    name: "iam-no-public-trust",
    severity: "critical",
    enforcementLevel: "mandatory",
    description: "No role may be taken by everybody.",
    why: "Everybody is every AWS account, or every user of a public identity provider; the role's name is no secret.",
    remediationSteps:
      "Name the service, roles or accounts in `Principal`; for a public identity provider add a condition on whose tokens count.",
    example: `Principal: { Service: "ecs-tasks.amazonaws.com" }`,
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous",
    tags: ["checkov:CKV_AWS_60", "cis-aws-7:2.21"],
    practices: ["A15", "B10", "C9"],
  },
  ROLES,
  function* (role) {
    yield* each(trustStatements(role), function* (reader) {
      const statement = statementOf(reader);
      if (statement.effect === "Deny") return;
      const everyone = namesEveryone(statement) || (statement.principals ?? []).some(isAnyone);
      if (everyone && !isRestricted(statement)) {
        yield reader.finding(statement.notPrincipal ? "NotPrincipal" : "Principal", {
          found: "lets everybody take the role",
          expected: "named principals, or a condition that names the organization or account",
        });
      }
      const issuer = openIssuer(statement);
      if (issuer !== undefined) {
        yield reader.finding("Condition", {
          found: `lets every user of ${show(issuer.host)} take the role`,
          expected: `a condition on ${issuer.keys}`,
        });
      }
    });
  },
);

/** Any identity provider, or a principal of an account that is not named. */
function isAnyone({ kind, value }: Principal): boolean {
  if (kind.toLowerCase() === "federated") return value === "*";
  return kind.toUpperCase() === "AWS" && /^arn:[^:]*:[^:]*:[^:]*:[^:]*[*?]/.test(value);
}
