import type { DatabaseArgs } from "../database";
import {
  ACCOUNT,
  BOUNDARY_ARN,
  boundaryFaults,
  KEY,
  RETENTION_DAYS,
  SUBNET_ID,
  VPC_ID,
} from "./aws-checks";
import {
  type Check,
  type Checks,
  every,
  faultsOf,
  flag,
  input,
  isRecord,
  list,
  oneOf,
  optional,
  text,
  textSuch,
  whole,
} from "./checks";
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
  // What is wrong with it, the checks say.
  if (!isRecord(args)) return args as SettledDatabaseArgs;
  const given = Object.fromEntries(
    Object.entries(args).filter(([, value]) => value !== undefined),
  ) as unknown as DatabaseArgs;
  const settled = { ...DEFAULTS, ...given };
  return { ...settled, finalSnapshot: settled.finalSnapshot ?? settled.protect };
}

/** Major versions of PostgreSQL within RDS's standard support. Source: its release calendar. */
export const POSTGRES_VERSIONS = [15, 16, 17, 18] as const;

/** Minutes that RDS needs for each window. Source: RDS API reference, CreateDBInstance. */
const SHORTEST_WINDOW = 30;
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const MINUTES_OF_DAY = 24 * 60;
const MINUTES_OF_WEEK = 7 * MINUTES_OF_DAY;

/** A window in minutes of the week; one that ends before it begins goes on into the next day or week. */
interface Window {
  readonly start: number;
  readonly minutes: number;
}

/** Words that RDS does not take as a user's name. Source: Amazon RDS User Guide, CreateDBInstance. */
const RESERVED_USERS = ["admin", "rdsadmin", "rdsrepladmin", "user"];
const NAME = text(
  /^[a-z][a-z0-9_]{0,62}$/,
  "1 to 63 lower-case letters, digits and _, a letter first",
);
/** Key words that PostgreSQL keeps. Source: PostgreSQL documentation, appendix C, "reserved". */
const KEY_WORDS = new Set(
  [
    "all analyse analyze and any array as asc asymmetric both case cast check collate column",
    "constraint create current_catalog current_date current_role current_time current_timestamp",
    "current_user default deferrable desc distinct do else end except false fetch for foreign from",
    "grant group having in initially intersect into lateral leading limit localtime localtimestamp",
    "not null offset on only or order placing primary references returning select session_user",
    "some symmetric system_user table then to trailing true union unique user using variadic when",
    "where window with",
  ].flatMap((line) => line.split(" ")),
);
const DATABASE_NAME = every(
  NAME,
  free((name) => name !== "db" && !KEY_WORDS.has(name)),
);
const USER_NAME = every(
  NAME,
  free((name) => !RESERVED_USERS.includes(name) && !KEY_WORDS.has(name) && !name.startsWith("pg_")),
);
const BACKUP_WINDOW = windowOf("two times at least 30 minutes apart such as 03:00-04:00", daily);
const MAINTENANCE_WINDOW = windowOf(
  "two days with times, 30 minutes to 24 hours apart, such as sun:04:30-sun:05:30",
  weekly,
);

/** How far storage may grow by itself. Source: Amazon RDS User Guide, gp3 storage and its limits. */
export const MAX_STORAGE_GIB = { least: leastMaxStorageGiB(20), most: 65_536 } as const;

/** The first size of storage: a tenth of room, which autoscaling needs, has to be left below the largest. */
export const STORAGE_GIB = {
  least: 20,
  most: Math.floor((MAX_STORAGE_GIB.most * 10) / 11),
} as const;

/** A class of database machines. */
export const INSTANCE_CLASS = text(/^db\.[a-z0-9]+\.[a-z0-9]+$/, "a class such as db.t4g.micro");

/** RDS API reference, CreateDBInstance: 0 would mean no backups. */
export const BACKUP_DAYS = { least: 1, most: 35 } as const;

/** A number of our own: another one makes another password. */
export const PASSWORD_VERSION = { least: 1, most: 1_000_000 } as const;

const CHECKS: Checks<SettledDatabaseArgs> = {
  account: ACCOUNT,
  vpcId: VPC_ID,
  subnetIds: input(list(SUBNET_ID, { least: 2 })),
  identifierPrefix: text(
    /^[a-z](-?[a-z0-9]){0,39}$/,
    "1 to 40 lower-case letters, digits and single hyphens, a letter first",
  ),
  engineVersion: oneOf(POSTGRES_VERSIONS),
  allowMajorVersionUpgrade: flag,
  instanceClass: INSTANCE_CLASS,
  allocatedStorageGiB: whole(STORAGE_GIB.least, STORAGE_GIB.most),
  maxAllocatedStorageGiB: whole(MAX_STORAGE_GIB.least, MAX_STORAGE_GIB.most),
  multiAz: flag,
  backupRetentionDays: whole(BACKUP_DAYS.least, BACKUP_DAYS.most),
  backupWindow: BACKUP_WINDOW,
  maintenanceWindow: MAINTENANCE_WINDOW,
  logRetentionDays: RETENTION_DAYS,
  slowStatementMs: whole(0, 2_147_483_647),
  enhancedMonitoring: flag,
  databaseName: DATABASE_NAME,
  username: USER_NAME,
  passwordVersion: whole(PASSWORD_VERSION.least, PASSWORD_VERSION.most),
  caBundlePath: optional(text(/^\/[^\0\n]{1,4095}$/, "an absolute path")),
  key: optional(KEY),
  logKey: optional(KEY),
  permissionsBoundaryArn: optional(BOUNDARY_ARN),
  protect: flag,
  finalSnapshot: flag,
};

/** What is wrong with the arguments of a database. */
export function databaseFaults(args: SettledDatabaseArgs): string[] {
  return faultsOf(args, CHECKS, (sound) => [
    ...boundaryFaults(sound),
    ...growthFaults(sound),
    ...overlapFaults(sound),
  ]);
}

/** How far storage of this size must be allowed to grow at least: by a tenth. Source: Amazon RDS User Guide, storage autoscaling. */
export function leastMaxStorageGiB(size: number): number {
  return Math.ceil((size * 11) / 10);
}

function growthFaults({
  allocatedStorageGiB: size = 0,
  maxAllocatedStorageGiB: most = Number.POSITIVE_INFINITY,
}: Partial<SettledDatabaseArgs>): string[] {
  if (most >= leastMaxStorageGiB(size)) return [];
  return [
    `maxAllocatedStorageGiB ${most} leaves no room to grow; choose at least a tenth more than allocatedStorageGiB ${size}, at most 65536`,
  ];
}

/** RDS refuses a database whose windows overlap. Source: RDS API reference, CreateDBInstance. */
function overlapFaults(args: Partial<SettledDatabaseArgs>): string[] {
  const backup = daily(args.backupWindow ?? "");
  const maintenance = weekly(args.maintenanceWindow ?? "");
  if (backup === undefined || maintenance === undefined) return [];
  const overlap = DAYS.some((_, day) => {
    const start = backup.start + day * MINUTES_OF_DAY;
    const ahead = (maintenance.start - start + MINUTES_OF_WEEK) % MINUTES_OF_WEEK;
    return ahead < backup.minutes || MINUTES_OF_WEEK - ahead < maintenance.minutes;
  });
  return overlap
    ? [
        `backupWindow ${quote(args.backupWindow ?? "")} overlaps maintenanceWindow ${quote(args.maintenanceWindow ?? "")}; choose other times for one of them`,
      ]
    : [];
}

function free(holds: (name: string) => boolean): Check {
  return textSuch("free: RDS or PostgreSQL keeps the word", holds);
}

function windowOf(allowed: string, read: (window: string) => Window | undefined): Check {
  return textSuch(allowed, (window) => {
    const { minutes = 0 } = read(window) ?? {};
    return minutes >= SHORTEST_WINDOW && minutes <= MINUTES_OF_DAY;
  });
}

/** Such as `03:00-04:00`, as of Monday. */
function daily(window: string): Window | undefined {
  const [start, end] = window.split("-").map(minuteOfDay);
  return between(start, end, MINUTES_OF_DAY, window.split("-").length);
}

/** Such as `sun:04:30-sun:05:30`. */
function weekly(window: string): Window | undefined {
  const [start, end] = window.split("-").map((moment) => {
    const day = DAYS.indexOf(moment.slice(0, 3));
    const minute = moment[3] === ":" ? minuteOfDay(moment.slice(4)) : undefined;
    return day < 0 || minute === undefined ? undefined : day * MINUTES_OF_DAY + minute;
  });
  return between(start, end, MINUTES_OF_WEEK, window.split("-").length);
}

function between(
  start: number | undefined,
  end: number | undefined,
  round: number,
  parts: number,
): Window | undefined {
  if (start === undefined || end === undefined || parts !== 2) return undefined;
  return { start, minutes: (end - start + round) % round };
}

function minuteOfDay(time: string): number | undefined {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  return hour === undefined ? undefined : Number(hour) * 60 + Number(minute);
}
