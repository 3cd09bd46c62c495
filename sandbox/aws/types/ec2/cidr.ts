import { Address4, Address6 } from "ip-address";

/** A range of IPv4 addresses in CIDR form; `first` is the network address as an unsigned number. */
export interface Ipv4Block {
  readonly first: number;
  readonly prefix: number;
}

/** Number of addresses in a block. */
export function sizeOf(block: Ipv4Block): number {
  return 2 ** (32 - block.prefix);
}

/** The last address of a block. */
export function lastOf(block: Ipv4Block): number {
  return block.first + sizeOf(block) - 1;
}

/** The block of the given length that holds an address. */
export function blockAt(address: number, prefix: number): Ipv4Block {
  const size = 2 ** (32 - prefix);
  return { first: Math.floor(address / size) * size, prefix };
}

/** Reads `a.b.c.d/n`, dropping host bits; undefined where the text is not an IPv4 block. */
export function parseIpv4Block(text: string): Ipv4Block | undefined {
  if (!text.includes("/") || !Address4.isValid(text)) return undefined;
  const address = new Address4(text);
  return blockAt(Number(address.bigInt()), address.subnetMask);
}

/** An address as text. */
export function formatIpv4(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

/** A block as `a.b.c.d/n`. */
export function formatIpv4Block(block: Ipv4Block): string {
  return `${formatIpv4(block.first)}/${block.prefix}`;
}

/** Whether every address of `inner` is in `outer`. */
export function contains(outer: Ipv4Block, inner: Ipv4Block): boolean {
  return outer.first <= inner.first && lastOf(inner) <= lastOf(outer);
}

/** Whether the two blocks have an address in common. */
export function overlaps(a: Ipv4Block, b: Ipv4Block): boolean {
  return a.first <= lastOf(b) && b.first <= lastOf(a);
}

/** The first aligned block of the given length that starts after a block ends. */
export function blockAfter(previous: Ipv4Block, prefix: number): Ipv4Block {
  const size = 2 ** (32 - prefix);
  return { first: Math.ceil((lastOf(previous) + 1) / size) * size, prefix };
}

/** The network that an IPv4 or IPv6 CIDR text lies in, in canonical form; undefined where it is neither. */
export function networkOf(text: string): string | undefined {
  const ipv4 = parseIpv4Block(text);
  if (ipv4 !== undefined) return formatIpv4Block(ipv4);
  return ipv6NetworkOf(text);
}

/** The canonical network of an IPv6 CIDR text; undefined where the text is not one. */
export function ipv6NetworkOf(text: string): string | undefined {
  if (!text.includes("/") || !Address6.isValid(text)) return undefined;
  const address = new Address6(text);
  return `${address.startAddress().correctForm()}/${address.subnetMask}`;
}

/** Whether an IPv6 network lies within another. */
export function ipv6Contains(outer: string, inner: string): boolean {
  const network = new Address6(outer);
  const candidate = new Address6(inner);
  return candidate.subnetMask >= network.subnetMask && candidate.isInSubnet(network);
}

/** What is wrong with an IPv4 CIDR given as input, or undefined: the provider wants the network's own address. */
export function ipv4Fault(text: string): string | undefined {
  const block = parseIpv4Block(text);
  if (block === undefined) return `"${text}" is not an IPv4 CIDR block (for example "10.0.0.0/16")`;
  const canonical = formatIpv4Block(block);
  return canonical === text ? undefined : hostBits(text, canonical);
}

/** What is wrong with an IPv6 CIDR given as input, or undefined. */
export function ipv6Fault(text: string): string | undefined {
  const canonical = ipv6NetworkOf(text);
  if (canonical === undefined) return `"${text}" is not an IPv6 CIDR block (for example "::/0")`;
  const address = new Address6(text);
  return address.bigInt() === address.startAddress().bigInt()
    ? undefined
    : hostBits(text, canonical);
}

function hostBits(text: string, canonical: string): string {
  return `"${text}" has host bits set; the network is "${canonical}"`;
}
