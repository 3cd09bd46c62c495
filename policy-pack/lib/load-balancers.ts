import type { Graph, Node } from "./graph";
import type { Reader } from "./reader";
import { ifKnown } from "./targets";

/** Application, network and gateway load balancers; the modules besides `lb` are older names of it. */
export const LOAD_BALANCERS: readonly string[] = [
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:alb/loadBalancer:LoadBalancer",
  "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer",
  "aws-native:elasticloadbalancingv2:LoadBalancer",
];

/** Classic load balancers: internet-facing unless said otherwise, as the newer ones are. */
export const CLASSIC_LOAD_BALANCERS: readonly string[] = [
  "aws:elb/loadBalancer:LoadBalancer",
  "aws:elasticloadbalancing/loadBalancer:LoadBalancer",
];

/** What kind of load balancer a resource is; `application` where it does not say. */
export function kindOf(balancer: Reader, type: string): string {
  if (CLASSIC_LOAD_BALANCERS.includes(type)) return "classic";
  const property = type.startsWith("aws-native:") ? "type" : "loadBalancerType";
  const kind = balancer.text(property)?.trim().toLowerCase() ?? "";
  return kind === "" ? "application" : kind;
}

const GROUPS = new Set(["aws:ec2/securityGroup:SecurityGroup", "aws-native:ec2:SecurityGroup"]);

/**
 * Security groups of internet-facing load balancers: URNs of those in the stack, ids of the others. A
 * load balancer of which that is not known counts until it is: the engine asks again before the update.
 */
export function publicLoadBalancerGroups(graph: Graph): ReadonlySet<string> {
  const facing = graph
    .ofType([...LOAD_BALANCERS, ...CLASSIC_LOAD_BALANCERS])
    .filter(({ resource }) => ifKnown(() => isFacing(resource)) !== false);
  return new Set(
    facing.flatMap((node) => ifKnown(() => groupsOf(graph, node, "securityGroups")) ?? []),
  );
}

/** The group that a resource is, or that its rule belongs to: a URN, else an id. */
export function groupOf(graph: Graph, node: Node): string {
  if (GROUPS.has(node.type)) return node.urn;
  const property = node.resource.given("groupId") ? "groupId" : "securityGroupId";
  return groupsOf(graph, node, property)[0] ?? "";
}

/** By the program's references, which are known before the ids are; where there are none, by id. */
function groupsOf(graph: Graph, node: Node, property: string): string[] {
  const referenced = graph.sources(node, property).filter(({ type }) => GROUPS.has(type));
  const readable = referenced.length === 0 || node.resource.known(property);
  const ids = readable ? node.resource.list(property) : [];
  const byId = ids.flatMap((reader) => {
    if (referenced.length > 0 && !reader.known()) return [];
    const id = reader.text();
    const group = graph.nodes.find((other) => GROUPS.has(other.type) && idOf(other) === id);
    return group?.urn ?? id ?? [];
  });
  return [...referenced.map(({ urn }) => urn), ...byId];
}

function idOf({ resource }: Node): string | undefined {
  return resource.known("id") ? resource.text("id") : undefined;
}

/** True if the load balancer has public addresses. */
export function isFacing(balancer: Reader): boolean {
  return (
    balancer.flag("internal") !== true && balancer.text("scheme")?.toLowerCase() !== "internal"
  );
}
