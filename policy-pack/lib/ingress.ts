import { parseCidr, type Cidr } from "./cidr";
import { each, type Check, type Outcome } from "./finding";
import { own } from "./properties";
import type { Reader } from "./reader";

/** The types that let traffic into a security group. */
export const INGRESS_TYPES = [
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  "aws:ec2/securityGroupRule:SecurityGroupRule",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "aws-native:ec2:SecurityGroup",
  "aws-native:ec2:SecurityGroupIngress",
] as const;

/** Ports of a rule: every one of every protocol, or a range of one. */
export interface Ports {
  /** `all`, or the protocol's name or number. */
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
}

/** SSH and RDP. */
export const ADMIN_PORTS = [22, 3389] as const;

const HIGHEST_PORT = 65535;
const ANY = { protocol: "all", from: 0, to: HIGHEST_PORT };

// Protocol numbers that EC2 takes in place of names (IANA).
const PROTOCOLS: Readonly<Record<string, string>> = {
  "-1": "all",
  "1": "icmp",
  "6": "tcp",
  "17": "udp",
  "58": "icmpv6",
};

/** The inbound rules of a resource of one of the `INGRESS_TYPES`. */
export function inboundRules(resource: Reader, type: string): Reader[] {
  switch (type) {
    case "aws:ec2/securityGroup:SecurityGroup":
    case "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup":
      return resource.list("ingress");
    case "aws-native:ec2:SecurityGroup":
      return resource.list("securityGroupIngress");
    case "aws:ec2/securityGroupRule:SecurityGroupRule":
      return resource.text("type")?.toLowerCase() === "egress" ? [] : [resource];
    default:
      return [resource];
  }
}

const SOURCES = ["cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6", "cidrIp"];

/** Judges each block of addresses that an inbound rule lets in, under the names of all its forms. */
export function* eachSource(inbound: Reader, part: (source: Reader) => Iterable<Outcome>): Check {
  yield* each(SOURCES, (name) => each(inbound.list(name), part));
}

/** The ports that an inbound rule opens. */
export function portsOf(rule: Reader): Ports {
  const given = (rule.text("protocol") ?? rule.text("ipProtocol") ?? "-1").trim().toLowerCase();
  const protocol = own(PROTOCOLS, given) ?? given;
  if (protocol === "all") return ANY;
  const from = rule.number("fromPort") ?? -1;
  const to = rule.number("toPort") ?? from;
  // EC2 reads -1 as "all", as it does for a rule without ports.
  if (from === -1) return { ...ANY, protocol };
  return { protocol, from, to: to === -1 ? HIGHEST_PORT : to };
}

/** True if the ports are all of a protocol; port 0 is none that a service listens on. */
export function isEveryPort({ protocol, from, to }: Ports): boolean {
  return protocol === "all" || (from <= 1 && to === HIGHEST_PORT);
}

/** True if the rule lets TCP through to this port. */
export function admits({ protocol, from, to }: Ports, port: number): boolean {
  return (protocol === "all" || protocol === "tcp") && from <= port && port <= to;
}

/** The block of a source, or undefined if its text names none; the provider refuses that. */
export function blockOf(source: Reader): Cidr | undefined {
  const text = source.text();
  const block = text === undefined ? undefined : parseCidr(text);
  if (text !== undefined && block === undefined) {
    throw source.unreadable({ path: source.path, value: text }, "a CIDR block");
  }
  return block;
}

/** Ports in words: `tcp 80-90`, `all traffic`. */
export function describe({ protocol, from, to }: Ports): string {
  if (protocol === "all") return "all traffic";
  if (protocol.startsWith("icmp")) return protocol;
  if (from === 0 && to === HIGHEST_PORT) return `all ${protocol} ports`;
  return from === to ? `${protocol} port ${from}` : `${protocol} ports ${from}-${to}`;
}
