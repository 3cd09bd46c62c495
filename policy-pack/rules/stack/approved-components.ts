import { show } from "../../lib/finding";
import { strings } from "../../lib/options";
import { ancestorsOf } from "../../lib/resolve";
import { stackRule } from "../../lib/rule";
import { matches } from "../../lib/settings";

const TYPES = [
  "aws:ecr/repository:Repository",
  "aws:ecs/expressGatewayService:ExpressGatewayService",
  "aws:ecs/service:Service",
  "aws:ecs/taskDefinition:TaskDefinition",
  "aws-native:ecr:Repository",
  "aws-native:ecs:ExpressGatewayService",
  "aws-native:ecs:Service",
  "aws-native:ecs:TaskDefinition",
];

export default stackRule(
  {
    name: "stack-approved-components",
    severity: "low",
    enforcementLevel: "advisory",
    description:
      "Services, task definitions and repositories should be made by components that are approved.",
    why: "A component holds what was agreed once; what is written out beside it drifts from that.",
    remediationSteps: "Use one of the components in place of the resource.",
    example: `new FargateService("web", { … });`,
    url: "https://www.pulumi.com/docs/iac/concepts/components/",
    tags: [],
    practices: ["C34"],
    options: {
      components: strings(
        [],
        "Types of components, `*` for any characters, that may make them: `cruddur:ecs:*`. Empty: anything may.",
      ),
    },
  },
  TYPES,
  function* (graph, { config: { components } }) {
    if (components.length === 0) return;
    for (const node of graph.ofType(TYPES)) {
      const parents = ancestorsOf(graph, node);
      if (parents.some(({ type }) => matches(type, components))) continue;
      const [parent] = parents.filter(({ type }) => type !== "pulumi:pulumi:Stack");
      yield node.resource.finding("parent", {
        found: parent === undefined ? "is not set" : `is a ${parent.type}`,
        expected: `one of ${show(components)}`,
      });
    }
  },
);
