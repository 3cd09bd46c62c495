import { ipv4Fault, parseIpv4Block, sizeOf } from "../aws/types/ec2/cidr";
import { isType, type LayoutRequest, type SubnetSpec } from "./layout-types";

const TYPES = ["Public", "Private", "Isolated", "Unused"];
const MAX_MASK = 30;

/** What is wrong with the specs themselves, before any address is given out. */
export function specFaults(request: LayoutRequest): string[] {
  const { specs, strategy } = request;
  if (specs === undefined) {
    return strategy === "Exact" ? ['subnetSpecs: subnetStrategy "Exact" needs them'] : [];
  }
  if (specs.length === 0) return ["subnetSpecs: is empty; at least one subnet is needed"];
  const explicit = specs.some((spec) => spec.cidrBlocks !== undefined);
  return [
    ...specs.flatMap((spec, index) =>
      singleFaults(spec).map((fault) => `subnetSpecs[${index}]${fault}`),
    ),
    ...nameFaults(specs),
    ...(explicit && strategy === "AutoMerge"
      ? ['subnetSpecs: cidrBlocks do not go with subnetStrategy "AutoMerge"; use "Auto" or "Exact"']
      : []),
    ...(explicit ? specs.flatMap((spec, index) => explicitFaults(spec, index, request)) : []),
  ];
}

/** What the program's types promise; a program that is not type-checked may break it. */
export function shapeFaults(spec: Readonly<Record<string, unknown>>, index: number): string[] {
  const { type, name, cidrBlocks } = spec;
  const wrong = (property: string, value: unknown, wanted: string) =>
    `subnetSpecs[${index}].${property}: ${JSON.stringify(value)} is not ${wanted}`;
  return [
    ...(typeof type === "string" ? [] : [wrong("type", type, `one of ${TYPES.join(", ")}`)]),
    ...(name === undefined || typeof name === "string" ? [] : [wrong("name", name, "a text")]),
    ...(cidrBlocks === undefined ||
    (Array.isArray(cidrBlocks) && cidrBlocks.every((block) => typeof block === "string"))
      ? []
      : [wrong("cidrBlocks", cidrBlocks, "a list of CIDR blocks")]),
  ];
}

function singleFaults(spec: SubnetSpec): string[] {
  const faults: string[] = [];
  if (!TYPES.some((type) => isType(spec, type))) {
    faults.push(`.type: "${spec.type}" is not one of ${TYPES.join(", ")}`);
  }
  const { cidrMask, size } = spec;
  if (
    cidrMask !== undefined &&
    !(Number.isInteger(cidrMask) && cidrMask > 0 && cidrMask <= MAX_MASK)
  ) {
    faults.push(`.cidrMask: ${cidrMask} is not a whole number from 1 to ${MAX_MASK}`);
  }
  if (size !== undefined && !(size >= 4 && Number.isInteger(Math.log2(size)))) {
    faults.push(`.size: ${size} is not a power of two of at least 4`);
  } else if (size !== undefined && cidrMask !== undefined && size !== 2 ** (32 - cidrMask)) {
    faults.push(`.size: a /${cidrMask} has ${2 ** (32 - cidrMask)} addresses, not ${size}`);
  }
  return faults;
}

/** Subnets of one type need different names, or their resources would have the same. */
function nameFaults(specs: readonly SubnetSpec[]): string[] {
  const keys = specs.map((spec) => `${spec.type.toLowerCase()} ${spec.name ?? ""}`);
  return specs.flatMap((spec, index) =>
    keys.indexOf(keys[index] ?? "") === index
      ? []
      : [`subnetSpecs[${index}].name: another ${spec.type} subnet has the same name`],
  );
}

function explicitFaults(spec: SubnetSpec, index: number, { zones }: LayoutRequest): string[] {
  const at = `subnetSpecs[${index}].cidrBlocks`;
  if (spec.cidrBlocks === undefined) {
    return [`${at}: missing; where one subnet has cidrBlocks, all need them`];
  }
  const faults = spec.cidrBlocks.flatMap((text, zone) => {
    const fault = ipv4Fault(text);
    if (fault !== undefined) return [`${at}[${zone}]: ${fault}`];
    const block = parseIpv4Block(text);
    return block !== undefined &&
      ((spec.cidrMask !== undefined && block.prefix !== spec.cidrMask) ||
        (spec.size !== undefined && sizeOf(block) !== spec.size))
      ? [`${at}[${zone}]: "${text}" does not agree with cidrMask or size`]
      : [];
  });
  return spec.cidrBlocks.length === zones.length
    ? faults
    : [
        ...faults,
        `${at}: has ${spec.cidrBlocks.length} entries for ${zones.length} availability zones`,
      ];
}
