import { isIPv4, isIPv6 } from "node:net";
import { type Check, shown } from "./checks";
import { quote } from "./faults";

/**
 * What is wrong with a range of addresses; nothing, if it is one of the family and begins at its first address, which EC2
 * asks of a rule.
 *
 * @param what How the error calls the value.
 */
export function rangeFault(what: string, family: 4 | 6, range: string): string | undefined {
  const [address = "", prefix = "", ...rest] = range.split("/");
  const bits = family === 4 ? 32 : 128;
  const isAddress = family === 4 ? isIPv4(address) : isIPv6(address) && !/[.%]/.test(address);
  const length = /^(0|[1-9]\d{0,2})$/.test(prefix) ? Number(prefix) : Number.NaN;
  if (!isAddress || rest.length > 0 || !(length <= bits))
    return `${what} ${quote(range)} is not an IPv${family} range such as ${family === 4 ? "203.0.113.0/24" : "2001:db8::/32"}`;
  const value = family === 4 ? toNumber(address.split("."), 10, 8n) : ipv6Number(address);
  const host = BigInt(bits - length);
  return (value >> host) << host === value
    ? undefined
    : `${what} ${quote(range)} does not begin at its first address`;
}

/** A range of addresses of a family. */
export function rangeOf(family: 4 | 6): Check {
  return (what, value) => {
    const fault =
      typeof value === "string"
        ? rangeFault(what, family, value)
        : `${what} ${shown(value)} is not an IPv${family} range`;
    return fault === undefined ? [] : [fault];
  };
}

/** Whether a range is all addresses of its family. */
export function isEverywhere(range: string): boolean {
  return range.endsWith("/0");
}

function ipv6Number(address: string): bigint {
  const [head = "", tail] = address.split("::");
  const groups = (part: string) => part.split(":").filter((group) => group !== "");
  const [left, right] = [groups(head), groups(tail ?? "")];
  const gap = Array.from({ length: 8 - left.length - right.length }, () => "0");
  return toNumber([...left, ...gap, ...right], 16, 16n);
}

function toNumber(parts: readonly string[], radix: number, width: bigint): bigint {
  return parts.reduce((sum, part) => (sum << width) + BigInt(Number.parseInt(part, radix)), 0n);
}
