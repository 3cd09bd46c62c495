import { arn } from "../../lib/arns";
import { checks, conflicts, oneOf } from "../../lib/check";
import { givenName } from "../../lib/names";
import {
  InitFailure,
  type Call,
  type CheckFailure,
  type Properties,
  type ResourceType,
} from "../../resource-type";
import { bags, texts, textOf } from "../ec2/inputs";
import { WEB_ACL_ASSOCIATION } from "../wafv2/tokens";
import { placementOf, securityGroupsOf } from "./load-balancer-network";
import { logsFault } from "./log-delivery";
import { nameFaults } from "./names";
import { applicationZones, networkZones } from "./regions";
import { LISTENER, LOAD_BALANCER, refuse } from "./tokens";
import { removeListener } from "./lookups";

const CREATE = "CreateLoadBalancer";
const ATTRIBUTES = "ModifyLoadBalancerAttributes";
/** Types of load balancers that are modelled; the API has `gateway`, too. */
const TYPES = ["application", "network"];
const KIND: Readonly<Record<string, string>> = { application: "app", network: "net" };

export const loadBalancer: ResourceType = {
  token: LOAD_BALANCER,
  source: [
    "API model elasticloadbalancingv2 2015-12-01: CreateLoadBalancer, ModifyLoadBalancerAttributes, SetSubnets, DeleteLoadBalancer",
    "terraform-provider-aws internal/service/elbv2/load_balancer.go",
  ],
  autoName: { property: "name", maxLength: 32 },
  defaults: {
    clientKeepAlive: 3600,
    desyncMitigationMode: "defensive",
    dnsRecordClientRoutingPolicy: "any_availability_zone",
    dropInvalidHeaderFields: false,
    enableCrossZoneLoadBalancing: false,
    enableDeletionProtection: false,
    enableHttp2: true,
    enableTlsVersionAndCipherSuiteHeaders: false,
    enableWafFailOpen: false,
    enableXffClientPort: false,
    enableZonalShift: false,
    idleTimeout: 60,
    loadBalancerType: "application",
    preserveHostHeader: false,
    xffHeaderProcessingMode: "append",
  },
  forceNew: ["customerOwnedIpv4Pool", "internal", "loadBalancerType", "name", "namePrefix"],
  taggable: true,
  sets: ["securityGroups", "subnetMappings", "subnets"],
  replacedWhen: networkChanges,
  check: (inputs, unknown) => [
    ...nameFaults(inputs, 6, "internal-"),
    ...checks(
      conflicts("namePrefix", "name"),
      oneOf("loadBalancerType", TYPES),
      oneOf("ipAddressType", ["ipv4", "dualstack", "dualstack-without-public-ipv4"]),
      oneOf("desyncMitigationMode", ["monitor", "defensive", "strictest"]),
      oneOf("xffHeaderProcessingMode", ["append", "preserve", "remove"]),
      oneOf("dnsRecordClientRoutingPolicy", [
        "availability_zone_affinity",
        "partial_availability_zone_affinity",
        "any_availability_zone",
      ]),
      oneOf("enforceSecurityGroupInboundRulesOnPrivateLinkTraffic", ["on", "off"]),
    )(inputs),
    ...subnetFaults(inputs, unknown),
  ],
  create: (inputs, call) => {
    const name = givenName(inputs, call, { otherwise: "tf-lb-" });
    const isTaken = call.account.find(LOAD_BALANCER, (other) => other["name"] === name);
    if (isTaken !== undefined) {
      refuse(
        CREATE,
        "DuplicateLoadBalancerName",
        `A load balancer with the same name '${name}' exists, but with different settings`,
      );
    }
    const placement = placementOf(inputs, CREATE, call);
    const securityGroups = securityGroupsOf(inputs, placement.vpcId, CREATE, call);
    const type = textOf(inputs, "loadBalancerType");
    const suffix = `${KIND[type] ?? type}/${name}/${call.hex(16)}`;
    const id = arn(call, "elasticloadbalancing", `loadbalancer/${suffix}`);
    const outputs = {
      arn: id,
      arnSuffix: suffix,
      dnsName: dnsName(name, inputs, call),
      enablePrefixForIpv6SourceNat: inputs["enablePrefixForIpv6SourceNat"] ?? "",
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic:
        inputs["enforceSecurityGroupInboundRulesOnPrivateLinkTraffic"] ?? "",
      internal: inputs["internal"] ?? false,
      ipAddressType: inputs["ipAddressType"] ?? "ipv4",
      name,
      namePrefix: inputs["namePrefix"] ?? "",
      secondaryIpsAutoAssignedPerSubnet: inputs["secondaryIpsAutoAssignedPerSubnet"] ?? 0,
      securityGroups,
      ...placement,
      zoneId: (type === "network" ? networkZones : applicationZones)[call.region] ?? "",
    };
    // The load balancer exists by now: what is refused of its attributes leaves it there.
    const fault = attributesFault(inputs, id, call);
    if (fault !== undefined) {
      const reason = `modifying ELBv2 Load Balancer (${id}) attributes: operation error Elastic Load Balancing v2: ${ATTRIBUTES}, ${fault.code}: ${fault.message}`;
      throw new InitFailure(id, outputs, [reason]);
    }
    return { id, outputs };
  },
  update: (id, inputs, old, call) => {
    const fault = attributesFault(inputs, id, call);
    if (fault !== undefined) refuse(ATTRIBUTES, fault.code, fault.message);
    const given = { ...old, ...inputs };
    const subnets =
      texts(inputs, "subnets").length > 0 || bags(inputs, "subnetMappings").length > 0;
    const placement = subnets ? placementOf(inputs, "SetSubnets", call) : {};
    const groups = securityGroupsOf(given, textOf(old, "vpcId"), "SetSecurityGroups", call);
    return { ...placement, securityGroups: groups };
  },
  delete: (id, stored, call) => {
    if (stored["enableDeletionProtection"] === true) {
      refuse(
        "DeleteLoadBalancer",
        "OperationNotPermitted",
        `Load balancer '${id}' cannot be deleted because deletion protection is enabled`,
      );
    }
    for (const listener of call.account.list(LISTENER)) {
      if (listener.properties["loadBalancerArn"] === id) removeListener(listener.id, call);
    }
    for (const { id: association, properties } of call.account.list(WEB_ACL_ASSOCIATION)) {
      if (properties["resourceArn"] === id) call.account.remove(WEB_ACL_ASSOCIATION, association);
    }
  },
};

function dnsName(name: string, inputs: Properties, call: Call): string {
  const internal = inputs["internal"] === true ? "internal-" : "";
  if (inputs["loadBalancerType"] === "network") {
    return `${name}-${call.hex(16)}.elb.${call.region}.amazonaws.com`;
  }
  const digits = (BigInt(`0x${call.hex(12)}`) % 10n ** 10n).toString().padStart(10, "1");
  return `${internal}${name}-${digits}.${call.region}.elb.amazonaws.com`;
}

function subnetFaults(inputs: Properties, unknown: ReadonlySet<string>): CheckFailure[] {
  const names = ["subnetMappings", "subnets"];
  if (names.some((name) => unknown.has(name))) return [];
  const given = names.filter((name) => inputs[name] !== undefined);
  if (given.length === 1) return [];
  const found = given.length === 0 ? "none is given" : "both are given";
  return [
    {
      property: "subnets",
      reason: `one of \`subnetMappings,subnets\` must be specified; ${found}`,
    },
  ];
}

/** A Network Load Balancer keeps its subnets (more may come), and has security groups always or never. */
function networkChanges(olds: Properties, news: Properties): readonly string[] {
  if (news["loadBalancerType"] !== "network") return [];
  const changes: string[] = [];
  for (const name of ["subnets", "subnetMappings"]) {
    const [before, after] = [olds[name], news[name]].map((value) =>
      Array.isArray(value) ? value.map((item) => JSON.stringify(item)) : undefined,
    );
    if (before?.some((item) => after?.includes(item) === false)) changes.push(name);
  }
  const [had, has] = [olds, news].map((bag) => texts(bag, "securityGroups").length > 0);
  return had === has ? changes : [...changes, "securityGroups"];
}

/** Ranges: API model, LoadBalancerAttribute. */
const RANGES = [
  { input: "idleTimeout", key: "idle_timeout.timeout_seconds", least: 1, most: 4000 },
  { input: "clientKeepAlive", key: "client_keep_alive.seconds", least: 60, most: 604800 },
] as const;

function attributesFault(
  inputs: Properties,
  id: string,
  call: Call,
): { code: string; message: string } | undefined {
  const isApplication = inputs["loadBalancerType"] === "application";
  for (const { input, key, least, most } of isApplication ? RANGES : []) {
    const value = Number(inputs[input]);
    if (!Number.isInteger(value) || value < least || value > most) {
      return {
        code: "ValidationError",
        message: `'${key}' value must be between '${least}' and '${most}' inclusive, got '${value}'`,
      };
    }
  }
  const message = logsFault(inputs, id, call);
  return message === undefined ? undefined : { code: "InvalidConfigurationRequest", message };
}
