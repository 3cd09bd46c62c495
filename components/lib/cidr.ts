import { quote } from "./faults";

/** Subnets per zone: public, private, isolated. */
const SUBNETS_PER_ZONE = 3;
/** Smallest subnet that a load balancer works in. Source: Elastic Load Balancing, Application Load Balancer subnets. */
const SMALLEST_SUBNET = 27;
/** For so many zones there is room from the start. */
const ZONES_TO_COME = 4;
/** Private ranges (RFC 1918) and the shared range (RFC 6598): network, prefix length. */
const PRIVATE_RANGES = [
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["100.64.0.0", 10],
] as const;

/**
 * What is wrong with the range of a VPC; nothing, if it is private, aligned, and large enough for its subnets.
 *
 * @param what How the error calls the value.
 * @param zones In how many zones there are subnets.
 */
export function cidrFault(what: string, cidr: string, zones: number): string | undefined {
  const match = /^((?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3})\/([1-9]\d?)$/.exec(cidr);
  const address = toNumber(match?.[1] ?? "");
  const length = Number(match?.[2]);
  if (address === undefined || length > 32)
    return `${what} ${quote(cidr)} is not an IPv4 range such as 10.10.0.0/16`;
  // awsx halves a range until every zone, and in it every subnet, has a part.
  const subnet = length + bits(zones) + bits(SUBNETS_PER_ZONE);
  if (length < 16 || subnet > SMALLEST_SUBNET)
    return `${what} ${quote(cidr)} has the wrong size for ${zones === 1 ? "one zone" : `${zones} zones`}; choose /16 to /${SMALLEST_SUBNET - bits(zones) - bits(SUBNETS_PER_ZONE)}`;
  if (masked(address, length) !== address)
    return `${what} ${quote(cidr)} does not begin at its first address; choose ${toText(masked(address, length))}/${length}`;
  const isPrivate = PRIVATE_RANGES.some(
    ([network, prefix]) => masked(address, prefix) === toNumber(network) && length >= prefix,
  );
  return isPrivate
    ? undefined
    : `${what} ${quote(cidr)} is not private; choose from ${PRIVATE_RANGES.map((range) => range.join("/")).join(", ")}`;
}

/**
 * The prefix length of one zone's part of a VPC's range. awsx's own follows the number of zones, so that another number
 * would move every subnet; with this one, zones are added beside those that are there, up to four, or up to eight.
 */
export function zoneMask(cidr: string, zones: number): number {
  const length = Number(cidr.split("/")[1]);
  const mask = length + bits(Math.max(zones, ZONES_TO_COME));
  return mask + bits(SUBNETS_PER_ZONE) > SMALLEST_SUBNET ? length + bits(zones) : mask;
}

/** How often to halve a range for so many parts. */
function bits(parts: number): number {
  return Math.ceil(Math.log2(parts));
}

function toNumber(address: string): number | undefined {
  const parts = address.split(".").map(Number);
  if (parts.length !== 4 || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

function toText(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

function masked(address: number, length: number): number {
  const size = 2 ** (32 - length);
  return Math.floor(address / size) * size;
}
