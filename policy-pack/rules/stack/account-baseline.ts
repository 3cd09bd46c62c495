import type { Graph } from "../../lib/graph";
import { choices, strings } from "../../lib/options";
import { stackRule } from "../../lib/rule";
import { matches } from "../../lib/settings";
import { parseUrn } from "../../lib/urn";

const STACK = "pulumi:pulumi:Stack";

/** The parts of a baseline: what each is in words, and the types that bring it. */
const PARTS = {
  trail: ["CloudTrail trail", ["aws:cloudtrail/trail:Trail", "aws-native:cloudtrail:Trail"]],
  recorder: [
    "AWS Config recorder",
    ["aws:cfg/recorder:Recorder", "aws-native:configuration:ConfigurationRecorder"],
  ],
  detector: [
    "GuardDuty detector",
    ["aws:guardduty/detector:Detector", "aws-native:guardduty:Detector"],
  ],
  inspector: [
    "Amazon Inspector enabler",
    [
      "aws:inspector2/enabler:Enabler",
      "aws:inspector2/organizationConfiguration:OrganizationConfiguration",
    ],
  ],
} as const satisfies Record<string, readonly [what: string, types: readonly string[]]>;
type Part = keyof typeof PARTS;

const NAMES = Object.keys(PARTS) as Part[];
const TYPES = Object.values(PARTS).flatMap(([, types]) => [...types]);

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
        ["account*", "baseline*", "landing-zone*", "organization*"],
        "Names of stacks, `*` for any characters, that hold an account's baseline, beside those that hold a part of it. Others are not judged.",
      ),
      external: choices(
        NAMES,
        [],
        "Parts that something outside Pulumi brings, such as a landing zone.",
      ),
    },
  },
  [STACK, ...TYPES],
  function* (graph, { config }) {
    const [place] = [...graph.ofType([STACK]), ...graph.ofType(TYPES)];
    if (place === undefined) return;
    const isHere = (part: Part): boolean => isDeclared(graph, part);
    const { stack } = parseUrn(place.urn);
    if (!matches(stack, config.stacks) && !NAMES.some(isHere)) return;
    for (const part of NAMES) {
      if (isHere(part) || config.external.includes(part)) continue;
      yield place.resource.finding("stack", {
        found: `declares no ${PARTS[part][0]}`,
        expected: `one, or "${part}" in \`external\``,
      });
    }
  },
);

function isDeclared(graph: Graph, part: Part): boolean {
  return graph.ofType(PARTS[part][1]).length > 0;
}
