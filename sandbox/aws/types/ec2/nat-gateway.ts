import { zonesOf } from "../../lib/regions";
import type { Call, CheckFailure, Properties, ResourceType } from "../../resource-type";
import { privateAddress, publicAddress } from "./addresses";
import { holderOf } from "./eip";
import { allOf, bags, notBoth, number, oneOf, text, texts, textOf, type Check } from "./inputs";
import { addressOf, subnetOf, vpcOf } from "./lookups";
import { newId } from "./records";
import { refuse } from "./refusals";
import { NAT_GATEWAY } from "./tokens";

const CREATE = "CreateNatGateway";

/** What each kind of NAT gateway needs and does not take; pulumi-aws ec2/natGateway.d.ts and the provider's CustomizeDiff. */
const KINDS: Readonly<
  Record<string, { readonly needs: readonly string[]; readonly refuses: readonly string[] }>
> = {
  "zonal public": {
    needs: ["subnetId"],
    refuses: ["availabilityZoneAddresses", "secondaryPrivateIpAddressCount"],
  },
  "zonal private": {
    needs: ["subnetId"],
    refuses: ["allocationId", "secondaryAllocationIds", "availabilityZoneAddresses"],
  },
  "regional public": {
    needs: ["vpcId"],
    refuses: [
      "allocationId",
      "privateIp",
      "secondaryAllocationIds",
      "secondaryPrivateIpAddressCount",
      "secondaryPrivateIpAddresses",
      "subnetId",
    ],
  },
};

const fitsKind: Check = (inputs, unknown) => {
  if (unknown.has("availabilityMode") || unknown.has("connectivityType")) return [];
  const mode = `${text(inputs, "availabilityMode") ?? "zonal"} ${text(inputs, "connectivityType") ?? "public"}`;
  const kind = KINDS[mode];
  const failures: CheckFailure[] = [];
  if (mode === "regional private") {
    failures.push({
      property: "connectivityType",
      reason: 'a NAT gateway with availabilityMode "regional" is "public", got "private"',
    });
  }
  for (const property of kind?.needs ?? []) {
    if (text(inputs, property) === undefined && !unknown.has(property)) {
      failures.push({ property, reason: `is required for a ${mode} NAT gateway` });
    }
  }
  for (const property of kind?.refuses ?? []) {
    const value = inputs[property];
    if (unknown.has(property) || (value !== undefined && value !== "" && !isEmptyList(value))) {
      failures.push({ property, reason: `is not supported by a ${mode} NAT gateway` });
    }
  }
  return failures;
};

export const natGateway: ResourceType = {
  token: NAT_GATEWAY,
  source: [
    "hashicorp/terraform-provider-aws internal/service/ec2/vpc_nat_gateway.go",
    "@pulumi/aws 7.48.0 ec2/natGateway.d.ts (regional gateways)",
    "botocore ec2 2016-11-15: CreateNatGateway, DeleteNatGateway",
  ],
  taggable: true,
  defaults: { connectivityType: "public" },
  forceNew: [
    "allocationId",
    "availabilityMode",
    "connectivityType",
    "privateIp",
    "secondaryPrivateIpAddressCount",
    "subnetId",
    "vpcId",
  ],
  sets: ["secondaryAllocationIds", "secondaryPrivateIpAddresses"],
  check: allOf(
    oneOf("connectivityType", ["public", "private"]),
    oneOf("availabilityMode", ["zonal", "regional"]),
    notBoth("secondaryPrivateIpAddressCount", "secondaryPrivateIpAddresses"),
    fitsKind,
  ),
  create: (inputs, call) => {
    const id = newId(call, "nat");
    return {
      id,
      outputs:
        inputs["availabilityMode"] === "regional"
          ? regional(id, inputs, call)
          : zonal(id, inputs, call),
    };
  },
  update: (id, inputs, old, call) => {
    const secondary = texts(inputs, "secondaryAllocationIds");
    for (const allocationId of secondary) checkFree(allocationId, id, call);
    return inputs["availabilityMode"] === "regional"
      ? regional(id, inputs, call, old)
      : {
          secondaryAllocationIds: secondary,
          secondaryPrivateIpAddresses: texts(
            inputs["secondaryPrivateIpAddresses"] === undefined ? old : inputs,
            "secondaryPrivateIpAddresses",
          ),
        };
  },
};

function zonal(id: string, inputs: Properties, call: Call): Properties {
  const subnetId = textOf(inputs, "subnetId");
  const host = subnetOf(call, CREATE, subnetId);
  const allocationId = text(inputs, "allocationId");
  const isPublic = inputs["connectivityType"] !== "private";
  if (isPublic && allocationId === undefined) {
    refuse(CREATE, "MissingParameter", "The request must contain the parameter AllocationId");
  }
  const secondary = texts(inputs, "secondaryAllocationIds");
  for (const one of [...(allocationId === undefined ? [] : [allocationId]), ...secondary]) {
    checkFree(one, id, call);
  }
  const address = allocationId === undefined ? {} : addressOf(call, CREATE, allocationId);
  const addresses = texts(inputs, "secondaryPrivateIpAddresses");
  return {
    ...NO_REGIONAL_OUTPUTS,
    associationId: isPublic ? newId(call, "eipassoc") : "",
    availabilityMode: "zonal",
    networkInterfaceId: newId(call, "eni"),
    privateIp: privateAddress(call, CREATE, subnetId, host, text(inputs, "privateIp")),
    publicIp: textOf(address, "publicIp"),
    secondaryAllocationIds: secondary,
    secondaryPrivateIpAddressCount:
      number(inputs, "secondaryPrivateIpAddressCount") ?? addresses.length,
    secondaryPrivateIpAddresses: addresses,
    vpcId: textOf(host, "vpcId"),
  };
}

const NO_REGIONAL_OUTPUTS: Properties = {
  autoProvisionZones: "",
  autoScalingIps: "",
  regionalNatGatewayAddresses: [],
  regionalNatGatewayAutoMode: "",
  routeTableId: "",
};

/** A regional gateway covers the zones that it is given addresses for, or (automatic) those of the VPC's subnets. */
function regional(id: string, inputs: Properties, call: Call, old: Properties = {}): Properties {
  const vpcId = textOf(inputs, "vpcId");
  vpcOf(call, CREATE, vpcId);
  const manual = bags(inputs, "availabilityZoneAddresses");
  const zones = zonesOf(call.region);
  const addresses = manual.flatMap((entry) => {
    const zone = zones.find(
      ({ name, id: zoneId }) =>
        name === entry["availabilityZone"] || zoneId === entry["availabilityZoneId"],
    );
    if (zone === undefined) {
      return refuse(
        CREATE,
        "InvalidParameterValue",
        `Value (${textOf(entry, "availabilityZone")}) for parameter availabilityZone is invalid.`,
      );
    }
    return texts(entry, "allocationIds").map((allocationId) => {
      checkFree(allocationId, id, call);
      const { publicIp } = addressOf(call, CREATE, allocationId);
      return regionalAddress(call, zone, allocationId, publicIp);
    });
  });
  const automatic = manual.length === 0;
  const before = bags(old, "regionalNatGatewayAddresses");
  const first = zones[0];
  return {
    allocationId: "",
    associationId: "",
    autoProvisionZones: automatic ? "enabled" : "disabled",
    autoScalingIps: automatic ? "enabled" : "disabled",
    availabilityMode: "regional",
    networkInterfaceId: "",
    privateIp: "",
    publicIp: "",
    regionalNatGatewayAddresses: automatic
      ? before.length > 0 || first === undefined
        ? before
        : [regionalAddress(call, first, newId(call, "eipalloc"), publicAddress(call))]
      : addresses,
    regionalNatGatewayAutoMode: automatic ? "enabled" : "disabled",
    routeTableId: text(old, "routeTableId") ?? newId(call, "rtb"),
    secondaryAllocationIds: [],
    secondaryPrivateIpAddressCount: 0,
    secondaryPrivateIpAddresses: [],
    subnetId: "",
    vpcId,
  };
}

function regionalAddress(
  call: Call,
  zone: { readonly name: string; readonly id: string },
  allocationId: string,
  publicIp: unknown,
): Properties {
  return {
    allocationId,
    associationId: newId(call, "eipassoc"),
    availabilityZone: zone.name,
    availabilityZoneId: zone.id,
    networkInterfaceId: newId(call, "eni"),
    publicIp,
    status: "succeeded",
  };
}

/** An address belongs to one gateway. */
function checkFree(allocationId: string, gatewayId: string, call: Call): void {
  addressOf(call, CREATE, allocationId);
  const holder = holderOf(allocationId, call);
  if (holder !== undefined && holder.id !== gatewayId) {
    refuse(
      CREATE,
      "Resource.AlreadyAssociated",
      `Elastic IP address [${allocationId}] is already associated`,
    );
  }
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
