import { ROLES } from "../../lib/iam-graph";
import { show } from "../../lib/finding";
import { strings } from "../../lib/options";
import { rule } from "../../lib/rule";
import { matches } from "../../lib/settings";

export default rule(
  {
    name: "iam-role-permissions-boundary",
    severity: "low",
    enforcementLevel: "advisory",
    description: "Roles must have a permissions boundary.",
    why: "A boundary caps what a role can do, whatever policies it gets later.",
    remediationSteps:
      "Set `permissionsBoundary` to the ARN of the boundary policy of your organization.",
    example: `new aws.iam.Role("task", { ...args, permissionsBoundary: boundaryArn });`,
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    tags: [],
    practices: ["C9", "C26"],
    options: {
      boundaries: strings(
        [],
        "ARNs of policies, `*` for any characters, that count as a boundary, beside the setting `permissionsBoundary`. Both empty: any.",
      ),
    },
  },
  ROLES,
  function* (role, { config, settings }) {
    const boundaries = [...config.boundaries, settings.permissionsBoundary].filter(Boolean);
    const set = role.given("permissionsBoundary");
    if (set && boundaries.length === 0) return;
    if (set && matches(role.text("permissionsBoundary") ?? "", boundaries)) return;
    yield role.finding("permissionsBoundary", {
      expected: boundaries.length === 0 ? "the ARN of a policy" : `one of ${show(boundaries)}`,
    });
  },
);
