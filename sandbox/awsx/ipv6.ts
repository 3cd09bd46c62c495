import { isIPv6 } from "node:net";
import { output, type Output } from "@pulumi/pulumi";

/**
 * The /64 of a subnet within the network's /56, numbered by `index`; unknown until the network exists, and no value
 * where the subnet takes none.
 */
export function subnetIpv6Block(
  network: Output<string>,
  wanted: Output<boolean>,
  index: number,
): Output<string> {
  return output({ network, wanted }).apply((given) => {
    // The argument's type has no word for "none"; the engine drops undefined.
    if (!given.wanted) return undefined as unknown as string;
    if (given.network === "") {
      throw new Error(
        "a subnet with assignIpv6AddressOnCreation needs a network with an IPv6 block: set assignGeneratedIpv6CidrBlock",
      );
    }
    return ipv6Subnet(given.network, index);
  });
}

/** The `index`-th /64 of a /56. Throws where the block is none or the index is not from 0 to 255. */
export function ipv6Subnet(network: string, index: number): string {
  const [address = "", prefix] = network.split("/");
  const groups = address.split(":");
  const fourth = Number.parseInt(groups[3] ?? "", 16);
  if (!isIPv6(address) || prefix !== "56" || Number.isNaN(fourth)) {
    throw new Error(`"${network}" is not an IPv6 block of length 56 with four groups`);
  }
  if (!Number.isInteger(index) || index < 0 || index > 255) {
    throw new Error(`a /56 has the subnets 0 to 255, not ${index}`);
  }
  return `${groups.slice(0, 3).join(":")}:${((fourth & 0xff00) | index).toString(16)}::/64`;
}
