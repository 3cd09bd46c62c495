import { LOG_RETENTION_DAYS } from "../log-group";
import type { DatabaseArgs } from "../database";
import { quote } from "./faults";

/** What stands where an argument is not given. `finalSnapshot` follows `protect`. */
const DEFAULTS = {
  allowMajorVersionUpgrade: false,
  backupWindow: "03:00-04:00",
  maintenanceWindow: "sun:04:30-sun:05:30",
  slowStatementMs: 1000,
  enhancedMonitoring: true,
  databaseName: "cruddur",
  username: "cruddurroot",
  passwordVersion: 1,
  protect: true,
};

/** Arguments without gaps. */
export type SettledDatabaseArgs = DatabaseArgs &
  typeof DEFAULTS & { readonly finalSnapshot: boolean };

/** The arguments with their defaults; an argument that is `undefined` is one that is not given. */
export function withDefaults(args: DatabaseArgs): SettledDatabaseArgs {
  const given = Object.fromEntries(
    Object.entries(args).filter(([, value]) => value !== undefined),
  ) as unknown as DatabaseArgs;
  const settled = { ...DEFAULTS, ...given };
  return { ...settled, finalSnapshot: settled.finalSnapshot ?? settled.protect };
}

/** Major versions of PostgreSQL within RDS's standard support. Source: its release calendar. */
const POSTGRES_VERSIONS = [15, 16, 17, 18] as const;

const DAY = "(?:mon|tue|wed|thu|fri|sat|sun)";
const TIME = "(?:[01]\\d|2[0-3]):[0-5]\\d";
const BACKUP = new RegExp(`^${TIME}-${TIME}$`);
const MAINTENANCE = new RegExp(`^${DAY}:${TIME}-${DAY}:${TIME}$`);
/** Words that RDS does not take as a user's name. Source: Amazon RDS User Guide, CreateDBInstance. */
const RESERVED_USERS = ["admin", "rdsadmin", "rdsrepladmin", "user"];

/** What is wrong with the arguments of a database. */
export function databaseFaults(args: SettledDatabaseArgs): string[] {
  const faults: string[] = [];
  const check = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault);
  };
  const name = (value: string, what: string) => {
    check(
      /^[a-z_][a-z0-9_]{0,62}$/.test(value),
      `${what} ${quote(value)} is not 1 to 63 lower-case letters, digits and _, a letter first`,
    );
  };
  check(
    /^[a-z](-?[a-z0-9]){0,39}$/.test(args.identifierPrefix),
    `identifierPrefix ${quote(args.identifierPrefix)} is not 1 to 40 lower-case letters, digits and single hyphens, a letter first`,
  );
  check(
    POSTGRES_VERSIONS.some((version) => version === args.engineVersion),
    `engineVersion ${args.engineVersion} is not a major version of PostgreSQL that RDS supports; choose ${POSTGRES_VERSIONS.join(", ")}`,
  );
  check(
    /^db\.[a-z0-9]+\.[a-z0-9]+$/.test(args.instanceClass),
    `instanceClass ${quote(args.instanceClass)} is not a class such as db.t4g.micro`,
  );
  faults.push(...storageFaults(args));
  check(
    isWhole(args.backupRetentionDays, 1, 35),
    `backupRetentionDays ${args.backupRetentionDays} is out of range; choose 1 to 35`,
  );
  check(
    LOG_RETENTION_DAYS.some((days) => days === args.logRetentionDays),
    `logRetentionDays ${args.logRetentionDays} is unknown to CloudWatch; choose ${LOG_RETENTION_DAYS.join(", ")}`,
  );
  check(
    isWhole(args.slowStatementMs, 0, 2_147_483_647),
    `slowStatementMs ${args.slowStatementMs} is not a whole number of milliseconds`,
  );
  check(
    isWhole(args.passwordVersion, 1, 1_000_000),
    `passwordVersion ${args.passwordVersion} is not a whole number from 1 to 1000000`,
  );
  name(args.databaseName, "databaseName");
  name(args.username, "username");
  check(
    !RESERVED_USERS.includes(args.username),
    `username ${quote(args.username)} is a word that RDS keeps`,
  );
  check(
    BACKUP.test(args.backupWindow),
    `backupWindow ${quote(args.backupWindow)} is not two times such as 03:00-04:00`,
  );
  check(
    MAINTENANCE.test(args.maintenanceWindow),
    `maintenanceWindow ${quote(args.maintenanceWindow)} is not two days with times such as sun:04:30-sun:05:30`,
  );
  check(
    args.caBundlePath?.startsWith("/") ?? true,
    `caBundlePath ${quote(args.caBundlePath ?? "")} is not an absolute path`,
  );
  return faults;
}

/** How far storage of this size must be allowed to grow at least: by a tenth. Source: Amazon RDS User Guide, storage autoscaling. */
export function leastMaxStorageGiB(size: number): number {
  return Math.ceil((size * 11) / 10);
}

function storageFaults({ allocatedStorageGiB: size, maxAllocatedStorageGiB: most }: DatabaseArgs) {
  const faults: string[] = [];
  if (!isWhole(size, 20, 65_536))
    faults.push(`allocatedStorageGiB ${size} is out of range; gp3 has 20 to 65536`);
  if (!isWhole(most, 22, 65_536) || most < leastMaxStorageGiB(size))
    faults.push(
      `maxAllocatedStorageGiB ${most} leaves no room to grow; choose at least a tenth more than allocatedStorageGiB ${size}, at most 65536`,
    );
  return faults;
}

function isWhole(value: number, from: number, to: number): boolean {
  return Number.isInteger(value) && value >= from && value <= to;
}
