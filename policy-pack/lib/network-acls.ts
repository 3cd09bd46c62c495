import { contains, isAnywhere } from "./cidr";
import { each, type Check } from "./finding";
import type { Graph, Node } from "./graph";
import { ADMIN_PORTS, admits, blockOf, describe, portsOf, type Ports } from "./ingress";
import type { Reader } from "./reader";
import { resolve } from "./resolve";

/** Network ACLs with their entries in themselves. */
export const NETWORK_ACLS: readonly string[] = [
  "aws:ec2/networkAcl:NetworkAcl",
  "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
  "aws-native:ec2:NetworkAcl",
];

/** Entries that are resources of their own. */
export const ACL_ENTRIES: readonly string[] = [
  "aws:ec2/networkAclRule:NetworkAclRule",
  "aws-native:ec2:NetworkAclEntry",
];

const NAMES = { action: ["ruleAction"], ruleNo: ["ruleNumber"] };
const BLOCKS = ["cidrBlock", "ipv6CidrBlock"];

/** Findings for the entries that let the internet in to SSH or RDP, and that no entry before them denies. */
export function* openAdminPorts(entries: readonly Reader[]): Check {
  const named = entries.map((entry) => entry.as({ aliases: NAMES }));
  yield* each(named, function* (entry) {
    if (!isAllow(entry)) return;
    const ports = portsOfEntry(entry);
    const admin = ADMIN_PORTS.filter((port) => admits(ports, port));
    if (admin.length === 0) return;
    yield* each(BLOCKS, function* (path) {
      const source = entry.pick(path);
      const block = source && blockOf(source);
      if (source === undefined || block === undefined || !isAnywhere(block)) return;
      const isDenied = (port: number): boolean =>
        named.some(
          (other) =>
            numberOf(other) < numberOf(entry) && !isAllow(other) && covers(other, block, port),
        );
      const open = admin.filter((port) => !isDenied(port));
      if (open.length === 0) return;
      yield source.finding("", {
        found: `opens ${describe(ports)} to ${source.text() ?? ""}`,
        expected: `no port ${open.join(" or ")} for the internet`,
      });
    });
  });
}

/** The inbound entries that are resources of their own, those of one ACL together. */
export function entriesByAcl(graph: Graph): Reader[][] {
  const byAcl = new Map<string, Reader[]>();
  for (const node of graph.ofType(ACL_ENTRIES)) {
    if (node.resource.known("egress") && node.resource.flag("egress") === true) continue;
    const key = aclOf(graph, node);
    byAcl.set(key, [...(byAcl.get(key) ?? []), node.resource]);
  }
  return [...byAcl.values()];
}

function aclOf(graph: Graph, node: Node): string {
  const { nodes, certain, foreign } = resolve(
    graph,
    node,
    node.resource,
    "networkAclId",
    NETWORK_ACLS,
  );
  const [known] = certain
    ? [...nodes.map(({ urn }) => urn), ...foreign.flatMap((id) => id.text() ?? [])]
    : [];
  return known ?? node.urn;
}

function isAllow(entry: Reader): boolean {
  return entry.text("action")?.trim().toLowerCase() === "allow";
}

function numberOf(entry: Reader): number {
  return entry.number("ruleNo") ?? 0;
}

/** `aws-native` has the ports of an entry in an object of their own. */
function portsOfEntry(entry: Reader): Ports {
  const range = entry.object("portRange");
  const ports = portsOf(entry);
  if (range === undefined || ports.protocol === "all") return ports;
  const from = range.number("from") ?? ports.from;
  return { ...ports, from, to: range.number("to") ?? from };
}

function covers(
  entry: Reader,
  block: NonNullable<ReturnType<typeof blockOf>>,
  port: number,
): boolean {
  return (
    admits(portsOfEntry(entry), port) &&
    BLOCKS.some((path) => {
      const source = entry.pick(path);
      const own = source && blockOf(source);
      return own !== undefined && contains(own, block);
    })
  );
}
