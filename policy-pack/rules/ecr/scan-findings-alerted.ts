import { each } from "../../lib/finding";
import type { Node } from "../../lib/graph";
import { EVENT_RULES, hasTarget } from "../../lib/event-rules";
import { routesScanFindings } from "../../lib/scan-events";
import { toggle } from "../../lib/options";
import { REPOSITORIES } from "../../lib/repositories";
import { stackRule } from "../../lib/rule";

export default stackRule(
  {
    name: "ecr-scan-findings-alerted",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "An event rule must route HIGH and CRITICAL findings of image scans to somebody.",
    why: "A scan that nobody reads finds nothing.",
    remediationSteps:
      "Add an event rule on findings of Amazon Inspector (basic scanning: on ECR Image Scan) with a target; if another stack does, set `elsewhere`.",
    example: `new aws.cloudwatch.EventRule("findings", { eventPattern: JSON.stringify({ source: ["aws.inspector2"], "detail-type": ["Inspector2 Finding"], detail: { severity: ["HIGH", "CRITICAL"] } }) });`,
    url: "https://docs.aws.amazon.com/inspector/latest/user/findings-managing-automating-responses.html",
    tags: [],
    practices: ["A1"],
    options: {
      elsewhere: toggle(false, "Another stack of the account routes the findings."),
    },
  },
  REPOSITORIES,
  function* (graph, { config }) {
    if (config.elsewhere) return;
    const routers: Node[] = [];
    const candidates = graph.ofType(EVENT_RULES).filter((node) => hasTarget(graph, node));
    const waiting = [
      ...each(candidates, (node) => {
        if (routesScanFindings(node.resource)) routers.push(node);
        return [];
      }),
    ];
    if (routers.length > 0) return;
    yield* waiting;
    const [repository] = graph.ofType(REPOSITORIES);
    if (waiting.length > 0 || repository === undefined) return;
    yield repository.resource.finding("imageScanningConfiguration", {
      found: "has findings that no event rule of the stack routes",
      expected: "an event rule on image scans with a target",
    });
  },
);
