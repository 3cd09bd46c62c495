import type { Call, Properties } from "../../resource-type";
import { contains, formatIpv4, lastOf, parseIpv4Block } from "./cidr";
import { bags, text, texts } from "./inputs";
import { blockOf } from "./lookups";
import { refuse } from "./refusals";
import { EIP, NAT_GATEWAY, VPC_ENDPOINT } from "./tokens";

/** AWS keeps the first four addresses of a subnet and the last (VPC User Guide, "Subnet CIDR reservations"). */
const KEPT_AT_START = 4;
const KEPT_AT_END = 1;

/** Public addresses of the sandbox: the documentation ranges (RFC 5737), which are nobody's. */
const PUBLIC_RANGES = ["198.51.100.0/24", "203.0.113.0/24", "192.0.2.0/24"];

/** A free private address of a subnet, or the one asked for. */
export function privateAddress(
  call: Call,
  operation: string,
  subnetId: string,
  properties: Properties,
  wanted?: string,
): string {
  const block = blockOf(properties);
  const first = block.first + KEPT_AT_START;
  const last = lastOf(block) - KEPT_AT_END;
  const taken = takenIn(call, subnetId);
  if (wanted !== undefined) {
    const asked = parseIpv4Block(`${wanted}/32`);
    if (
      asked === undefined ||
      !contains(block, asked) ||
      asked.first < first ||
      asked.first > last
    ) {
      refuse(
        operation,
        "InvalidParameterValue",
        `Address ${wanted} does not fall within the subnet's address range`,
      );
    }
    if (taken.has(wanted)) {
      refuse(operation, "InvalidParameterValue", `Address ${wanted} is in use.`); // own wording
    }
    return wanted;
  }
  for (let address = first; address <= last; address++) {
    const free = formatIpv4(address);
    if (!taken.has(free)) return free;
  }
  return refuse(
    operation,
    "InsufficientFreeAddressesInSubnet",
    `There are not enough free addresses in subnet '${subnetId}' to satisfy the requested number of instances.`,
  );
}

function takenIn({ account }: Call, subnetId: string): ReadonlySet<string> {
  const natGateways = account
    .list(NAT_GATEWAY)
    .filter(({ properties }) => properties["subnetId"] === subnetId)
    .flatMap(({ properties }) => [
      text(properties, "privateIp") ?? "",
      ...texts(properties, "secondaryPrivateIpAddresses"),
    ]);
  const endpoints = account
    .list(VPC_ENDPOINT)
    .flatMap(({ properties }) => bags(properties, "subnetConfigurations"))
    .filter((configuration) => configuration["subnetId"] === subnetId)
    .map((configuration) => text(configuration, "ipv4") ?? "");
  return new Set([...natGateways, ...endpoints]);
}

/** A public address that no Elastic IP of the account has. */
export function publicAddress(call: Call): string {
  const taken = new Set(
    call.account
      .all()
      .filter(({ token }) => token === EIP || token === NAT_GATEWAY)
      .map(({ properties }) => properties["publicIp"]),
  );
  const candidates = PUBLIC_RANGES.flatMap((range) => {
    const block = parseIpv4Block(range);
    return block === undefined ? [] : Array.from({ length: 254 }, (_, n) => formatIpv4(block.first + 1 + n)); // prettier-ignore
  }).filter((address) => !taken.has(address));
  const start = Number.parseInt(call.hex(4), 16) % Math.max(candidates.length, 1);
  return (
    candidates[start] ??
    refuse(
      "AllocateAddress",
      "AddressLimitExceeded",
      "The maximum number of addresses has been reached.",
    )
  );
}

/** The DNS name that AWS gives a public address. */
export function publicDnsName(region: string, address: string): string {
  const zone = region === "us-east-1" ? "compute-1" : `${region}.compute`;
  return `ec2-${address.replaceAll(".", "-")}.${zone}.amazonaws.com`;
}

/** The DNS name that AWS gives a private address. */
export function privateDnsName(region: string, address: string): string {
  const zone = region === "us-east-1" ? "ec2" : `${region}.compute`;
  return `ip-${address.replaceAll(".", "-")}.${zone}.internal`;
}
