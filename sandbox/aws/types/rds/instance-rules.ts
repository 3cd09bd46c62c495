/**
 * What RDS refuses of a database's settings, alike when it is created and when it is changed.
 * Sentences: RDS's answers as quoted in public issue trackers; the others are marked "own wording".
 */
import { listOf, parseDocument, statementsOf } from "../../lib/iam-document";
import type { Call, Properties } from "../../resource-type";
import { gatewayOf } from "../ec2/lookups";
import { SECURITY_GROUP, VPC } from "../ec2/tokens";
import { documentText } from "../iam/common";
import { roleByArn, roleMay } from "../iam/permissions";
import { findKey } from "../kms/find-key";
import { PARAMETER_GROUP, refuse, text, texts } from "./common";
import { windowMinutes } from "./instance-check";
import {
  familyOf,
  GP3_STRIPED_FROM,
  LOG_TYPES,
  offersClass,
  RESERVED_USERS,
  STORAGE,
} from "./postgres";

const CERTIFICATES = ["rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1", "rds-ca-ecc384-g1"];
/** Days: a week, months of 31 days up to 23, or two years. */
const INSIGHTS_DAYS = [7, ...Array.from({ length: 23 }, (_, index) => (index + 1) * 31), 731];
const ADVANCED_INSIGHTS_FROM = 465;
const WEEK = 7 * 24 * 60;
const LEAST_WINDOW = 30;

/** Every rule on settled values: what was given, completed by what AWS computes. */
export function requireSettings(settled: Properties, vpcId: string, call: Call, operation: string) {
  const invalid = (message: string) => refuse(operation, "InvalidParameterValue", message);
  const combination = (message: string) =>
    refuse(operation, "InvalidParameterCombination", message);
  const instanceClass = String(settled["instanceClass"]);
  const version = String(settled["engineVersionActual"]);
  if (!/^db\.[a-z0-9-]+\.[a-z0-9]+$/.test(instanceClass)) {
    throw invalid(`Invalid DB Instance class: ${instanceClass}`);
  }
  if (!offersClass(instanceClass)) {
    throw combination(
      `RDS does not support creating a DB instance with the following combination: DBInstanceClass=${instanceClass}, Engine=postgres, EngineVersion=${version}, LicenseModel=postgresql-license. For supported combinations of instance class and database engine version, see the documentation.`,
    );
  }
  const unknownLog = texts(settled["enabledCloudwatchLogsExports"]).find(
    (type) => !LOG_TYPES.includes(type),
  );
  if (unknownLog !== undefined) {
    throw combination(
      `You cannot use the log types '${unknownLog}' with engine version postgres ${version}. For supported log types, see the documentation.`,
    );
  }
  if (settled["multiAz"] === true && settled["availabilityZone"] !== "") {
    throw combination(
      "Requesting a specific availability zone is not valid for Multi-AZ instances.",
    );
  }
  if (!CERTIFICATES.includes(String(settled["caCertIdentifier"]))) {
    throw refuse(
      operation,
      "CertificateNotFound",
      `Certificate not found: ${String(settled["caCertIdentifier"])}`,
    );
  }
  requireStorage(settled, operation);
  requireWindows(settled, operation);
  requireParameterGroup(settled, version, call, operation);
  requireInsights(settled, operation);
  requireMonitoring(settled, call, operation);
  requireNetwork(settled, vpcId, call, operation);
  requireKeys(settled, call, operation);
}

function requireStorage(settled: Properties, operation: string): void {
  const type = String(settled["storageType"]);
  const [size, most] = [
    Number(settled["allocatedStorage"]),
    Number(settled["maxAllocatedStorage"]),
  ];
  const { from, to } = STORAGE[type] ?? { from: 0, to: 0 };
  if (!Number.isInteger(size) || size < from || size > to) {
    throw refuse(
      operation,
      "InvalidParameterValue",
      `Invalid storage size for engine name postgres and storage type ${type}: ${size}`,
    );
  }
  const combination = (message: string) =>
    refuse(operation, "InvalidParameterCombination", message);
  if (most !== 0 && most <= size) {
    throw combination("Max storage size must be greater than storage size");
  }
  if (most > to) {
    throw refuse(
      operation,
      "InvalidParameterValue",
      `Invalid max storage size for engine name postgres and storage type ${type}: ${most}`,
    );
  }
  const tuned = settled["chosenIops"] !== undefined || settled["chosenThroughput"] !== undefined;
  if (type === "gp3" && tuned && size < GP3_STRIPED_FROM) {
    throw combination(
      `You can't specify IOPS or storage throughput for engine postgres and a storage size less than ${GP3_STRIPED_FROM}.`,
    );
  }
  if (type.startsWith("io") && settled["chosenIops"] === undefined) {
    throw combination(
      `The DB instance storage type ${type} requires a value for iops: none was given.`, // own wording
    );
  }
}

function requireWindows(settled: Properties, operation: string): void {
  const backup = windowMinutes(String(settled["backupWindow"]));
  const maintenance = windowMinutes(String(settled["maintenanceWindow"]));
  const lengthOf = ({ from, to }: typeof backup, cycle: number) => (to - from + cycle) % cycle;
  const lengths = [lengthOf(backup, 24 * 60), lengthOf(maintenance, WEEK)] as const;
  if (lengths.some((length) => length < LEAST_WINDOW)) {
    // Own wording.
    throw refuse(
      operation,
      "InvalidParameterValue",
      `A backup or maintenance window must last at least ${LEAST_WINDOW} minutes.`,
    );
  }
  const overlap = [0, 1, 2, 3, 4, 5, 6, 7].some((day) => {
    const start = backup.from + day * 24 * 60;
    const after = (start - maintenance.from + WEEK) % WEEK;
    const before = (maintenance.from - start + WEEK) % WEEK;
    return after < lengths[1] || before < lengths[0];
  });
  if (overlap) {
    throw refuse(
      operation,
      "InvalidParameterCombination",
      "The backup window and maintenance window must not overlap.",
    );
  }
}

function requireParameterGroup(
  settled: Properties,
  version: string,
  { account }: Call,
  operation: string,
): void {
  const name = String(settled["parameterGroupName"]);
  const [family, group] = [familyOf(version), account.get(PARAMETER_GROUP, name)];
  const groupFamily = name.startsWith("default.") ? name.slice(8) : text(group?.["family"]);
  if (groupFamily === undefined) {
    throw refuse(operation, "DBParameterGroupNotFound", `DBParameterGroup not found: ${name}`);
  }
  if (groupFamily !== family) {
    throw refuse(
      operation,
      "InvalidParameterCombination",
      `The parameter group ${name} with DBParameterGroupFamily ${groupFamily} can't be used for this instance. Use a parameter group with DBParameterGroupFamily ${family}.`,
    );
  }
}

function requireInsights(settled: Properties, operation: string): void {
  const enabled = settled["performanceInsightsEnabled"] === true;
  const days = Number(settled["performanceInsightsRetentionPeriod"]);
  if (enabled && !INSIGHTS_DAYS.includes(days)) {
    // Own wording.
    throw refuse(
      operation,
      "InvalidParameterValue",
      `Invalid Performance Insights retention period ${days}: 7, 731 or a multiple of 31 up to 713.`,
    );
  }
  if (
    settled["databaseInsightsMode"] === "advanced" &&
    (!enabled || days < ADVANCED_INSIGHTS_FROM)
  ) {
    throw refuse(
      operation,
      "InvalidParameterCombination",
      `To enable the Advanced mode of Database Insights, modify your instance to enable Performance Insights and set the retention period for Performance Insights to at least ${ADVANCED_INSIGHTS_FROM} days.`,
    );
  }
}

/** Enhanced Monitoring writes its metrics as logs, with a role that it can take and that may do so. */
function requireMonitoring(settled: Properties, call: Call, operation: string): void {
  const [interval, roleArn] = [
    Number(settled["monitoringInterval"] ?? 0),
    settled["monitoringRoleArn"],
  ];
  if (interval === 0) return;
  if (text(roleArn) === undefined) {
    throw refuse(
      operation,
      "InvalidParameterCombination",
      "A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.",
    );
  }
  const role = roleByArn(call.account, String(roleArn));
  const trusted = statementsOf(parseDocument(documentText(role?.["assumeRolePolicy"] ?? ""))).some(
    ({ Effect, Principal }) =>
      Effect === "Allow" &&
      listOf((Principal as Properties | undefined)?.["Service"]).includes(
        "monitoring.rds.amazonaws.com",
      ),
  );
  const request = {
    action: "logs:PutLogEvents",
    resource: `arn:${call.partition}:logs:${call.region}:${call.accountId}:log-group:RDSOSMetrics:log-stream:db`,
    context: {},
  };
  if (trusted && role !== undefined && roleMay(call.account, role, request) === "allowed") return;
  throw refuse(
    operation,
    "InvalidParameterValue",
    "IAM role ARN value is invalid or does not include the required permissions for: ENHANCED_MONITORING",
  );
}

function requireNetwork(settled: Properties, vpcId: string, call: Call, operation: string): void {
  for (const id of texts(settled["vpcSecurityGroupIds"])) {
    const group = call.account.get(SECURITY_GROUP, id);
    const vpc = call.account.get(VPC, vpcId);
    const owner =
      text(group?.["vpcId"]) ?? (vpc?.["defaultSecurityGroupId"] === id ? vpcId : undefined);
    if (owner === undefined) {
      throw refuse(
        operation,
        "InvalidParameterValue",
        `Invalid security group , groupId= ${id}, groupName=.`,
      );
    }
    if (owner !== vpcId) {
      throw refuse(
        operation,
        "InvalidParameterCombination",
        `The DB instance and EC2 security group are in different VPCs. The DB instance is in ${vpcId} and the EC2 security group is in ${owner}`,
      );
    }
  }
  if (settled["publiclyAccessible"] === true && gatewayOf(call, vpcId) === undefined) {
    throw refuse(
      operation,
      "InvalidVPCNetworkStateFault",
      "Cannot create a publicly accessible DBInstance. The specified VPC has no internet gateway attached. Update the VPC and then try again",
    );
  }
}

function requireKeys(settled: Properties, call: Call, operation: string): void {
  for (const key of [settled["kmsKeyId"], settled["performanceInsightsKmsKeyId"]].map(text)) {
    const found = key === undefined ? undefined : findKey(call, key);
    if (key === undefined || (found !== undefined && found["isEnabled"] !== false)) continue;
    throw refuse(
      operation,
      "KMSKeyNotAccessibleFault",
      `The specified KMS key [${key}] does not exist, is not enabled or you do not have permissions to access it.`,
    );
  }
}

/** RDS for PostgreSQL: 8 to 128 printable ASCII characters without / @ " and blanks. The message never shows it. */
export function requirePassword(password: string, operation: string): void {
  if (password.length < 8 || password.length > 128) {
    throw refuse(
      operation,
      "InvalidParameterValue",
      "The parameter MasterUserPassword is not a valid password because it is shorter than 8 or longer than 128 characters.",
    );
  }
  if (!/^[!#-.0-?A-~]+$/.test(password)) {
    throw refuse(
      operation,
      "InvalidParameterValue",
      "The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '\"', ' ' may be used.",
    );
  }
}

export function requireUser(username: string, operation: string): void {
  if (RESERVED_USERS.includes(username.toLowerCase())) {
    throw refuse(
      operation,
      "InvalidParameterValue",
      `MasterUsername ${username} cannot be used as it is a reserved word used by the engine`,
    );
  }
  if (!/^[A-Za-z][A-Za-z0-9_]{0,62}$/.test(username)) {
    throw refuse(
      operation,
      "InvalidParameterValue",
      "The parameter MasterUsername must begin with a letter and contain only letters, digits and underscores.",
    );
  }
}
