/** What the provider's schema finds in a database's inputs, before any call. */
import { checks, conflicts, matches, oneOf, wholeNumberBetween } from "../../lib/check";
import type { CheckFailure, Properties } from "../../resource-type";
import { checkNames } from "./common";
import { STORAGE } from "./postgres";

/** Log types of all engines: API model, EnableCloudwatchLogsExports. */
const ALL_LOG_TYPES =
  "agent alert audit diag.log error general iam-db-auth-error listener notify.log oemagent postgresql slowquery trace upgrade".split(
    " ",
  );
const TIME = "([01]\\d|2[0-3]):[0-5]\\d";
const DAY = "(mon|tue|wed|thu|fri|sat|sun)";
const DAILY = new RegExp(`^${TIME}-${TIME}$`);
const WEEKLY = new RegExp(`^${DAY}:${TIME}-${DAY}:${TIME}$`, "i");
const ARN = /^arn:[\w-]+:[a-z0-9-]+:[a-z0-9-]*:\d{12}:.+$/;
const SNAPSHOT_NAME = /^(?!.*--)[A-Za-z][0-9A-Za-z-]*(?<!-)$/;
const PASSWORDS = ["manageMasterUserPassword", "password", "passwordWo"];
/** Other ways to make a database than from nothing or from a snapshot. */
const NOT_MODELLED = ["replicateSourceDb", "restoreToPointInTime", "s3Import", "blueGreenUpdate"];

const checkValues = checks(
  checkNames("identifier", "identifierPrefix"),
  oneOf("storageType", Object.keys(STORAGE)),
  oneOf("networkType", ["IPV4", "DUAL"]),
  oneOf("databaseInsightsMode", ["standard", "advanced"]),
  oneOf("engineLifecycleSupport", [
    "open-source-rds-extended-support",
    "open-source-rds-extended-support-disabled",
  ]),
  oneOf("monitoringInterval", [0, 1, 5, 10, 15, 30, 60]),
  wholeNumberBetween("backupRetentionPeriod", 0, 35),
  wholeNumberBetween("port", 1150, 65535),
  matches("backupWindow", DAILY, 'like "hh24:mi-hh24:mi"'),
  matches("maintenanceWindow", WEEKLY, 'like "ddd:hh24:mi-ddd:hh24:mi"'),
  matches("kmsKeyId", ARN, "the ARN of a key"),
  matches("performanceInsightsKmsKeyId", ARN, "the ARN of a key"),
  matches(
    "finalSnapshotIdentifier",
    SNAPSHOT_NAME,
    "letters, digits and hyphens, a letter first, no two hyphens together and none at the end",
  ),
  ...PASSWORDS.flatMap((one, index) =>
    PASSWORDS.slice(index + 1).map((other) => conflicts(one, other)),
  ),
);

export function checkInstance(
  inputs: Properties,
  unknown: ReadonlySet<string>,
): readonly CheckFailure[] {
  const isGiven = (name: string) => inputs[name] !== undefined || unknown.has(name);
  const isNew = !isGiven("snapshotIdentifier");
  const required = isNew ? ["allocatedStorage", "engine", "username"] : [];
  const failures = [
    ...checkValues(inputs),
    ...required
      .filter((name) => !isGiven(name))
      .map((property) => ({ property, reason: `"${property}": required field is not set` })),
    ...NOT_MODELLED.filter(isGiven).map((property) => ({
      property,
      reason: `The sandbox does not model ${property} of a database.`,
    })),
    ...logTypes(inputs),
  ];
  if (isGiven("passwordWoVersion") && !isGiven("passwordWo")) {
    failures.push({
      property: "passwordWoVersion",
      reason: '"passwordWoVersion": all of passwordWo, passwordWoVersion must be specified',
    });
  }
  const { engine } = inputs;
  if (engine !== undefined && !(typeof engine === "string" && /^postgres$/i.test(engine))) {
    failures.push({
      property: "engine",
      reason: `The sandbox models the engine postgres only, got ${JSON.stringify(engine)}.`,
    });
  }
  return failures;
}

function logTypes(inputs: Properties): readonly CheckFailure[] {
  const given = inputs["enabledCloudwatchLogsExports"];
  if (!Array.isArray(given)) return [];
  return (given as unknown[]).flatMap((type, index) =>
    ALL_LOG_TYPES.includes(String(type))
      ? []
      : [
          {
            property: `enabledCloudwatchLogsExports[${index}]`,
            reason: `expected one of ${ALL_LOG_TYPES.join(", ")}, got ${JSON.stringify(type)}`,
          },
        ],
  );
}

/** Minutes of a week that a window begins and ends at; a daily one is that of Monday. */
export function windowMinutes(window: string): { readonly from: number; readonly to: number } {
  const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
  const [from = 0, to = 0] = window.split("-").map((end) => {
    const parts = end.toLowerCase().split(":");
    const day = parts.length === 3 ? days.indexOf(parts[0] ?? "") : 0;
    const [hours = 0, minutes = 0] = parts.slice(-2).map(Number);
    return (day * 24 + hours) * 60 + minutes;
  });
  return { from, to };
}
