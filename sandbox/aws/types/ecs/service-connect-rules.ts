/** Service Connect and service registries of a service. Sources: service-rules.ts. */
import type { Call, Properties } from "../../resource-type";
import { DISCOVERY_SERVICE, findNamespace } from "../servicediscovery/namespaces";
import type { ServiceRequest } from "./service-rules";
import { ecsError, items, object, SERVICE, text } from "./records";
import { firstDuplicate } from "./task-rule";

/** API model: ServiceConnectService.discoveryName, ServiceConnectClientAlias.dnsName. */
const DISCOVERY_NAME = /^[a-z0-9_][a-z0-9_-]{0,63}$/;
const DNS_NAME = /^[a-z0-9_][a-z0-9_.-]{0,126}$/;

export function requireConnect(request: ServiceRequest, call: Call): void {
  requireRegistry(request, call);
  const connect = object(request.service["serviceConnectConfiguration"]);
  if (connect?.["enabled"] !== true) return;
  const { refuse, operation } = request;
  const reference =
    text(connect["namespace"]) ??
    text(object(request.cluster["serviceConnectDefaults"])?.["namespace"]);
  if (reference === undefined) throw refuse("Namespace is missing.");
  const namespace = findNamespace(call.account, reference);
  if (namespace === undefined) {
    throw ecsError(
      operation,
      "NamespaceNotFoundException",
      `The specified namespace was not found: ${reference}`,
    );
  }
  const services = items(connect["services"]);
  for (const entry of services) requireEntry(entry, request);
  requireDistinct(services, request);
  for (const entry of services) {
    if (isTaken(discoveryName(entry), namespace, request, call)) {
      throw refuse(`SC service is already used by ${String(namespace["arn"])}`);
    }
  }
}

function requireEntry(entry: Properties, { containers, refuse }: ServiceRequest): void {
  const port = text(entry["portName"]) ?? "";
  const names = containers.flatMap((item) =>
    (item.portMappings ?? []).map((mapping) => mapping.name),
  );
  if (!names.includes(port)) {
    throw refuse(
      `portName(${port}) does not refer to any named PortMapping in the container definitions.`,
    );
  }
  const discovery = text(entry["discoveryName"]);
  if (discovery !== undefined && !DISCOVERY_NAME.test(discovery)) {
    // Our wording.
    throw refuse(`The discoveryName that you provided is invalid: ${discovery}`);
  }
  const aliases = aliasesOf(entry);
  if (aliases.length > 1) {
    throw refuse(`${aliases.length} clientAliases exceeds the max limit of 1.`);
  }
  for (const alias of aliases) {
    const dns = text(alias["dnsName"]);
    if (dns !== undefined && !DNS_NAME.test(dns)) {
      throw refuse(
        "The DNS name that you provided is invalid. Specify a valid DNS name and try again.",
      );
    }
    const number = Number(alias["port"]);
    if (!(number >= 1 && number <= 65535)) {
      // Our wording.
      throw refuse(`The port of a client alias must be between 1 and 65535, got ${number}.`);
    }
  }
}

function aliasesOf(entry: Properties): readonly Properties[] {
  const given = entry["clientAlias"];
  const single = object(given);
  return single === undefined ? items(given) : [single];
}

function discoveryName(entry: Properties): string {
  return text(entry["discoveryName"]) ?? text(entry["portName"]) ?? "";
}

/** One proxy serves all entries: names, and ports under one name, must differ. */
function requireDistinct(services: readonly Properties[], { refuse }: ServiceRequest): void {
  const name = firstDuplicate(services.map(discoveryName));
  // Our wording.
  if (name !== undefined) throw refuse(`The discoveryName ${name} is used more than once.`);
  const endpoints = services.flatMap((entry) =>
    aliasesOf(entry).map(
      (alias) => `${text(alias["dnsName"]) ?? discoveryName(entry)}:${Number(alias["port"])}`,
    ),
  );
  const endpoint = firstDuplicate(endpoints);
  if (endpoint !== undefined) {
    throw refuse(`The client alias ${endpoint} is used more than once.`);
  }
}

/** A discovery name belongs to one service of a namespace. */
function isTaken(
  name: string,
  namespace: Properties,
  { service }: ServiceRequest,
  call: Call,
): boolean {
  const owner = call.account.find(SERVICE, (other) => {
    const connect = object(other["serviceConnectConfiguration"]);
    const there = findNamespace(call.account, text(connect?.["namespace"]) ?? "");
    const same = other["name"] === service["name"] && other["cluster"] === service["cluster"];
    return (
      !same &&
      connect?.["enabled"] === true &&
      there?.["arn"] === namespace["arn"] &&
      items(connect["services"]).some((entry) => discoveryName(entry) === name)
    );
  });
  return owner !== undefined;
}

function requireRegistry({ service, refuse, containers }: ServiceRequest, call: Call): void {
  const registry = object(service["serviceRegistries"]);
  const arn = text(registry?.["registryArn"]);
  if (registry === undefined || arn === undefined) return;
  if (call.account.find(DISCOVERY_SERVICE, (item) => item["arn"] === arn) === undefined) {
    // Our wording.
    throw refuse(`The service registry ${arn} does not exist.`);
  }
  const name = text(registry["containerName"]);
  if (name !== undefined && !containers.some((container) => container.name === name)) {
    throw refuse(`The container ${name} does not exist in the task definition.`);
  }
}
