import { CONFIG_RULES, isEcsPack, managedRules } from "../../lib/config-rules";
import { each } from "../../lib/finding";
import { strings, toggle } from "../../lib/options";
import { RECORDERS } from "../../lib/recorders";
import { stackRule } from "../../lib/rule";
import { matches } from "../../lib/settings";

export default stackRule(
  {
    name: "config-ecs-rules-present",
    severity: "low",
    enforcementLevel: "advisory",
    description: "Where AWS Config records, managed rules on ECS should judge what it records.",
    why: "What was safe at preview can be changed by hand later; the rules go on judging what is deployed, also what no Pulumi program made.",
    remediationSteps:
      "Add managed rules such as `ECS_CONTAINERS_NONPRIVILEGED`, or the conformance pack on ECS; if another program does, set `elsewhere`.",
    example: `new aws.cfg.Rule("ecs-nonprivileged", { source: { owner: "AWS", sourceIdentifier: "ECS_CONTAINERS_NONPRIVILEGED" } }, { dependsOn: [recorder] });`,
    url: "https://docs.aws.amazon.com/config/latest/developerguide/security-best-practices-for-ECS.html",
    tags: [],
    practices: ["A31"],
    options: {
      rules: strings(
        ["ECS_*"],
        "Identifiers of managed rules, `*` for any characters; of each there must be one.",
      ),
      elsewhere: toggle(false, "Another program deploys them, such as Security Hub's."),
    },
  },
  [...RECORDERS, ...CONFIG_RULES],
  function* (graph, { config }) {
    const rules = graph.ofType(CONFIG_RULES);
    const [place] = [...graph.ofType(RECORDERS), ...rules];
    if (config.elsewhere || place === undefined || rules.some(isEcsPack)) return;
    const identifiers: string[] = [];
    const waiting = [
      ...each(rules, (node) => {
        identifiers.push(...managedRules(node));
        return [];
      }),
    ];
    const missing = config.rules.filter(
      (pattern) => !identifiers.some((id) => matches(id, [pattern])),
    );
    if (missing.length === 0) return;
    yield* waiting;
    if (waiting.length > 0) return;
    yield place.resource.finding("rules", {
      found: `have none that is ${missing.join(", ")}`,
      expected: "managed rules on ECS",
    });
  },
);
