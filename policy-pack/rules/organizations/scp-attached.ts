import { each } from "../../lib/finding";
import { isServiceControl, ORGANIZATION_POLICIES } from "../../lib/guardrails";
import { resolve } from "../../lib/resolve";
import { stackRule } from "../../lib/rule";

const ATTACHMENTS = ["aws:organizations/policyAttachment:PolicyAttachment"];

export default stackRule(
  {
    name: "organizations-scp-attached",
    severity: "low",
    enforcementLevel: "advisory",
    description: "Service control policies should be attached to a root, a unit or an account.",
    why: "A policy that is attached to nothing forbids nothing.",
    remediationSteps: "Add a `PolicyAttachment`; in aws-native name `targetIds`.",
    example: `new aws.organizations.PolicyAttachment("regions", { policyId: regions.id, targetId: unit.id });`,
    url: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_policies_attach.html",
    tags: [],
    practices: ["A20"],
  },
  [...ORGANIZATION_POLICIES, ...ATTACHMENTS],
  function* (graph) {
    const attached = graph
      .ofType(ATTACHMENTS)
      .map((node) => resolve(graph, node, node.resource, "policyId", ORGANIZATION_POLICIES));
    // Of an attachment that tells nothing of its policy, any could be meant.
    if (attached.some(({ nodes, waiting }) => nodes.length === 0 && waiting.length > 0)) return;
    const nodes = attached.flatMap((named) => named.nodes);
    yield* each(graph.ofType(ORGANIZATION_POLICIES), function* (policy) {
      const { resource } = policy;
      if (!isServiceControl(resource) || nodes.includes(policy)) return;
      if (!resource.known("targetIds") || resource.list("targetIds").length > 0) return;
      const found = "are none: nothing is attached";
      yield resource.finding("targetIds", { found, expected: "a root, a unit or an account" });
    });
  },
);
