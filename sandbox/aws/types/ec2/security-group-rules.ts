import type { Call, Properties } from "../../resource-type";
import { networkOf } from "./cidr";
import { prefixListNamed } from "./endpoint-services";
import { flag, isWithin, number, text, texts, textOf } from "./inputs";
import { securityGroupOf } from "./lookups";
import {
  findRecords,
  newId,
  putRecord,
  removeRecord,
  type Direction,
  type Found,
  type SecurityGroupRule,
  type Source,
} from "./records";
import { notFound, refuse } from "./refusals";

/** The rules of security groups: what they are, what AWS refuses of them, how the provider shows them. */

/** Protocols that AWS knows by name (EC2 API: IpPermission.IpProtocol). */
const PROTOCOLS: Readonly<Record<string, string>> = {
  all: "-1",
  "1": "icmp",
  "6": "tcp",
  "17": "udp",
  "58": "icmpv6",
};

const ICMP = ["icmp", "icmpv6"];
const MAX_PORT = 65535;
const MAX_ICMP = 255;

/** A protocol as AWS shows it: by name where it has one. */
export function protocolName(given: string): string {
  const lower = given.toLowerCase();
  return PROTOCOLS[lower] ?? lower;
}

/** Whether AWS knows the protocol: a name, -1, or a number of the IANA registry. */
export function isProtocol(given: string): boolean {
  const name = protocolName(given);
  return ["-1", "tcp", "udp", ...ICMP].includes(name) || isWithin(Number(name), 0, 255);
}

export function rulesOf(
  call: Call,
  groupId: string,
  direction?: Direction,
): Found<"ec2:security-group-rule">[] {
  return findRecords(
    call,
    "ec2:security-group-rule",
    (rule) => rule.groupId === groupId && (direction === undefined || rule.direction === direction),
  );
}

/** Rules of other groups that name this one. */
export function referencesTo(call: Call, groupId: string): Found<"ec2:security-group-rule">[] {
  return findRecords(
    call,
    "ec2:security-group-rule",
    ({ source, ...rule }) =>
      rule.groupId !== groupId &&
      source.kind === "referencedSecurityGroupId" &&
      source.value === groupId,
  );
}

/** Adds a rule; returns its `sgr-…` id. */
export function authorize(call: Call, rule: SecurityGroupRule): string {
  checkRule(call, rule);
  const id = newId(call, "sgr");
  putRecord(call, "ec2:security-group-rule", id, rule);
  return id;
}

/** Puts a rule in the place of one that is there. */
export function modify(call: Call, id: string, rule: SecurityGroupRule): void {
  checkRule(call, rule, id);
  putRecord(call, "ec2:security-group-rule", id, rule);
}

export function revoke(call: Call, rule: SecurityGroupRule): void {
  for (const one of rulesOf(call, rule.groupId, rule.direction)) {
    if (keyOf(one) === keyOf(rule)) removeRecord(call, "ec2:security-group-rule", one.id);
  }
}

export function revokeAll(call: Call, groupId: string): void {
  for (const { id } of rulesOf(call, groupId)) removeRecord(call, "ec2:security-group-rule", id);
}

/** Makes these the only rules of a direction; rules that stay keep their ids. */
export function setRules(
  call: Call,
  groupId: string,
  direction: Direction,
  wanted: readonly SecurityGroupRule[],
): void {
  const unchanged = new Set<string>();
  for (const rule of rulesOf(call, groupId, direction)) {
    const same = wanted.some(
      (one) => keyOf(one) === keyOf(rule) && one.description === rule.description,
    );
    if (same) unchanged.add(keyOf(rule));
    else removeRecord(call, "ec2:security-group-rule", rule.id);
  }
  for (const rule of wanted) if (!unchanged.has(keyOf(rule))) authorize(call, rule);
}

/** What makes two rules the same for AWS: everything but the description. */
function keyOf({
  groupId,
  direction,
  protocol,
  fromPort,
  toPort,
  source,
}: SecurityGroupRule): string {
  return [groupId, direction, protocol, fromPort, toPort, source.kind, source.value].join(" ");
}

/** Rules of the provider's form, in which one entry has several sources. */
export function expand(
  groupId: string,
  direction: Direction,
  entry: Properties,
): SecurityGroupRule[] {
  const protocol = protocolName(textOf(entry, "protocol"));
  const all = protocol === "-1";
  const sources: Source[] = [
    ...texts(entry, "cidrBlocks").map((value) => ({ kind: "cidrIpv4" as const, value })),
    ...texts(entry, "ipv6CidrBlocks").map((value) => ({
      kind: "cidrIpv6" as const,
      value: networkOf(value) ?? value,
    })),
    ...texts(entry, "prefixListIds").map((value) => ({ kind: "prefixListId" as const, value })),
    ...[
      ...texts(entry, "securityGroups"),
      ...(text(entry, "sourceSecurityGroupId") === undefined
        ? []
        : [textOf(entry, "sourceSecurityGroupId")]),
      ...(flag(entry, "self") ? [groupId] : []),
    ].map((value) => ({ kind: "referencedSecurityGroupId" as const, value })),
  ];
  return sources.map((source) => ({
    groupId,
    direction,
    protocol,
    fromPort: all ? -1 : (number(entry, "fromPort") ?? -1),
    toPort: all ? -1 : (number(entry, "toPort") ?? -1),
    source,
    description: textOf(entry, "description"),
  }));
}

/** All rules of a direction in the provider's form: those that differ only in their source share an entry. */
export function shownRules(call: Call, groupId: string, direction: Direction): Properties[] {
  const rules = rulesOf(call, groupId, direction);
  const entryOf = ({ protocol, fromPort, toPort, description }: SecurityGroupRule) =>
    [protocol, fromPort, toPort, description].join(" ");
  return [...new Set(rules.map(entryOf))].sort().flatMap((key) => {
    const entry = rules.filter((rule) => entryOf(rule) === key);
    const [first] = entry;
    if (first === undefined) return [];
    const values = (kind: Source["kind"]) =>
      entry
        .filter(({ source }) => source.kind === kind)
        .map(({ source }) => source.value)
        .sort();
    const groupIds = values("referencedSecurityGroupId");
    return [
      {
        cidrBlocks: values("cidrIpv4"),
        description: first.description,
        fromPort: first.protocol === "-1" ? 0 : first.fromPort,
        ipv6CidrBlocks: values("cidrIpv6"),
        prefixListIds: values("prefixListId"),
        protocol: first.protocol,
        securityGroups: groupIds.filter((id) => id !== groupId),
        self: groupIds.includes(groupId),
        toPort: first.protocol === "-1" ? 0 : first.toPort,
      },
    ];
  });
}

function checkRule(call: Call, rule: SecurityGroupRule, replaced?: string): void {
  const operation = rule.direction === "ingress" ? "AuthorizeSecurityGroupIngress" : "AuthorizeSecurityGroupEgress"; // prettier-ignore
  const group = securityGroupOf(call, operation, rule.groupId);
  checkPorts(operation, rule);
  const { kind, value } = rule.source;
  if (kind === "prefixListId" && prefixListNamed(call.region, value) === undefined) {
    notFound(operation, "pl", value);
  }
  if (kind === "referencedSecurityGroupId") {
    const peer = securityGroupOf(call, operation, value.split("/").at(-1) ?? value);
    if (peer["vpcId"] !== group["vpcId"]) {
      refuse(
        operation,
        "InvalidGroup.NotFound",
        "You have specified two resources that belong to different networks.",
      );
    }
  }
  const same = rulesOf(call, rule.groupId, rule.direction).find(
    (one) => one.id !== replaced && keyOf(one) === keyOf(rule),
  );
  if (same !== undefined) {
    refuse(
      operation,
      "InvalidPermission.Duplicate",
      `the specified rule "peer: ${value}, ${described(rule)}, ALLOW" already exists`,
    );
  }
}

function described({ protocol, fromPort, toPort }: SecurityGroupRule): string {
  if (protocol === "-1") return "ALL";
  const name = protocol.toUpperCase();
  return ICMP.includes(protocol)
    ? `${name}, type: ${fromPort}, code: ${toPort}`
    : `${name}, from port: ${fromPort}, to port: ${toPort}`;
}

function checkPorts(operation: string, { protocol, fromPort, toPort }: SecurityGroupRule): void {
  if (!isProtocol(protocol)) {
    refuse(operation, "InvalidParameterValue", `Invalid value '${protocol}' for IP protocol. Unknown protocol.`); // prettier-ignore
  }
  const icmp = ICMP.includes(protocol);
  if (protocol !== "tcp" && protocol !== "udp" && !icmp) return;
  const high = icmp ? MAX_ICMP : MAX_PORT;
  const low = icmp ? -1 : 0;
  if (
    isWithin(fromPort, low, high) &&
    isWithin(toPort, low, high) &&
    (icmp || fromPort <= toPort)
  ) {
    return;
  }
  refuse(
    operation,
    "InvalidParameterValue",
    `Invalid ${protocol.toUpperCase()} ${icmp ? "type or code" : "port range"} (${fromPort},${toPort})`,
  );
}
