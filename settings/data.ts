/** Configuration keys of what keeps an environment's data. */
import {
  BACKUP_DAYS,
  INSTANCE_CLASS,
  MAX_STORAGE_GIB,
  PASSWORD_VERSION,
  POSTGRES_VERSIONS,
  STORAGE_GIB,
} from "../components/lib/database-faults";
import { checked, choice, flag, integer, own } from "./setting";

/** Database, messages, users. */
export const DATA_SETTINGS = {
  databaseVersion: integer(Math.min(...POSTGRES_VERSIONS), Math.max(...POSTGRES_VERSIONS), {
    key: own("databaseVersion"),
    default: "17",
    description:
      "Major version of PostgreSQL; AWS keeps the minor one current. A higher one needs allowDatabaseUpgrade, a lower one another database.",
  }),
  allowDatabaseUpgrade: flag({
    key: own("allowDatabaseUpgrade"),
    default: "false",
    description:
      "Lets a higher databaseVersion upgrade the database, at once and with an outage; set it back afterwards.",
  }),
  databaseClass: checked(INSTANCE_CLASS, "an RDS instance class such as db.t4g.micro", {
    key: own("databaseClass"),
    default: "db.t4g.micro",
    description: "The database's machine; db.t4g.micro is about 12 USD a month, db.t4g.medium 47.",
  }),
  databaseStorageGiB: integer(STORAGE_GIB.least, STORAGE_GIB.most, {
    key: own("databaseStorageGiB"),
    default: "20",
    unit: "GiB",
    description: "Storage of the database; it cannot shrink.",
  }),
  databaseMaxStorageGiB: integer(MAX_STORAGE_GIB.least, MAX_STORAGE_GIB.most, {
    key: own("databaseMaxStorageGiB"),
    default: "100",
    unit: "GiB",
    description: "How far the database's storage may grow by itself.",
  }),
  databaseMultiAz: flag({
    key: own("databaseMultiAz"),
    default: "true",
    description: "Keeps a standby of the database in another zone; doubles its price.",
  }),
  databaseBackupDays: integer(BACKUP_DAYS.least, BACKUP_DAYS.most, {
    key: own("databaseBackupDays"),
    default: "14",
    unit: "days",
    description: "How long the database's automatic backups are kept.",
  }),
  databaseFinalSnapshot: flag({
    key: own("databaseFinalSnapshot"),
    default: "true",
    description:
      "Takes a last snapshot of the database, and keeps its backups, when it is deleted; also of a stack that is no longer protected.",
  }),
  databaseMonitoring: flag({
    key: own("databaseMonitoring"),
    default: "true",
    description: "Metrics of the database's operating system every 60 seconds.",
  }),
  databasePasswordVersion: integer(PASSWORD_VERSION.least, PASSWORD_VERSION.most, {
    key: own("databasePasswordVersion"),
    default: "1",
    description: "Another number makes another database password and deploys the services anew.",
  }),
  userPoolMfa: choice(["off", "optional", "required"], {
    key: own("userPoolMfa"),
    default: "optional",
    description: "Whether users confirm a sign-in with a one-time code from an app.",
  }),
} as const;
