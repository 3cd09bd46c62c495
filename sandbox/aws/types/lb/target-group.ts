import { isObject } from "../../../lib/values";
import { arn } from "../../lib/arns";
import { checks, conflicts, oneOf, wholeNumber, wholeNumberBetween } from "../../lib/check";
import { givenName } from "../../lib/names";
import type { CheckFailure, Properties, ResourceType } from "../../resource-type";
import { text, textOf } from "../ec2/inputs";
import { VPC } from "../ec2/tokens";
import { balancersOf } from "./actions";
import { healthCheckFaults, healthCheckOf, sameHealthCheck, sameStickiness } from "./health-check";
import { nameFaults } from "./names";
import { refuse, TARGET_GROUP, TARGET_GROUP_ATTACHMENT } from "./tokens";

const CREATE = "CreateTargetGroup";
/** API model elasticloadbalancingv2 2015-12-01: TargetTypeEnum, ProtocolEnum; versions: CreateTargetGroup. */
const TARGET_TYPES = ["instance", "ip", "lambda", "alb"];
const PROTOCOLS = ["GENEVE", "HTTP", "HTTPS", "QUIC", "TCP", "TCP_QUIC", "TCP_UDP", "TLS", "UDP"];
const VERSIONS = ["GRPC", "HTTP1", "HTTP2"];
const STICKINESS = [
  "lb_cookie",
  "app_cookie",
  "source_ip",
  "source_ip_dest_ip",
  "source_ip_dest_ip_proto",
];
const NAMED = ["port", "protocol", "vpcId"];

export const targetGroup: ResourceType = {
  token: TARGET_GROUP,
  source: [
    "API model elasticloadbalancingv2 2015-12-01: CreateTargetGroup, ModifyTargetGroupAttributes, DeleteTargetGroup",
    "terraform-provider-aws internal/service/elbv2/target_group.go",
  ],
  autoName: { property: "name", maxLength: 32 },
  defaults: {
    deregistrationDelay: 300,
    lambdaMultiValueHeadersEnabled: false,
    proxyProtocolV2: false,
    slowStart: 0,
    targetType: "instance",
  },
  forceNew: [
    "ipAddressType",
    "name",
    "namePrefix",
    "port",
    "protocol",
    "protocolVersion",
    "targetControlPort",
    "targetType",
    "vpcId",
  ],
  same: { healthCheck: sameHealthCheck, stickiness: sameStickiness },
  taggable: true,
  check: (inputs, unknown) => [
    ...nameFaults(inputs, 6),
    ...checks(
      conflicts("namePrefix", "name"),
      oneOf("targetType", TARGET_TYPES),
      oneOf("protocol", PROTOCOLS),
      oneOf("protocolVersion", VERSIONS),
      oneOf("ipAddressType", ["ipv4", "ipv6"]),
      oneOf("loadBalancingAlgorithmType", [
        "round_robin",
        "least_outstanding_requests",
        "weighted_random",
      ]),
      oneOf("loadBalancingAnomalyMitigation", ["on", "off"]),
      wholeNumberBetween("port", 1, 65535),
      wholeNumber("deregistrationDelay"),
    )(inputs),
    ...requiredFaults(inputs, unknown),
    ...numberFaults(inputs),
    ...healthCheckFaults(inputs),
    ...stickinessFaults(inputs),
  ],
  create: (inputs, call) => {
    const name = givenName(inputs, call, { otherwise: "tf-" });
    if (call.account.find(TARGET_GROUP, (other) => other["name"] === name) !== undefined) {
      refuse(
        CREATE,
        "DuplicateTargetGroupName",
        `A target group with the same name '${name}' exists, but with different settings`,
      );
    }
    const vpcId = text(inputs, "vpcId");
    if (vpcId !== undefined && call.account.get(VPC, vpcId) === undefined) {
      refuse(CREATE, "ValidationError", `The VPC ID '${vpcId}' is not found`);
    }
    requireSaneHealthCheck(inputs, CREATE);
    const suffix = `targetgroup/${name}/${call.hex(16)}`;
    const id = arn(call, "elasticloadbalancing", suffix);
    return {
      id,
      outputs: { arn: id, arnSuffix: suffix, name, ...computed(inputs), loadBalancerArns: [] },
    };
  },
  read: (id, _stored, call) => ({ loadBalancerArns: balancersOf(id, call) }),
  update: (_id, inputs, old) => {
    requireSaneHealthCheck(inputs, "ModifyTargetGroup");
    const before = isObject(old["healthCheck"]) ? old["healthCheck"] : {};
    return {
      ...computed(inputs),
      healthCheck: inputs["healthCheck"] === undefined ? before : healthCheckOf(inputs, before),
      ipAddressType: old["ipAddressType"],
    };
  },
  delete: (id, _stored, call) => {
    if (balancersOf(id, call).length > 0) {
      refuse(
        "DeleteTargetGroup",
        "ResourceInUse",
        `Target group '${id}' is currently in use by a listener or a rule`,
      );
    }
    for (const { id: target, properties } of call.account.list(TARGET_GROUP_ATTACHMENT)) {
      if (properties["targetGroupArn"] === id) call.account.remove(TARGET_GROUP_ATTACHMENT, target);
    }
  },
};

function computed(inputs: Properties): Properties {
  const protocol = textOf(inputs, "protocol");
  const isHttp = protocol.startsWith("HTTP");
  const given = inputs["stickiness"];
  const stickiness = isHttp
    ? { cookieDuration: 86400, enabled: false, type: "lb_cookie" }
    : { enabled: false, type: "source_ip" };
  return {
    connectionTermination: inputs["connectionTermination"] ?? false,
    healthCheck: healthCheckOf(inputs),
    ipAddressType: inputs["ipAddressType"] ?? "ipv4",
    loadBalancingAlgorithmType: inputs["loadBalancingAlgorithmType"] ?? "round_robin",
    loadBalancingAnomalyMitigation: inputs["loadBalancingAnomalyMitigation"] ?? "off",
    loadBalancingCrossZoneEnabled:
      inputs["loadBalancingCrossZoneEnabled"] ?? "use_load_balancer_configuration",
    namePrefix: inputs["namePrefix"] ?? "",
    preserveClientIp: inputs["preserveClientIp"] ?? "",
    protocolVersion: inputs["protocolVersion"] ?? (isHttp ? "HTTP1" : ""),
    stickiness: isObject(given) ? { ...stickiness, enabled: true, ...given } : stickiness,
    targetFailovers: inputs["targetFailovers"] ?? [],
    targetGroupHealth: inputs["targetGroupHealth"] ?? {
      dnsFailover: { minimumHealthyTargetsCount: "1", minimumHealthyTargetsPercentage: "off" },
      unhealthyStateRouting: {
        minimumHealthyTargetsCount: 1,
        minimumHealthyTargetsPercentage: "off",
      },
    },
    targetHealthStates: inputs["targetHealthStates"] ?? [],
  };
}

/** A health check must be over before the next begins. */
function requireSaneHealthCheck(inputs: Properties, operation: string): void {
  const { interval, timeout, protocol, enabled } = healthCheckOf(inputs);
  const isHttp = String(protocol).startsWith("HTTP");
  if (isHttp && Number(timeout) >= Number(interval)) {
    refuse(
      operation,
      "ValidationError",
      `Health check interval must be greater than the timeout. (interval ${Number(interval)}, timeout ${Number(timeout)})`,
    );
  }
  if (enabled === false && inputs["targetType"] !== "lambda") {
    refuse(
      operation,
      "ValidationError",
      `Health check enabled must be true for target groups with target type '${textOf(inputs, "targetType")}'`,
    );
  }
}

function requiredFaults(inputs: Properties, unknown: ReadonlySet<string>): CheckFailure[] {
  if (inputs["targetType"] === "lambda" || unknown.has("targetType")) return [];
  return NAMED.filter((name) => inputs[name] === undefined && !unknown.has(name)).map(
    (property) => ({
      property,
      reason: `${property} must be specified when targetType is "${textOf(inputs, "targetType")}"`,
    }),
  );
}

function numberFaults({ deregistrationDelay, slowStart }: Properties): CheckFailure[] {
  const faults: CheckFailure[] = [];
  const delay = Number(deregistrationDelay ?? 300);
  const start = Number(slowStart ?? 0);
  if (delay < 0 || delay > 3600) {
    const reason = `expected deregistrationDelay to be in the range (0 - 3600), got ${delay}`;
    faults.push({ property: "deregistrationDelay", reason });
  }
  if (start !== 0 && !(start >= 30 && start <= 900)) {
    const reason = `expected slowStart to be 0 or in the range (30 - 900), got ${start}`;
    faults.push({ property: "slowStart", reason });
  }
  return faults;
}

function stickinessFaults({ stickiness }: Properties): CheckFailure[] {
  if (!isObject(stickiness)) return [];
  return checks(
    oneOf("type", STICKINESS),
    wholeNumberBetween("cookieDuration", 0, 604800),
  )(stickiness).map(({ property, reason }) => ({ property: `stickiness.${property}`, reason }));
}
