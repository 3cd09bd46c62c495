import {
  ACCOUNT_STACKS,
  ACCOUNT_TYPES,
  accountPlace,
  isDeclared,
  PART_NAMES,
  PARTS,
} from "../../lib/baseline";
import { choices, strings } from "../../lib/options";
import { stackRule } from "../../lib/rule";

export default stackRule(
  {
    name: "stack-account-baseline",
    severity: "medium",
    enforcementLevel: "advisory",
    description:
      "Stacks of the account or the organization should bring its whole baseline: trail, recorder, detector, inspector.",
    why: "A task that is taken over shows in the account's records, if there are any.",
    remediationSteps:
      "Declare what is missing in the account's own stack; list in `external` what another program brings.",
    example: `new aws.guardduty.Detector("detector", { enable: true });`,
    url: "https://docs.aws.amazon.com/prescriptive-guidance/latest/aws-startup-security-baseline/controls-acct.html",
    tags: ["security-hub:CloudTrail.3", "security-hub:Config.1", "security-hub:GuardDuty.1"],
    practices: ["A21", "A31"],
    options: {
      stacks: strings(
        ACCOUNT_STACKS,
        "Names of stacks, `*` for any characters, that hold an account's baseline, beside those that hold a part of it. Others are not judged.",
      ),
      external: choices(
        PART_NAMES,
        [],
        "Parts that something outside Pulumi brings, such as a landing zone.",
      ),
    },
  },
  ACCOUNT_TYPES,
  function* (graph, { config }) {
    const place = accountPlace(graph, config.stacks);
    if (place === undefined) return;
    for (const part of PART_NAMES) {
      if (isDeclared(graph, part) || config.external.includes(part)) continue;
      yield place.resource.finding("stack", {
        found: `declares no ${PARTS[part][0]}`,
        expected: `one, or "${part}" in \`external\``,
      });
    }
  },
);
