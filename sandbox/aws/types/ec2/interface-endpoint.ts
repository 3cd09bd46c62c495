import type { Call, Properties } from "../../resource-type";
import { privateAddress } from "./addresses";
import type { EndpointService } from "./endpoint-services";
import { bags, flag, text, texts, textOf } from "./inputs";
import { securityGroupOf, subnetOf } from "./lookups";
import { newId } from "./records";
import { refuse } from "./refusals";
import { VPC_ENDPOINT } from "./tokens";

const CREATE = "CreateVpcEndpoint";

/** What AWS attaches where no policy is given. */
const FULL_ACCESS =
  '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}';

/** An interface endpoint has a network interface in each of its subnets. */
export function interfaceOutputs(
  id: string,
  inputs: Properties,
  network: Properties,
  service: EndpointService,
  old: Properties,
  call: Call,
): Properties {
  const subnetIds = subnetsFor(inputs, old);
  const zones = checkSubnets(subnetIds, textOf(inputs, "vpcId"), call);
  const given = texts(inputs, "securityGroupIds");
  for (const groupId of given) securityGroupOf(call, CREATE, groupId);
  const privateDns = flag(
    inputs["privateDnsEnabled"] === undefined ? old : inputs,
    "privateDnsEnabled",
  );
  if (privateDns) checkPrivateDns(id, textOf(inputs, "vpcId"), network, service, call);
  if (texts(inputs, "routeTableIds").length > 0) {
    refuse(CREATE, "InvalidParameter", "Route table IDs are only supported for Gateway type VPC Endpoint."); // prettier-ignore
  }
  const before = bags(old, "subnetConfigurations");
  const configurations = subnetIds.map((subnetId) => {
    const kept = before.find((one) => one["subnetId"] === subnetId);
    const asked = bags(inputs, "subnetConfigurations").find((one) => one["subnetId"] === subnetId);
    const wanted = asked && text(asked, "ipv4");
    if (kept !== undefined && (wanted === undefined || wanted === kept["ipv4"])) return kept;
    const ipv4 = privateAddress(call, CREATE, subnetId, subnetOf(call, CREATE, subnetId), wanted);
    return { ipv4, ipv6: "", subnetId };
  });
  const interfaceIds = texts(old, "networkInterfaceIds");
  return {
    cidrBlocks: [],
    dnsEntries: dnsEntries(id, service, zones, privateDns, call),
    dnsOptions: inputs["dnsOptions"] ?? {
      dnsRecordIpType: text(inputs, "ipAddressType") ?? "ipv4",
      privateDnsOnlyForInboundResolverEndpoint: false,
      privateDnsPreference: "",
      privateDnsSpecifiedDomains: [],
    },
    ipAddressType: text(inputs, "ipAddressType") ?? "ipv4",
    networkInterfaceIds: subnetIds.map((_, index) => interfaceIds[index] ?? newId(call, "eni")),
    policy: text(inputs, "policy") ?? FULL_ACCESS,
    prefixListId: "",
    privateDnsEnabled: privateDns,
    routeTableIds: [],
    securityGroupIds:
      given.length > 0
        ? given
        : inputs["securityGroupIds"] === undefined && old["securityGroupIds"] !== undefined
          ? old["securityGroupIds"]
          : [textOf(network, "defaultSecurityGroupId")],
    subnetConfigurations: configurations,
    subnetIds,
  };
}

function subnetsFor(inputs: Properties, old: Properties): string[] {
  if (inputs["subnetIds"] !== undefined) return texts(inputs, "subnetIds");
  const configured = bags(inputs, "subnetConfigurations").map((one) => textOf(one, "subnetId"));
  return configured.length > 0 ? configured : texts(old, "subnetIds");
}

/** Subnets of the endpoint's VPC, one for a zone; returns their zones. */
function checkSubnets(subnetIds: readonly string[], vpcId: string, call: Call): string[] {
  const zones = new Map<string, string>();
  for (const subnetId of subnetIds) {
    const properties = subnetOf(call, CREATE, subnetId);
    const zone = textOf(properties, "availabilityZone");
    if (properties["vpcId"] !== vpcId) {
      refuse(
        CREATE,
        "InvalidParameter",
        `The subnet ID '${subnetId}' does not belong to VPC ${vpcId}`,
      ); // own wording
    }
    if (zones.has(zone)) {
      refuse(
        CREATE,
        "DuplicateSubnetsInSameZone",
        `Found another VPC endpoint subnet in the availability zone of ${subnetId}. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.`,
      );
    }
    zones.set(zone, subnetId);
  }
  return [...zones.keys()].sort();
}

function checkPrivateDns(
  id: string,
  vpcId: string,
  network: Properties,
  service: EndpointService,
  call: Call,
): void {
  if (!flag(network, "enableDnsSupport") || !flag(network, "enableDnsHostnames")) {
    refuse(
      CREATE,
      "InvalidParameter",
      `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${vpcId}`,
    );
  }
  const other = call.account
    .list(VPC_ENDPOINT)
    .find(
      ({ id: otherId, properties }) =>
        otherId !== id &&
        properties["vpcId"] === vpcId &&
        properties["privateDnsEnabled"] === true &&
        properties["serviceName"] === service.name,
    );
  if (other !== undefined) {
    refuse(
      CREATE,
      "InvalidParameter",
      `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${service.privateDnsName} in the VPC ${vpcId}`,
    );
  }
}

/** Names of the endpoint: for the region, for each zone, and the service's own with private DNS. Zone ids are made up. */
function dnsEntries(
  id: string,
  service: EndpointService,
  zones: readonly string[],
  privateDns: boolean,
  call: Call,
): Properties[] {
  const host = `${id}-${id.slice(-8)}`;
  const domain = `${service.suffix.split(".").reverse().join(".")}.${call.region}.vpce.amazonaws.com`;
  const hostedZoneId = `Z${id.slice(-13).toUpperCase()}`;
  return [
    { dnsName: `${host}.${domain}`, hostedZoneId },
    ...zones.map((zone) => ({ dnsName: `${host}-${zone}.${domain}`, hostedZoneId })),
    ...(privateDns
      ? [{ dnsName: service.privateDnsName, hostedZoneId: `Z0${id.slice(-12).toUpperCase()}` }]
      : []),
  ];
}
