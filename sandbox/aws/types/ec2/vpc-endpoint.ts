import { arn } from "../../lib/arns";
import type { Call, Properties, ResourceType } from "../../resource-type";
import { endpointService, type EndpointService } from "./endpoint-services";
import { allOf, isArn, notBoth, oneOf, text, textOf, type Check } from "./inputs";
import { endpointRoutes, gatewayOutputs, routeTablesOf } from "./gateway-endpoint";
import { interfaceOutputs } from "./interface-endpoint";
import { vpcOf } from "./lookups";
import { newId, removeRecord } from "./records";
import { refuse } from "./refusals";
import { VPC_ENDPOINT } from "./tokens";

const CREATE = "CreateVpcEndpoint";
const MODIFY = "ModifyVpcEndpoint";

const jsonPolicy: Check = (inputs) => {
  const policy = text(inputs, "policy");
  if (policy === undefined) return [];
  try {
    JSON.parse(policy);
    return [];
  } catch {
    return [{ property: "policy", reason: "is not JSON" }];
  }
};

const someService: Check = (inputs, unknown) => {
  const names = ["serviceName", "serviceNetworkArn", "resourceConfigurationArn"];
  return names.some((name) => unknown.has(name) || text(inputs, name) !== undefined)
    ? []
    : [{ property: "serviceName", reason: `one of ${names.join(", ")} is needed; none is given` }];
};

export const vpcEndpoint: ResourceType = {
  token: VPC_ENDPOINT,
  source: [
    "hashicorp/terraform-provider-aws internal/service/ec2/vpc_endpoint.go",
    "botocore ec2 2016-11-15: CreateVpcEndpoint, ModifyVpcEndpoint, DeleteVpcEndpoints",
  ],
  taggable: true,
  required: ["vpcId"],
  defaults: { vpcEndpointType: "Gateway" },
  forceNew: [
    "resourceConfigurationArn",
    "serviceName",
    "serviceNetworkArn",
    "serviceRegion",
    "vpcEndpointType",
    "vpcId",
  ],
  sets: ["routeTableIds", "securityGroupIds", "subnetIds", "subnetConfigurations"],
  json: ["policy"],
  unknownOnUpdate: ["dnsEntries", "networkInterfaceIds", "subnetConfigurations"],
  check: allOf(
    oneOf("vpcEndpointType", ["Gateway", "GatewayLoadBalancer", "Interface", "Resource", "ServiceNetwork"]), // prettier-ignore
    oneOf("ipAddressType", ["ipv4", "dualstack", "ipv6"]),
    notBoth("serviceName", "resourceConfigurationArn"),
    notBoth("serviceName", "serviceNetworkArn"),
    isArn("resourceConfigurationArn"),
    isArn("serviceNetworkArn"),
    someService,
    jsonPolicy,
  ),
  create: (inputs, call) => {
    const vpcId = textOf(inputs, "vpcId");
    const network = vpcOf(call, CREATE, vpcId);
    const service = serviceOf(inputs, call);
    const id = newId(call, "vpce");
    const common = {
      arn: arn(call, "ec2", `vpc-endpoint/${id}`),
      ownerId: call.accountId,
      requesterManaged: false,
      serviceRegion: text(inputs, "serviceRegion") ?? call.region,
      state: "available",
    };
    return {
      id,
      outputs: {
        ...common,
        ...(inputs["vpcEndpointType"] === "Gateway"
          ? gatewayOutputs(id, inputs, vpcId, service, call)
          : interfaceOutputs(id, inputs, network, service, {}, call)),
      },
    };
  },
  read: (id, stored, call) =>
    stored["vpcEndpointType"] === "Gateway" ? { routeTableIds: routeTablesOf(id, call) } : {},
  update: (id, inputs, old, call) => {
    const vpcId = textOf(old, "vpcId");
    const service = serviceOf(inputs, call);
    if (inputs["vpcEndpointType"] !== "Gateway") {
      return interfaceOutputs(id, inputs, vpcOf(call, MODIFY, vpcId), service, old, call);
    }
    const wanted = inputs["routeTableIds"] === undefined ? old : inputs;
    return gatewayOutputs(
      id,
      { ...inputs, routeTableIds: wanted["routeTableIds"] },
      vpcId,
      service,
      call,
    );
  },
  delete: (id, _stored, call) => {
    for (const route of endpointRoutes(id, call)) removeRecord(call, "ec2:route", route.id);
  },
};

/** Refuses what AWS has no service for, or not of this kind. */
function serviceOf(inputs: Properties, call: Call): EndpointService {
  const name = text(inputs, "serviceName");
  const type = textOf(inputs, "vpcEndpointType");
  const service = endpointService(text(inputs, "serviceRegion") ?? call.region, name ?? "");
  if (service === undefined) {
    return refuse(
      CREATE,
      "InvalidServiceName",
      `The Vpc Endpoint Service '${name ?? ""}' does not exist`,
    );
  }
  if (!service.types.includes(type as "Gateway")) {
    refuse(
      CREATE,
      "InvalidParameter",
      `The endpoint type '${type}' is not supported by the service '${service.name}', which supports ${service.types.join(", ")}`, // own wording
    );
  }
  return service;
}
