/** A commercial region and its availability zones. */
export interface Region {
  readonly name: string;
  readonly description: string;
  /** Letters of its zones; AWS shows each account its own choice, these are typical. */
  readonly zones: string;
}

/** Names and descriptions: botocore `partitions.json`/`endpoints.json`, partition `aws`. */
export const regions: readonly Region[] = [
  { name: "af-south-1", description: "Africa (Cape Town)", zones: "abc" },
  { name: "ap-east-1", description: "Asia Pacific (Hong Kong)", zones: "abc" },
  { name: "ap-east-2", description: "Asia Pacific (Taipei)", zones: "abc" },
  { name: "ap-northeast-1", description: "Asia Pacific (Tokyo)", zones: "acd" },
  { name: "ap-northeast-2", description: "Asia Pacific (Seoul)", zones: "abcd" },
  { name: "ap-northeast-3", description: "Asia Pacific (Osaka)", zones: "abc" },
  { name: "ap-south-1", description: "Asia Pacific (Mumbai)", zones: "abc" },
  { name: "ap-south-2", description: "Asia Pacific (Hyderabad)", zones: "abc" },
  { name: "ap-southeast-1", description: "Asia Pacific (Singapore)", zones: "abc" },
  { name: "ap-southeast-2", description: "Asia Pacific (Sydney)", zones: "abc" },
  { name: "ap-southeast-3", description: "Asia Pacific (Jakarta)", zones: "abc" },
  { name: "ap-southeast-4", description: "Asia Pacific (Melbourne)", zones: "abc" },
  { name: "ap-southeast-5", description: "Asia Pacific (Malaysia)", zones: "abc" },
  { name: "ap-southeast-6", description: "Asia Pacific (New Zealand)", zones: "abc" },
  { name: "ap-southeast-7", description: "Asia Pacific (Thailand)", zones: "abc" },
  { name: "ca-central-1", description: "Canada (Central)", zones: "abd" },
  { name: "ca-west-1", description: "Canada West (Calgary)", zones: "abc" },
  { name: "eu-central-1", description: "Europe (Frankfurt)", zones: "abc" },
  { name: "eu-central-2", description: "Europe (Zurich)", zones: "abc" },
  { name: "eu-north-1", description: "Europe (Stockholm)", zones: "abc" },
  { name: "eu-south-1", description: "Europe (Milan)", zones: "abc" },
  { name: "eu-south-2", description: "Europe (Spain)", zones: "abc" },
  { name: "eu-west-1", description: "Europe (Ireland)", zones: "abc" },
  { name: "eu-west-2", description: "Europe (London)", zones: "abc" },
  { name: "eu-west-3", description: "Europe (Paris)", zones: "abc" },
  { name: "il-central-1", description: "Israel (Tel Aviv)", zones: "abc" },
  { name: "me-central-1", description: "Middle East (UAE)", zones: "abc" },
  { name: "me-south-1", description: "Middle East (Bahrain)", zones: "abc" },
  { name: "mx-central-1", description: "Mexico (Central)", zones: "abc" },
  { name: "sa-east-1", description: "South America (Sao Paulo)", zones: "abc" },
  { name: "us-east-1", description: "US East (N. Virginia)", zones: "abcdef" },
  { name: "us-east-2", description: "US East (Ohio)", zones: "abc" },
  { name: "us-west-1", description: "US West (N. California)", zones: "ac" },
  { name: "us-west-2", description: "US West (Oregon)", zones: "abcd" },
];

export function regionNamed(name: unknown): Region | undefined {
  return regions.find((region) => region.name === name);
}

export interface Zone {
  /** `eu-central-1a` */
  readonly name: string;
  /** `euc1-az1` */
  readonly id: string;
}

/** @returns none for a region that is not a commercial one. */
export function zonesOf(region: string): readonly Zone[] {
  const prefix = region.replace(
    /^(\w+)-(north|south|)(east|west|central|)-(\d+)$/,
    (_, area: string, first: string, second: string, number: string) =>
      area + first.slice(0, 1) + second.slice(0, 1) + number,
  );
  return Array.from(regionNamed(region)?.zones ?? "").map((letter, index) => ({
    name: `${region}${letter}`,
    id: `${prefix}-az${index + 1}`,
  }));
}
