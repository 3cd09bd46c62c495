import { arn } from "../../lib/arns";
import type { Call, Properties, ResourceType } from "../../resource-type";
import { privateDnsName, publicAddress, publicDnsName } from "./addresses";
import { oneOf, text, texts, textOf } from "./inputs";
import { newId } from "./records";
import { refuse } from "./refusals";
import { EIP, NAT_GATEWAY } from "./tokens";

export const eip: ResourceType = {
  token: EIP,
  source: [
    "hashicorp/terraform-provider-aws internal/service/ec2/ec2_eip.go",
    "botocore ec2 2016-11-15: AllocateAddress, ReleaseAddress",
  ],
  taggable: true,
  forceNew: ["address", "domain", "ipamPoolId", "networkBorderGroup", "publicIpv4Pool"],
  check: oneOf("domain", ["vpc"]),
  create: (inputs, call) => {
    for (const name of ["instance", "networkInterface"]) {
      const id = text(inputs, name);
      if (id !== undefined) {
        refuse(
          "AssociateAddress",
          name === "instance" ? "InvalidInstanceID.NotFound" : "InvalidNetworkInterfaceID.NotFound",
          `The ${name} ID '${id}' does not exist`,
        );
      }
    }
    const address = text(inputs, "address");
    if (address !== undefined) {
      refuse("AllocateAddress", "InvalidAddress.NotFound", `Address '${address}' not found.`);
    }
    const id = newId(call, "eipalloc");
    const publicIp = publicAddress(call);
    return {
      id,
      outputs: {
        allocationId: id,
        arn: arn(call, "ec2", `elastic-ip/${id}`),
        carrierIp: "",
        customerOwnedIp: "",
        customerOwnedIpv4Pool: "",
        domain: "vpc",
        instance: "",
        ipamPoolId: "",
        networkBorderGroup: text(inputs, "networkBorderGroup") ?? call.region,
        ptrRecord: "",
        publicDns: publicDnsName(call.region, publicIp),
        publicIp,
        publicIpv4Pool: text(inputs, "publicIpv4Pool") ?? "amazon",
        ...association(id, call),
      },
    };
  },
  read: (id, _stored, call) => association(id, call),
  update: (id, _inputs, _old, call) => association(id, call),
  importId: (given, call) => call.account.find(EIP, ({ publicIp }) => publicIp === given)?.id,
  delete: (id, _stored, call) => {
    const gateway = holderOf(id, call);
    if (gateway !== undefined) {
      refuse(
        "ReleaseAddress",
        "InvalidIPAddress.InUse",
        `Address with allocation id [${id}] cannot be released: it is in use (sandbox: by ${gateway.id})`,
      );
    }
  },
};

/** The NAT gateway that uses an address. */
export function holderOf(allocationId: string, { account }: Call) {
  return account.find(
    NAT_GATEWAY,
    (properties) =>
      properties["allocationId"] === allocationId ||
      texts(properties, "secondaryAllocationIds").includes(allocationId),
  );
}

function association(allocationId: string, call: Call): Properties {
  const gateway = holderOf(allocationId, call)?.properties ?? {};
  const privateIp = textOf(gateway, "privateIp");
  return {
    associationId: textOf(gateway, "associationId"),
    networkInterface: textOf(gateway, "networkInterfaceId"),
    privateIp,
    privateDns: privateIp === "" ? "" : privateDnsName(call.region, privateIp),
  };
}
