import {
  blockAfter,
  blockAt,
  formatIpv4Block,
  lastOf,
  overlaps,
  parseIpv4Block,
  sizeOf,
  type Ipv4Block,
} from "../aws/types/ec2/cidr";
import { legacyBlocks, legacyDefaultBlocks } from "./legacy-layout";
import {
  bitsFor,
  isType,
  type LayoutRequest,
  type PlacedSubnet,
  type SubnetLayout,
  type SubnetSpec,
} from "./layout-types";
import { specFaults } from "./subnet-specs";

/**
 * Where the subnets of a network lie: the arithmetic of `awsx:ec2:Vpc` 3.9.0, without any resource.
 * Throws {@link LayoutError} with every fault found.
 */
export function planSubnets(request: LayoutRequest): SubnetLayout {
  const faults = specFaults(request);
  const vpc = parseIpv4Block(request.cidrBlock);
  if (vpc === undefined) faults.push(`cidrBlock: "${request.cidrBlock}" is not an IPv4 CIDR block`);
  if (vpc === undefined || faults.length > 0) throw new LayoutError(faults);

  const placed = place(request, vpc);
  const overlapping = overlapFaults(placed);
  const gaps = request.strategy === "Exact" ? gapFaults(placed, vpc) : [];
  if (overlapping.length + gaps.length > 0) throw new LayoutError([...overlapping, ...gaps]);
  return {
    subnets: placed
      .filter(({ spec }) => !isType(spec, "Unused"))
      .map(({ spec, zone, block }) => ({
        type: spec.type,
        zone,
        cidrBlock: formatIpv4Block(block),
        name: subnetName(request.name, spec, zone + 1),
        nameTag: subnetName(request.name, spec, zoneLabel(request, zone)),
        ...(spec.tags === undefined ? {} : { tags: spec.tags }),
        ...(spec.assignIpv6AddressOnCreation === undefined
          ? {}
          : { assignIpv6AddressOnCreation: spec.assignIpv6AddressOnCreation }),
      })),
    layout: resolvedLayout(request, placed),
  };
}

/** The faults of a network's arguments, all of them. */
export class LayoutError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join("; "));
  }
}

function place(request: LayoutRequest, vpc: Ipv4Block): PlacedSubnet[] {
  const { strategy, specs } = request;
  const zones = request.zones.map((_, zone) => zone);
  if (strategy === "Legacy") {
    return specs === undefined
      ? legacyDefaultBlocks(vpc, zones.length)
      : legacyBlocks(vpc, zones.length, specs);
  }
  if (strategy !== "AutoMerge" && specs?.some((spec) => spec.cidrBlocks !== undefined)) {
    return zones.flatMap((zone) =>
      specs.flatMap((spec) => {
        const block = parseIpv4Block(spec.cidrBlocks?.[zone] ?? "");
        return block === undefined ? [] : [{ spec, zone, block }];
      }),
    );
  }
  const zonePrefix = request.zoneCidrMask ?? vpc.prefix + bitsFor(zones.length);
  const wanted =
    strategy === "AutoMerge"
      ? merged(defaultSpecs(zonePrefix), specs ?? [])
      : (specs ?? defaultSpecs(zonePrefix));
  return consecutive(vpc, zonePrefix, zones, wanted);
}

/** Each zone gets an equal range; in it subnets follow each other, each aligned to its own size. */
function consecutive(
  vpc: Ipv4Block,
  zonePrefix: number,
  zones: readonly number[],
  specs: readonly SubnetSpec[],
): PlacedSubnet[] {
  const evenPrefix = zonePrefix + bitsFor(specs.length);
  const prefixOf = (spec: SubnetSpec) => maskOf(spec) ?? evenPrefix;
  const needed = specs.reduce((sum, spec) => sum + 2 ** (32 - prefixOf(spec)), 0);
  const available = 2 ** (32 - zonePrefix);
  if (needed > available) {
    throw new LayoutError([
      `subnetSpecs: the subnets of one availability zone need ${needed} addresses, ` +
        `but its share of ${formatIpv4Block(vpc)} has ${available} (/${zonePrefix})`,
    ]);
  }
  return zones.flatMap((zone) => {
    let previous: Ipv4Block | undefined;
    return specs.map((spec) => {
      const block: Ipv4Block =
        previous === undefined
          ? blockAt(vpc.first + zone * available, prefixOf(spec))
          : blockAfter(previous, prefixOf(spec));
      previous = block;
      return { spec, zone, block };
    });
  });
}

/** Private takes half of a zone's range, public a quarter, and no more than a /16 is handed out. */
function defaultSpecs(zonePrefix: number): SubnetSpec[] {
  if (zonePrefix > 26) {
    throw new LayoutError([
      `cidrBlock: without subnetSpecs each availability zone needs at least a /26, but its share is a /${zonePrefix}`,
    ]);
  }
  const base = Math.max(zonePrefix, 16);
  return [
    { type: "Private", cidrMask: base + 1 },
    { type: "Public", cidrMask: base + 2 },
  ];
}

function merged(defaults: readonly SubnetSpec[], specs: readonly SubnetSpec[]): SubnetSpec[] {
  const overrides = (spec: SubnetSpec) =>
    spec.name === undefined && defaults.some((one) => isType(one, spec.type));
  return [
    ...defaults.map((spec) => ({
      ...spec,
      ...specs.find((given) => overrides(given) && isType(given, spec.type)),
    })),
    ...specs.filter((spec) => !overrides(spec)),
  ];
}

/** The prefix length that a spec asks for, as a mask or as a number of addresses. */
function maskOf(spec: SubnetSpec): number | undefined {
  return spec.cidrMask ?? (spec.size === undefined ? undefined : 32 - Math.log2(spec.size));
}

function subnetName(vpc: string, spec: SubnetSpec, suffix: string | number): string {
  return `${vpc}-${spec.name ?? spec.type.toLowerCase()}-${suffix}`;
}

/** `us-east-1a` → `1a`, for the `Name` tags of `subnetNameTagStrategy: "AvailabilityZone"`. */
function zoneLabel(request: LayoutRequest, zone: number): string | number {
  return request.nameTagStrategy === "AvailabilityZone"
    ? (request.zones[zone] ?? "").replace(/^[a-z]{2}(?:-[a-z]+)+-/, "")
    : zone + 1;
}

function label({ spec, zone, block }: PlacedSubnet): string {
  return `${spec.name ?? spec.type.toLowerCase()}-${zone + 1} (${formatIpv4Block(block)})`;
}

function overlapFaults(placed: readonly PlacedSubnet[]): string[] {
  return placed.flatMap((one, index) =>
    placed
      .slice(index + 1)
      .filter((other) => overlaps(one.block, other.block))
      .map((other) => `subnetSpecs: ${label(one)} and ${label(other)} overlap`),
  );
}

function gapFaults(placed: readonly PlacedSubnet[], vpc: Ipv4Block): string[] {
  const faults: string[] = [];
  let expected = vpc.first;
  for (const one of placed) {
    if (one.block.first !== expected)
      faults.push(`subnetSpecs: there is a gap before ${label(one)}`);
    expected = lastOf(one.block) + 1;
  }
  if (expected !== lastOf(vpc) + 1) {
    faults.push(`subnetSpecs: the subnets end before ${formatIpv4Block(vpc)} does; add Unused`);
  }
  return faults;
}

function resolvedLayout(
  request: LayoutRequest,
  placed: readonly PlacedSubnet[],
): SubnetLayout["layout"] {
  const derived =
    request.strategy === "Legacy" ||
    request.strategy === "AutoMerge" ||
    request.specs === undefined;
  if (derived) return layoutOfZone(placed.filter(({ zone }) => zone === 0));
  return (request.specs ?? []).map((spec) => {
    const cidrMask = spec.cidrBlocks === undefined ? maskOf(spec) : spec.cidrMask;
    const size =
      spec.cidrBlocks === undefined && cidrMask !== undefined ? 2 ** (32 - cidrMask) : spec.size;
    return {
      type: spec.type,
      ...(spec.name === undefined ? {} : { name: spec.name }),
      ...(spec.cidrBlocks === undefined ? {} : { cidrBlocks: spec.cidrBlocks }),
      ...(cidrMask === undefined ? {} : { cidrMask }),
      ...(size === undefined ? {} : { size }),
    };
  });
}

/** The specs that would give one zone's subnets again with `Auto`, gaps named as Unused. */
function layoutOfZone(placed: readonly PlacedSubnet[]): SubnetLayout["layout"] {
  const ordered = [...placed].sort((a, b) => a.block.first - b.block.first);
  return ordered.flatMap(({ spec, block }, index) => {
    const previous = ordered[index - 1]?.block;
    return [
      ...(previous === undefined ? [] : gapBlocks(lastOf(previous) + 1, block.first)).map(
        (gap) => ({
          type: "Unused" as const,
          cidrMask: gap.prefix,
        }),
      ),
      { type: spec.type, cidrMask: block.prefix },
    ];
  });
}

/** The fewest aligned blocks that fill the addresses from `start` up to `end` (exclusive). */
export function gapBlocks(start: number, end: number): Ipv4Block[] {
  const blocks: Ipv4Block[] = [];
  for (let next = start; next < end;) {
    let block: Ipv4Block = { first: next, prefix: 32 };
    for (let prefix = 31; prefix > 0; prefix--) {
      const wider = blockAt(next, prefix);
      if (wider.first !== next || lastOf(wider) >= end) break;
      block = wider;
    }
    blocks.push(block);
    next += sizeOf(block);
  }
  return blocks;
}
