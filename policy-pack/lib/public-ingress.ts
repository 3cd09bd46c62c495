import { contains, isPublic, parseCidr } from "./cidr";
import { each, type Check } from "./finding";
import type { Graph, Node } from "./graph";
import { blockOf, describe, eachSource, inboundRules, portsOf, type Ports } from "./ingress";
import { eachListed } from "./prefix-lists";
import type { Reader } from "./reader";
import { label } from "./resolve";

const EXPECTED =
  "a security group or a private network, or ports 80 and 443 of an internet-facing load balancer";

/**
 * Findings for the public sources of inbound rules.
 *
 * @param trusted public networks that may be let in.
 * @param concerns true for the ports that are judged here.
 */
export function* publicSources(
  resource: Reader,
  type: string,
  trusted: readonly string[],
  concerns: (ports: Ports) => boolean,
): Check {
  const trustedBlocks = trusted.flatMap((text) => parseCidr(text) ?? []);
  yield* each(inboundRules(resource, type), function* (inbound) {
    const ports = portsOf(inbound);
    if (!concerns(ports)) return;
    yield* eachSource(inbound, function* (source) {
      const block = blockOf(source);
      if (block === undefined || !isPublic(block)) return;
      if (trustedBlocks.some((known) => contains(known, block))) return;
      const found = `opens ${describe(ports)} to ${source.text() ?? ""}`;
      yield source.finding("", { found, expected: EXPECTED });
    });
  });
}

/** The same for public networks that inbound rules let in by prefix lists of the stack. */
export function* publicLists(
  graph: Graph,
  node: Node,
  trusted: readonly string[],
  concerns: (ports: Ports) => boolean,
): Check {
  const trustedBlocks = trusted.flatMap((text) => parseCidr(text) ?? []);
  yield* each(inboundRules(node.resource, node.type), function* (inbound) {
    const ports = portsOf(inbound);
    if (!concerns(ports)) return;
    yield* eachListed(graph, node, inbound, function* ({ block, text, property, list }) {
      if (!isPublic(block) || trustedBlocks.some((known) => contains(known, block))) return;
      const found = `opens ${describe(ports)} to ${text}, by ${label(list)}`;
      yield inbound.finding(property, { found, expected: EXPECTED });
    });
  });
}

/** True for the ports of HTTP and HTTPS. */
export function isWeb({ protocol, from, to }: Ports): boolean {
  return protocol === "tcp" && from === to && (from === 80 || from === 443);
}
