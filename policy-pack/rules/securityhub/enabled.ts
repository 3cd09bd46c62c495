import { ACCOUNT_STACKS, ACCOUNT_TYPES, accountPlace } from "../../lib/baseline";
import { strings, toggle } from "../../lib/options";
import { stackRule } from "../../lib/rule";

// AccountV2 joins findings of other services and has no checks of its own, so it does not count.
const HUBS = ["aws:securityhub/account:Account", "aws-native:securityhub:Hub"];

export default stackRule(
  {
    name: "securityhub-enabled",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "Stacks of the account or the organization should switch Security Hub on.",
    why: "What was safe at preview can be changed by hand later; Security Hub goes on checking what is deployed.",
    remediationSteps:
      "Declare `aws.securityhub.Account` in the account's own stack; if another program does, set `elsewhere`.",
    example: `new aws.securityhub.Account("hub", { enableDefaultStandards: true });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/what-is-securityhub.html",
    tags: ["cis-aws-5:4.16", "cis-aws-7:5.16"],
    practices: ["A19"],
    options: {
      stacks: strings(
        ACCOUNT_STACKS,
        "Names of stacks, `*` for any characters, that hold an account's baseline, beside those that hold a part of it. Others are not judged.",
      ),
      elsewhere: toggle(false, "Another program switches it on, such as a landing zone."),
    },
  },
  [...ACCOUNT_TYPES, ...HUBS],
  function* (graph, { config }) {
    if (config.elsewhere || graph.ofType(HUBS).length > 0) return;
    const place = accountPlace(graph, config.stacks);
    if (place === undefined) return;
    const found = "declares no Security Hub";
    yield place.resource.finding("stack", { found, expected: "one, or `elsewhere`" });
  },
);
