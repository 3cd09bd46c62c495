import type { Account } from "../../account";
import {
  AwsError,
  type Call,
  type CheckFailure,
  type Properties,
  type ResourceType,
} from "../../resource-type";
import { items, object, SERVICE as ECS_SERVICE, text } from "../ecs/records";

export const HTTP_NAMESPACE = "aws:servicediscovery/httpNamespace:HttpNamespace";
const PRIVATE_NAMESPACE = "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace";
export const DISCOVERY_SERVICE = "aws:servicediscovery/service:Service";
const VPC = "aws:ec2/vpc:Vpc";

/** Letters of a namespace's name (internal/service/servicediscovery/validate.go). */
const NAME = /^[0-9A-Za-z._-]+$/;

export function cloudMapError(operation: string, code: string, message: string): AwsError {
  return new AwsError(`ServiceDiscovery: ${operation}`, code, message);
}

/** Cloud Map's ids: `ns-` or `srv-` and 16 letters and digits. */
export function cloudMapId(call: Call, prefix: string): string {
  return `${prefix}-${call.hex(16)}`;
}

/** The namespace of this name, id or ARN. */
export function findNamespace(account: Account, reference: string): Properties | undefined {
  for (const token of [HTTP_NAMESPACE, PRIVATE_NAMESPACE]) {
    const found = account.find(
      token,
      (namespace, id) =>
        id === reference || namespace["arn"] === reference || namespace["name"] === reference,
    );
    if (found !== undefined) return found.properties;
  }
  return undefined;
}

function checkName(inputs: Properties, max: number): readonly CheckFailure[] {
  const name = text(inputs["name"]);
  if (name === undefined || (name.length <= max && NAME.test(name))) return [];
  return [
    {
      property: "name",
      reason: `must have 1 to ${max} letters, digits, periods, hyphens and underscores, got ${name}`,
    },
  ];
}

/** Services that keep a namespace in use: Cloud Map's own, and those that ECS registers for Service Connect. */
function requireUnused(id: string, stored: Properties, call: Call): void {
  const own = call.account.find(DISCOVERY_SERVICE, (service) => {
    const dns = object(service["dnsConfig"]);
    return (text(service["namespaceId"]) ?? text(dns?.["namespaceId"])) === id;
  });
  const connected = call.account.find(ECS_SERVICE, (service) => {
    const connect = object(service["serviceConnectConfiguration"]);
    const reference = text(connect?.["namespace"]);
    return (
      connect?.["enabled"] === true &&
      items(connect["services"]).length > 0 &&
      (reference === stored["arn"] || reference === stored["name"])
    );
  });
  if (own !== undefined || connected !== undefined) {
    throw cloudMapError(
      "DeleteNamespace",
      "ResourceInUse",
      // Our wording.
      "Namespace has associated services. Delete the services before you delete the namespace.",
    );
  }
}

function requireNew(inputs: Properties, operation: string, call: Call): string {
  const name = inputs["name"] as string;
  const existing = call.account.find(HTTP_NAMESPACE, (other) => other["name"] === name);
  if (existing !== undefined && operation === "CreateHttpNamespace") {
    throw cloudMapError(
      operation,
      "NamespaceAlreadyExists",
      // Our wording.
      `A namespace with the name ${name} already exists: ${existing.id}`,
    );
  }
  return name;
}

function namespaceArn(call: Call, id: string): string {
  return `arn:${call.partition}:servicediscovery:${call.region}:${call.accountId}:namespace/${id}`;
}

export const httpNamespace: ResourceType = {
  token: HTTP_NAMESPACE,
  source: [
    "AWS API model servicediscovery 2017-03-14: CreateHttpNamespace, DeleteNamespace",
    "hashicorp/terraform-provider-aws internal/service/servicediscovery/http_namespace.go",
  ],
  autoName: { property: "name", maxLength: 1024 },
  forceNew: ["description", "name"],
  taggable: true,
  check: (inputs) => checkName(inputs, 1024),
  create: (inputs, call) => {
    const name = requireNew(inputs, "CreateHttpNamespace", call);
    const id = cloudMapId(call, "ns");
    return { id, outputs: { arn: namespaceArn(call, id), httpName: name } };
  },
  delete: requireUnused,
};

export const privateDnsNamespace: ResourceType = {
  token: PRIVATE_NAMESPACE,
  source: [
    "AWS API model servicediscovery 2017-03-14: CreatePrivateDnsNamespace, UpdatePrivateDnsNamespace",
    "hashicorp/terraform-provider-aws internal/service/servicediscovery/private_dns_namespace.go",
  ],
  autoName: { property: "name", maxLength: 253 },
  required: ["vpc"],
  forceNew: ["name", "vpc"],
  taggable: true,
  check: (inputs) => checkName(inputs, 253),
  create: (inputs, call) => {
    const operation = "CreatePrivateDnsNamespace";
    const name = requireNew(inputs, operation, call);
    const vpc = inputs["vpc"] as string;
    if (call.account.get(VPC, vpc) === undefined) {
      throw cloudMapError(
        operation,
        "InvalidInput",
        `The VPC ID '${vpc}' in region '${call.region}' is invalid`,
      );
    }
    const clash = call.account.find(
      PRIVATE_NAMESPACE,
      (other) => other["name"] === name && other["vpc"] === vpc,
    );
    if (clash !== undefined) {
      throw cloudMapError(
        operation,
        "ConflictingDomainExists",
        // Our wording.
        `The VPC ${vpc} is already associated with a hosted zone for ${name}.`,
      );
    }
    const id = cloudMapId(call, "ns");
    const hostedZone = `Z${call.hex(20).toUpperCase()}`;
    return { id, outputs: { arn: namespaceArn(call, id), hostedZone } };
  },
  delete: requireUnused,
  // AWS's import id is `<namespace id>:<vpc id>`.
  importId: (given) => given.split(":")[0],
};
