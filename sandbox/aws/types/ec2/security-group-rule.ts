import { crc32 } from "node:zlib";
import { arn } from "../../lib/arns";
import type { Properties, ResourceType } from "../../resource-type";
import { networkOf } from "./cidr";
import {
  allOf,
  between,
  exactlyOne,
  ipv4,
  ipv6,
  isGiven,
  notBoth,
  number,
  oneOf,
  text,
  texts,
  textOf,
  type Check,
} from "./inputs";
import { removeRecord, type Direction, type SecurityGroupRule } from "./records";
import {
  authorize,
  expand,
  isProtocol,
  modify,
  protocolName,
  revoke,
  rulesOf,
} from "./security-group-rules";
import { describedWell } from "./security-group";
import { EGRESS_RULE, INGRESS_RULE, SECURITY_GROUP_RULE } from "./tokens";

const LISTS = ["cidrBlocks", "ipv6CidrBlocks", "prefixListIds"];

const someSource: Check = (inputs, unknown) => {
  const sources = [...LISTS, "self", "sourceSecurityGroupId"];
  return sources.some((name) => unknown.has(name) || isGiven(inputs[name]))
    ? []
    : [{ property: "cidrBlocks", reason: `one of ${sources.join(", ")} is needed; none is given` }];
};

function protocolIn(property: string): Check {
  return (inputs) => {
    const given = text(inputs, property);
    return given === undefined || isProtocol(given)
      ? []
      : [{ property, reason: `expected tcp, udp, icmp, icmpv6, -1 or a protocol number, got "${given}"` }]; // prettier-ignore
  };
}

/** One resource for one or several rules of a group (the older form). */
export const securityGroupRule: ResourceType = {
  token: SECURITY_GROUP_RULE,
  source: [
    "hashicorp/terraform-provider-aws internal/service/ec2/vpc_security_group_rule.go",
    "botocore ec2 2016-11-15: AuthorizeSecurityGroupIngress, RevokeSecurityGroupIngress",
  ],
  required: ["fromPort", "protocol", "securityGroupId", "toPort", "type"],
  defaults: { self: false },
  forceNew: [
    ...LISTS,
    "fromPort",
    "protocol",
    "securityGroupId",
    "self",
    "sourceSecurityGroupId",
    "toPort",
    "type",
  ],
  check: allOf(
    oneOf("type", ["ingress", "egress"]),
    protocolIn("protocol"),
    ipv4("cidrBlocks"),
    ipv6("ipv6CidrBlocks"),
    notBoth("cidrBlocks", "sourceSecurityGroupId"),
    notBoth("cidrBlocks", "self"),
    notBoth("ipv6CidrBlocks", "sourceSecurityGroupId"),
    notBoth("ipv6CidrBlocks", "self"),
    notBoth("self", "sourceSecurityGroupId"),
    someSource,
    describedWell,
  ),
  create: (inputs, call) => {
    const ids = rulesFor(inputs).map((rule) => authorize(call, rule));
    return {
      id: ownId(inputs),
      outputs: {
        protocol: protocolName(textOf(inputs, "protocol")),
        securityGroupRuleId: ids.length === 1 ? (ids[0] ?? "") : "",
        sourceSecurityGroupId: textOf(inputs, "sourceSecurityGroupId"),
      },
    };
  },
  update: (_id, inputs, old, call) => {
    for (const rule of rulesFor(old)) {
      const stored = rulesOf(call, rule.groupId, rule.direction).find((one) => sameRule(one, rule));
      if (stored === undefined) continue;
      modify(call, stored.id, { ...rule, description: textOf(inputs, "description") });
    }
    return {};
  },
  delete: (_id, stored, call) => {
    for (const rule of rulesFor(stored)) revoke(call, rule);
  },
  // `pulumi import` takes `<group>_<type>_<protocol>_<from>_<to>_<source>…`.
  importId: (given, { account }) => {
    const [groupId, type, protocol, from, to, ...sources] = given.split("_");
    return account.find(
      SECURITY_GROUP_RULE,
      (rule) =>
        rule["securityGroupId"] === groupId &&
        rule["type"] === type &&
        rule["protocol"] === protocolName(protocol ?? "") &&
        String(rule["fromPort"]) === from &&
        String(rule["toPort"]) === to &&
        sourcesOf(rule).join() === sources.sort().join(),
    )?.id;
  },
};

function sourcesOf(inputs: Properties): string[] {
  return [
    ...LISTS.flatMap((name) => texts(inputs, name)),
    ...(inputs["self"] === true ? ["self"] : []),
    ...(text(inputs, "sourceSecurityGroupId") === undefined
      ? []
      : [textOf(inputs, "sourceSecurityGroupId")]),
  ].sort();
}

/** The provider's own id: a hash over group, ports, protocol, type and sources. */
function ownId(inputs: Properties): string {
  const ports = [number(inputs, "fromPort") ?? 0, number(inputs, "toPort") ?? 0];
  const parts = [
    textOf(inputs, "securityGroupId"),
    ...ports.filter((port) => port > 0),
    protocolName(textOf(inputs, "protocol")),
    textOf(inputs, "type"),
    ...sourcesOf(inputs),
  ];
  return `sgrule-${crc32(parts.map((part) => `${part}-`).join(""))}`;
}

function rulesFor(inputs: Properties): SecurityGroupRule[] {
  const direction = textOf(inputs, "type") as Direction;
  return expand(textOf(inputs, "securityGroupId"), direction, inputs);
}

function sameRule(one: SecurityGroupRule, other: SecurityGroupRule): boolean {
  return (
    one.protocol === other.protocol &&
    one.fromPort === other.fromPort &&
    one.toPort === other.toPort &&
    one.source.kind === other.source.kind &&
    one.source.value === other.source.value
  );
}

const SOURCES = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"] as const;

const portsFitProtocol: Check = (inputs, unknown) => {
  const protocol = protocolName(textOf(inputs, "ipProtocol"));
  const ports = ["fromPort", "toPort"];
  if (unknown.has("ipProtocol")) return [];
  if (protocol === "-1") {
    return ports
      .filter((name) => ![undefined, -1].includes(number(inputs, name)))
      .map((property) => ({ property, reason: 'is not given with ipProtocol "-1"' }));
  }
  return ports
    .filter((name) => inputs[name] === undefined && !unknown.has(name))
    .filter(() => ["tcp", "udp", "icmp", "icmpv6"].includes(protocol))
    .map((property) => ({ property, reason: `is required with ipProtocol "${protocol}"` }));
};

/** One resource for one rule (the newer form); its id is AWS's. */
function singleRule(token: string, direction: Direction): ResourceType {
  return {
    token,
    source: [
      `hashicorp/terraform-provider-aws internal/service/ec2/vpc_security_group_${direction}_rule.go`,
      "botocore ec2 2016-11-15: AuthorizeSecurityGroupIngress, ModifySecurityGroupRules",
    ],
    taggable: true,
    required: ["ipProtocol", "securityGroupId"],
    forceNew: ["securityGroupId"],
    check: allOf(
      exactlyOne(...SOURCES),
      protocolIn("ipProtocol"),
      ipv4("cidrIpv4"),
      ipv6("cidrIpv6"),
      between("fromPort", -1, 65535),
      between("toPort", -1, 65535),
      portsFitProtocol,
      describedWell,
    ),
    create: (inputs, call) => {
      const id = authorize(call, singleRecord(inputs, direction));
      return {
        id,
        outputs: {
          arn: arn(call, "ec2", `security-group-rule/${id}`),
          ipProtocol: protocolName(textOf(inputs, "ipProtocol")),
          securityGroupRuleId: id,
        },
      };
    },
    update: (id, inputs, _old, call) => {
      modify(call, id, singleRecord(inputs, direction));
      return { ipProtocol: protocolName(textOf(inputs, "ipProtocol")) };
    },
    delete: (id, _stored, call) => {
      removeRecord(call, "ec2:security-group-rule", id);
    },
  };
}

function singleRecord(inputs: Properties, direction: Direction): SecurityGroupRule {
  const kind = SOURCES.find((name) => text(inputs, name) !== undefined) ?? "cidrIpv4";
  const value = textOf(inputs, kind);
  const protocol = protocolName(textOf(inputs, "ipProtocol"));
  return {
    groupId: textOf(inputs, "securityGroupId"),
    direction,
    protocol,
    fromPort: number(inputs, "fromPort") ?? -1,
    toPort: number(inputs, "toPort") ?? -1,
    source: { kind, value: kind === "cidrIpv6" ? (networkOf(value) ?? value) : value },
    description: textOf(inputs, "description"),
  };
}

export const securityGroupIngressRule = singleRule(INGRESS_RULE, "ingress");
export const securityGroupEgressRule = singleRule(EGRESS_RULE, "egress");
