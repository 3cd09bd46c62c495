import type { CheckFailure, Properties, ResourceType } from "../../resource-type";
import { items, object, text } from "../ecs/records";
import { cloudMapError, cloudMapId, DISCOVERY_SERVICE, findNamespace } from "./namespaces";

/** API model: ServiceName, RecordType, RoutingPolicy, RecordTTL, FailureThreshold. */
const NAME =
  /^(?=.{1,127}$)([A-Za-z0-9_][A-Za-z0-9_-]{0,61}[A-Za-z0-9_]|[A-Za-z0-9])(\.([A-Za-z0-9_][A-Za-z0-9_-]{0,61}[A-Za-z0-9_]|[A-Za-z0-9]))*$/;
const RECORDS = ["SRV", "A", "AAAA", "CNAME"];
const ROUTING = ["MULTIVALUE", "WEIGHTED"];
const MAX_TTL = 2147483647;

function checkService(inputs: Properties): readonly CheckFailure[] {
  const failures: CheckFailure[] = [];
  const dns = object(inputs["dnsConfig"]);
  const routing = text(dns?.["routingPolicy"]);
  if (routing !== undefined && !ROUTING.includes(routing)) {
    failures.push({
      property: "dnsConfig.routingPolicy",
      reason: `expected one of ["MULTIVALUE" "WEIGHTED"], got ${routing}`,
    });
  }
  items(dns?.["dnsRecords"]).forEach((record, index) => {
    const { type, ttl } = record;
    if (typeof type === "string" && !RECORDS.includes(type)) {
      failures.push({
        property: `dnsConfig.dnsRecords[${index}].type`,
        reason: `expected one of [${RECORDS.join(" ")}], got ${type}`,
      });
    }
    if (typeof ttl === "number" && (ttl < 0 || ttl > MAX_TTL)) {
      failures.push({
        property: `dnsConfig.dnsRecords[${index}].ttl`,
        reason: `expected a number of seconds from 0 to ${MAX_TTL}, got ${ttl}`,
      });
    }
  });
  if (
    inputs["healthCheckConfig"] !== undefined &&
    inputs["healthCheckCustomConfig"] !== undefined
  ) {
    failures.push({
      property: "healthCheckConfig",
      reason: "conflicts with healthCheckCustomConfig: only one of the two may be set",
    });
  }
  return failures;
}

export const service: ResourceType = {
  token: DISCOVERY_SERVICE,
  source: [
    "AWS API model servicediscovery 2017-03-14: CreateService, UpdateService, DeleteService",
    "hashicorp/terraform-provider-aws internal/service/servicediscovery/service.go",
  ],
  autoName: { property: "name", maxLength: 127 },
  defaults: { forceDestroy: false },
  forceNew: ["healthCheckCustomConfig", "name", "namespaceId", "type"],
  taggable: true,
  check: checkService,
  create: (inputs, call) => {
    const name = inputs["name"] as string;
    const dns = object(inputs["dnsConfig"]);
    const namespaceId = text(inputs["namespaceId"]) ?? text(dns?.["namespaceId"]) ?? "";
    if (!NAME.test(name)) {
      throw cloudMapError(
        "CreateService",
        "InvalidInput",
        `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ((?=^.{1,127}$)^([a-zA-Z0-9_][a-zA-Z0-9-_]{0,61}[a-zA-Z0-9_]|[a-zA-Z0-9])(\\.([a-zA-Z0-9_][a-zA-Z0-9-_]{0,61}[a-zA-Z0-9_]|[a-zA-Z0-9]))*$)|(^\\.$)`,
      );
    }
    if (findNamespace(call.account, namespaceId) === undefined) {
      throw cloudMapError("CreateService", "NamespaceNotFound", namespaceId);
    }
    const clash = call.account.find(
      DISCOVERY_SERVICE,
      (other) => other["namespaceId"] === namespaceId && other["name"] === name,
    );
    if (clash !== undefined) {
      throw cloudMapError(
        "CreateService",
        "ServiceAlreadyExists",
        // Our wording.
        `Service with name ${name} already exists in the namespace ${namespaceId}: ${clash.id}`,
      );
    }
    const id = cloudMapId(call, "srv");
    const arn = `arn:${call.partition}:servicediscovery:${call.region}:${call.accountId}:service/${id}`;
    const type = text(inputs["type"]) ?? (dns === undefined ? "HTTP" : "DNS_HTTP");
    return { id, outputs: { arn, namespaceId, type } };
  },
};
