import { isIPv4, isIPv6 } from "node:net";

/** A block of addresses. */
export interface Cidr {
  readonly family: 4 | 6;
  /** The address as a number, host bits cleared. */
  readonly base: bigint;
  readonly prefix: number;
}

// Blocks that are not reached from the internet (IANA special-purpose address registries, RFC 6890);
// those for documentation count as the public addresses that they stand for.
const PRIVATE = [
  "0.0.0.0/32",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "224.0.0.0/3",
  "::1/128",
  "::/128",
  "fc00::/7",
  "fe80::/10",
  "ff00::/8",
].map((text) => parseCidr(text));

/** The block that a text names, or undefined. An address alone is a block of one. */
export function parseCidr(text: string): Cidr | undefined {
  const [address = "", length, ...rest] = text.trim().split("/");
  const family = isIPv4(address) ? 4 : isIPv6(address) ? 6 : undefined;
  if (family === undefined || rest.length > 0) return undefined;
  const bits = family === 4 ? 32 : 128;
  const prefix = length === undefined ? bits : /^\d{1,3}$/.test(length) ? Number(length) : NaN;
  if (!(prefix >= 0 && prefix <= bits)) return undefined;
  const shift = BigInt(bits - prefix);
  const value = family === 4 ? numberOf4(address) : numberOf6(address);
  return { family, base: (value >> shift) << shift, prefix };
}

/** True if any address of the block is reached from the internet. */
export function isPublic(block: Cidr): boolean {
  return !PRIVATE.some((known) => known !== undefined && contains(known, block));
}

/**
 * True if the block is "anywhere" or a large part of it. Two halves, such as 0.0.0.0/1 and
 * 128.0.0.0/1, are anywhere too; networks of single organisations are not larger than a /8 or a /16.
 */
export function isAnywhere(block: Cidr): boolean {
  return block.prefix < (block.family === 4 ? 8 : 16) && isPublic(block);
}

/** True if the second block lies in the first. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  if (outer.family !== inner.family || outer.prefix > inner.prefix) return false;
  const shift = BigInt((outer.family === 4 ? 32 : 128) - outer.prefix);
  return inner.base >> shift === outer.base >> shift;
}

function numberOf4(address: string): bigint {
  return address.split(".").reduce((sum, part) => (sum << 8n) + BigInt(part), 0n);
}

function numberOf6(address: string): bigint {
  const plain = (address.split("%")[0] ?? "").replace(/(\d+\.\d+\.\d+\.\d+)$/, (v4) => {
    const value = numberOf4(v4);
    return `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
  });
  const [head = "", tail] = plain.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array<string>(zeros).fill("0"), ...right];
  return groups.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
}
