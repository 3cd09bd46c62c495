import { each, show } from "../../lib/finding";
import { POLICY_TYPES, eachGrant } from "../../lib/identity-policies";
import { strings } from "../../lib/options";
import { isEveryAction, wholeService } from "../../lib/policy-patterns";
import { isEveryResource } from "../../lib/policy-scope";
import type { Reader } from "../../lib/reader";
import { rightsRule } from "../../lib/rights-rule";

export default rightsRule(
  {
    name: "iam-no-service-wildcard-action",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Policies must not allow all actions of a service.",
    why: "Among all actions of a service are those that delete, share and change who may do what, and those AWS adds next year.",
    remediationSteps: "List the actions that are needed, in place of the wildcard or NotAction.",
    example: `Action: ["s3:GetObject", "s3:PutObject"]`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-21",
    tags: [
      "security-hub:IAM.21",
      "checkov:CKV_AWS_63",
      "cdk-nag:IAMPolicyNoStatementsWithFullAccess",
    ],
    practices: ["A15", "C9", "C26"],
    options: {
      services: strings(
        ["ssmmessages", "ec2messages"],
        "Services of which all actions may be allowed. Default: the channels of the SSM agent, which reach only the agent's own host or task.",
      ),
    },
  },
  POLICY_TYPES,
  function* (resource, { type, config }) {
    yield* eachGrant(resource, type, function* ({ reader }) {
      if (reader.given("NotAction")) {
        const expected = "the allowed actions under `Action`; all that are not listed are allowed";
        yield reader.finding("NotAction", { expected });
      }
      yield* each(reader.list("Action"), function* (action) {
        const pattern = action.text() ?? "";
        const service = isEveryAction(pattern) ? "*" : wholeService(pattern);
        if (service === undefined || config.services.includes(service)) return;
        // Everything on everything is what iam-no-admin-policy finds.
        if (service === "*" && isOnEverything(reader)) return;
        const what = service === "*" ? "actions" : `actions of ${show(service)}`;
        yield action.finding("", { expected: `the ${what} that are needed, by name` });
      });
    });
  },
);

/** True if a resource that is known is every resource; others can wait. */
function isOnEverything(statement: Reader): boolean {
  if (!statement.known("Resource")) return false;
  const known = statement.list("Resource").filter((item) => item.known());
  return statement.given("NotResource") || known.some((item) => isEveryResource(item.text() ?? ""));
}
