import type { Call, Properties } from "../../resource-type";
import { bags, text, texts, textOf } from "../ec2/inputs";
import { gatewayOf } from "../ec2/lookups";
import { EIP, SECURITY_GROUP, SUBNET, VPC } from "../ec2/tokens";
import { refuse } from "./tokens";

/** Where a load balancer is. */
export interface Placement {
  readonly vpcId: string;
  readonly subnets: readonly string[];
  readonly subnetMappings: readonly Properties[];
}

/** The subnets of a load balancer, as its arguments give them; refuses what the API would. */
export function placementOf(inputs: Properties, operation: string, call: Call): Placement {
  const mappings = bags(inputs, "subnetMappings");
  const ids = [...texts(inputs, "subnets"), ...mappings.map((each) => textOf(each, "subnetId"))];
  const subnets = ids.map((id) => {
    const subnet = call.account.get(SUBNET, id);
    return subnet ?? refuse(operation, "SubnetNotFound", `The subnet ID '${id}' does not exist`);
  });
  requireZones(subnets, textOf(inputs, "loadBalancerType"), operation);
  const vpcs = [...new Set(subnets.map((subnet) => textOf(subnet, "vpcId")))];
  const [vpcId = ""] = vpcs;
  if (vpcs.length > 1) {
    refuse(
      operation,
      "InvalidConfigurationRequest",
      `All subnets must belong to the same VPC, got ${vpcs.join(", ")}`, // own wording
    );
  }
  if (inputs["internal"] !== true && gatewayOf(call, vpcId) === undefined) {
    refuse(operation, "InvalidSubnet", `VPC ${vpcId} has no internet gateway`);
  }
  requireAddresses(inputs, mappings, subnets, operation, call);
  return {
    vpcId,
    subnets: ids,
    subnetMappings: ids.map((subnetId, index) => ({
      allocationId: "",
      ipv6Address: "",
      outpostId: "",
      privateIpv4Address: "",
      ...mappings[index - (ids.length - mappings.length)],
      subnetId,
    })),
  };
}

function requireZones(subnets: readonly Properties[], type: string, operation: string): void {
  const zones = subnets.map((subnet) => textOf(subnet, "availabilityZone"));
  const least = type === "application" ? 2 : 1;
  if (new Set(zones).size < least) {
    refuse(
      operation,
      "ValidationError",
      least === 2
        ? "At least two subnets in two different Availability Zones must be specified"
        : "At least one subnet must be specified", // own wording
    );
  }
  if (new Set(zones).size < zones.length) {
    refuse(
      operation,
      "InvalidConfigurationRequest",
      "A load balancer cannot be attached to multiple subnets in the same Availability Zone",
    );
  }
}

function requireAddresses(
  inputs: Properties,
  mappings: readonly Properties[],
  subnets: readonly Properties[],
  operation: string,
  call: Call,
): void {
  const isDual = textOf(inputs, "ipAddressType").startsWith("dualstack");
  if (isDual && subnets.some((subnet) => textOf(subnet, "ipv6CidrBlock") === "")) {
    refuse(
      operation,
      "InvalidSubnet",
      "You must specify subnets with an associated IPv6 CIDR block.",
    );
  }
  for (const mapping of mappings) {
    const allocation = text(mapping, "allocationId");
    if (allocation !== undefined && call.account.get(EIP, allocation) === undefined) {
      refuse(operation, "AllocationIdNotFound", `The allocation ID '${allocation}' does not exist`);
    }
  }
}

/** Security groups of a load balancer: its own, or for an Application Load Balancer without any the default one of the VPC. */
export function securityGroupsOf(
  inputs: Properties,
  vpcId: string,
  operation: string,
  call: Call,
): readonly string[] {
  const given = texts(inputs, "securityGroups");
  const isForeign = (id: string) => call.account.get(SECURITY_GROUP, id)?.["vpcId"] !== vpcId;
  const foreign = given.filter(isForeign);
  if (foreign.length > 0) {
    refuse(
      operation,
      "InvalidConfigurationRequest",
      `One or more security groups are invalid (sandbox: ${foreign.join(", ")} in ${vpcId})`,
    );
  }
  if (given.length > 0 || inputs["loadBalancerType"] !== "application") return given;
  return [textOf(call.account.get(VPC, vpcId) ?? {}, "defaultSecurityGroupId")];
}
