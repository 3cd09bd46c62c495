/**
 * What RDS for PostgreSQL offers. The lists age: RDS adds versions and classes every quarter.
 * Sources: "Release calendars for Amazon RDS for PostgreSQL" (end of standard support of older minor versions in
 * May 2026), "DB instance classes" and "Amazon RDS DB instance storage" (Amazon RDS User Guide).
 */

/** Minor versions that new databases may have, oldest first, by major version. */
const MINOR_VERSIONS: Readonly<Record<string, readonly number[]>> = {
  14: [18, 19, 20, 21, 22],
  15: [13, 14, 15, 16, 17],
  16: [9, 10, 11, 12, 13],
  17: [5, 6, 7, 8, 9],
  18: [1, 2, 3],
};
const DEFAULT_MAJOR = "17";

export const MAJOR_VERSIONS: readonly string[] = Object.keys(MINOR_VERSIONS);

/** `17.9` of `17`, `17.6` or nothing; undefined: RDS has no such version. */
export function resolveVersion(given: string | undefined): string | undefined {
  const [major = "", minor, ...more] = (given ?? DEFAULT_MAJOR).split(".");
  const minors = Object.hasOwn(MINOR_VERSIONS, major) ? MINOR_VERSIONS[major] : undefined;
  if (minors === undefined || more.length > 0) return undefined;
  if (minor === undefined) return `${major}.${String(minors.at(-1))}`;
  return minors.some((known) => String(known) === minor) ? `${major}.${minor}` : undefined;
}

export function majorOf(version: string): string {
  return version.split(".")[0] ?? "";
}

/** Family of parameter groups for a version. */
export function familyOf(version: string): string {
  return `postgres${majorOf(version)}`;
}

/** Below 0: `a` is older than `b`. */
export function compareVersions(a: string, b: string): number {
  const [[majorA = 0, minorA = 0], [majorB = 0, minorB = 0]] = [a, b].map((version) =>
    version.split(".").map(Number),
  ) as [number[], number[]];
  return majorA - majorB || minorA - minorB;
}

const BURSTABLE = ["micro", "small", "medium", "large", "xlarge", "2xlarge"];
const LARGE = "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge".split(" ");
const NEWER = [...LARGE, "32xlarge", "48xlarge"];
/** Families of instance classes, and their sizes. */
const CLASSES: Readonly<Record<string, readonly string[]>> = {
  ...byFamily(["t3", "t4g"], BURSTABLE),
  ...byFamily(["m5", "m5d", "m6g", "m6gd", "r5", "r5b", "r5d", "r6g", "r6gd"], LARGE),
  ...byFamily(["m6i", "m6id", "m7g", "m7i", "m8g", "m8gd"], NEWER),
  ...byFamily(["r6i", "r6id", "r7g", "r7i", "r8g", "r8gd", "x2g", "x2idn", "x2iedn"], NEWER),
};

export function offersClass(instanceClass: string): boolean {
  const [, family = "", size = ""] = instanceClass.split(".");
  return Object.hasOwn(CLASSES, family) && (CLASSES[family] ?? []).includes(size);
}

function byFamily(families: readonly string[], sizes: readonly string[]) {
  return Object.fromEntries(families.map((family) => [family, sizes]));
}

/** GiB by storage type. */
export const STORAGE: Readonly<Record<string, { readonly from: number; readonly to: number }>> = {
  gp2: { from: 20, to: 65536 },
  gp3: { from: 20, to: 65536 },
  io1: { from: 100, to: 65536 },
  io2: { from: 100, to: 65536 },
  standard: { from: 5, to: 3072 },
};

/** From this size gp3 volumes are striped: more of both, and both may be chosen. */
export const GP3_STRIPED_FROM = 400;

/** What a gp3 volume has when nothing is chosen: operations a second and MiB a second. */
export function gp3Baseline(gib: number): { readonly iops: number; readonly throughput: number } {
  return gib < GP3_STRIPED_FROM
    ? { iops: 3000, throughput: 125 }
    : { iops: 12000, throughput: 500 };
}

/** Logs that PostgreSQL exports (API model: EnableCloudwatchLogsExports). */
export const LOG_TYPES = ["postgresql", "upgrade", "iam-db-auth-error"];

/** Names that the master user cannot have: RDS's own and words of PostgreSQL. */
export const RESERVED_USERS = ["admin", "rdsadmin", "rdsrepladmin", "rds_superuser", "user"];
