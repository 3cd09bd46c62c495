import { each, type Check } from "./finding";
import type { Graph, Node } from "./graph";
import { EGRESS_TYPES } from "./egress";
import { SECURITY_GROUPS } from "./group-rules";
import { INGRESS_TYPES } from "./ingress";
import type { Reader } from "./reader";
import { lookUp } from "./resolve";
import { VPCS } from "./routes";

/** Default security groups, adopted by the program. */
export const DEFAULT_GROUPS = ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"];

const EXPECTED = "no rules";

/** Rules in an adopted default group. */
export function* rulesInside(group: Reader): Check {
  yield* each(["ingress", "egress"], function* (path) {
    if (group.list(path).length > 0)
      yield group.finding(path, { found: "has rules", expected: EXPECTED });
  });
}

/** Rules of their own that belong to the default group of a VPC of the stack. */
export function* rulesBeside(graph: Graph): Check {
  const types = new Set([...INGRESS_TYPES, ...EGRESS_TYPES]);
  const rules = graph.ofType(types).filter(({ type }) => !SECURITY_GROUPS.includes(type));
  yield* each(rules, function* (node) {
    const property = node.resource.given("groupId") ? "groupId" : "securityGroupId";
    if (!isInDefault(graph, node, property)) return;
    yield node.resource.finding(property, {
      found: "is the default group of a VPC",
      expected: "a group of its own, for the default one should have no rules",
    });
  });
}

/** By id; while that is unknown, by what the program took it from: a VPC has no other group's id. */
function isInDefault(graph: Graph, node: Node, property: string): boolean {
  const { resource } = node;
  if (resource.known(property)) {
    const id = resource.text(property) ?? "";
    const isOf = (vpc: Node): boolean =>
      vpc.resource.known("defaultSecurityGroupId") &&
      vpc.resource.text("defaultSecurityGroupId") === id;
    return (
      id !== "" && (lookUp(graph, [id], DEFAULT_GROUPS).length > 0 || graph.ofType(VPCS).some(isOf))
    );
  }
  const sources = graph.sources(node, property);
  const groups = sources.filter(({ type }) => SECURITY_GROUPS.includes(type));
  const meant = groups.length > 0 ? groups : sources;
  return (
    meant.length > 0 &&
    meant.every(({ type }) => DEFAULT_GROUPS.includes(type) || VPCS.includes(type))
  );
}
