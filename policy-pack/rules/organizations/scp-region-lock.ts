import { eachPolicy, eachStatement, GUARDED, leftOpen } from "../../lib/guardrails";
import { strings, toggle } from "../../lib/options";
import { includesAction } from "../../lib/policy-patterns";
import { locksRegions, REGIONAL_CALLS, sparedRegions, sparesHome } from "../../lib/region-lock";
import { stackRule } from "../../lib/rule";

export default stackRule(
  {
    name: "organizations-scp-region-lock",
    severity: "medium",
    enforcementLevel: "advisory",
    description:
      "A service control policy should deny calls outside the regions in use, but not to global services.",
    why: "What runs in a region that nobody uses is seen by nobody; a lock without exemption takes IAM away with the rest.",
    remediationSteps:
      "Deny all but the global services where `aws:RequestedRegion` is none of the regions in use.",
    example: `new aws.organizations.Policy("regions", { content: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Deny", NotAction: ["cloudfront:*", "iam:*", "organizations:*", "route53:*", "sts:*", "support:*"], Resource: "*", Condition: { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1"] } } }] }) });`,
    url: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html",
    tags: ["cis-aws-7:2.1.2"],
    practices: ["A20"],
    options: {
      globalServices: strings(
        ["iam"],
        "Services, by the prefix of their actions, that must stay open in every region because AWS serves them from one: add `cloudfront`, `route53`, `support` and what else the accounts use.",
      ),
      elsewhere: toggle(false, "Another stack, or AWS Control Tower, locks the regions."),
    },
  },
  GUARDED,
  function* (graph, { config, settings }) {
    if (!config.elsewhere) {
      yield* leftOpen(graph, {
        actions: REGIONAL_CALLS,
        holds: locksRegions,
        expected: "a Deny outside the regions in use (`aws:RequestedRegion`)",
      });
    }
    yield* eachPolicy(graph, (policy) =>
      eachStatement(policy, function* (statement) {
        const regions = sparedRegions(statement);
        if (regions === undefined) return;
        const { reader } = statement;
        const shut = config.globalServices.filter((name) => includesAction(statement, `${name}:*`));
        if (shut.length > 0 && !sparesHome(regions)) {
          const found = `takes in ${shut.join(", ")}, which AWS serves from us-east-1`;
          const path = reader.given("NotAction") ? "NotAction" : "Action";
          yield reader.finding(path, { found, expected: "global services in NotAction" });
        }
        const foreign = regions.filter((region) => !settings.regions.includes(region));
        if (settings.regions.length === 0 || foreign.length === 0) return;
        const found = `spares ${foreign.join(", ")}`;
        yield reader.finding("Condition", {
          found,
          expected: `only ${settings.regions.join(", ")}`,
        });
      }),
    );
  },
);
