import { GUARDED, isExemption, leftOpen, reachesSome } from "../../lib/guardrails";
import { strings, toggle } from "../../lib/options";
import { stackRule } from "../../lib/rule";

export default stackRule(
  {
    name: "organizations-scp-protect-audit",
    severity: "high",
    enforcementLevel: "advisory",
    description:
      "A service control policy should deny stopping CloudTrail, AWS Config and GuardDuty.",
    why: "The first thing that an intruder with an administrator's rights does is to stop the records.",
    remediationSteps:
      "Deny the actions, except for the roles that set the records up (`ArnNotLike` on `aws:PrincipalArn`).",
    example: `new aws.organizations.Policy("audit", { content: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: ["cloudtrail:DeleteTrail", "cloudtrail:StopLogging", "cloudtrail:UpdateTrail", "config:DeleteConfigurationRecorder", "config:StopConfigurationRecorder", "guardduty:DeleteDetector", "guardduty:UpdateDetector"], Resource: "*", Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/audit-admin" } } }] }) });`,
    url: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples.html",
    tags: [],
    practices: ["A20"],
    options: {
      actions: strings(
        [
          ...["cloudtrail:DeleteTrail", "cloudtrail:StopLogging"],
          ...["config:DeleteConfigurationRecorder", "config:StopConfigurationRecorder"],
          "guardduty:DeleteDetector",
        ],
        "Actions that must be denied; a named trail or detector as resource will do. Add `cloudtrail:UpdateTrail` and `guardduty:UpdateDetector` where nobody changes them after they are set up.",
      ),
      elsewhere: toggle(false, "Another stack's policies, or AWS Control Tower, deny them."),
    },
  },
  GUARDED,
  function* (graph, { config }) {
    if (config.elsewhere) return;
    yield* leftOpen(graph, {
      actions: config.actions,
      holds: (statement, action) =>
        reachesSome(statement, action) && statement.conditions.every(isExemption),
      expected: "a Deny for all but the roles that set the records up",
    });
  },
);
