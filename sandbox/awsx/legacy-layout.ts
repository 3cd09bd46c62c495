import { blockAfter, blockAt, overlaps, type Ipv4Block } from "../aws/types/ec2/cidr";
import { bitsFor, isType, type PlacedSubnet, type SubnetSpec } from "./layout-types";

/** Without a mask a subnet takes half of its zone's range, but not more than this. */
const WIDEST: readonly (readonly [type: SubnetSpec["type"], prefix: number])[] = [
  ["Private", 19],
  ["Public", 20],
  ["Isolated", 24],
];

/** `subnetStrategy: "Legacy"` (the default): private subnets first, then public, then isolated. */
export function legacyBlocks(
  vpc: Ipv4Block,
  zoneCount: number,
  specs: readonly SubnetSpec[],
): PlacedSubnet[] {
  const halving = specs.length === 1 ? 0 : 1;
  return zoneRanges(vpc, zoneCount).flatMap((range, zone) => {
    const placed: PlacedSubnet[] = [];
    for (const [type, widest] of WIDEST) {
      // A group starts after the last block of the group before; its n-th subnet is the n-th block from there.
      const last = placed.at(-1)?.block;
      const start = last === undefined ? range.first : last.first + 2 ** (32 - last.prefix);
      specs
        .filter((spec) => isType(spec, type))
        .forEach((spec, index) => {
          const prefix = spec.cidrMask ?? Math.max(range.prefix + halving, widest);
          const candidate = blockAt(start + index * 2 ** (32 - prefix), prefix);
          const previous = placed.at(-1)?.block;
          const block =
            previous !== undefined && overlaps(previous, candidate)
              ? blockAfter(previous, prefix)
              : candidate;
          placed.push({ spec: { ...spec, type }, zone, block });
        });
    }
    return placed;
  });
}

/** Without specs: half of a zone's range private, a quarter public. */
export function legacyDefaultBlocks(vpc: Ipv4Block, zoneCount: number): PlacedSubnet[] {
  return zoneRanges(vpc, zoneCount).flatMap((range, zone) => {
    const half = blockAt(range.first, range.prefix + 1);
    return [
      { spec: { type: "Private" as const }, zone, block: half },
      { spec: { type: "Public" as const }, zone, block: blockAfter(half, range.prefix + 2) },
    ];
  });
}

function zoneRanges(vpc: Ipv4Block, zoneCount: number): Ipv4Block[] {
  const prefix = vpc.prefix + bitsFor(zoneCount);
  return Array.from({ length: zoneCount }, (_, zone) => ({
    first: vpc.first + zone * 2 ** (32 - prefix),
    prefix,
  }));
}
