import { arn } from "../../lib/arns";
import type { Call, Properties, ResourceType } from "../../resource-type";
import { SUBNET, VPC } from "../ec2/tokens";
import { INSTANCE, nameFrom, refuse, SNAPSHOT, SUBNET_GROUP, text, texts } from "./common";
import { checkInstance } from "./instance-check";
import { requirePassword, requireSettings, requireUser } from "./instance-rules";
import { masterSecret, removeMasterSecret } from "./master-secret";
import { compareVersions, familyOf, gp3Baseline, majorOf, resolveVersion } from "./postgres";

const CREATE = "CreateDBInstance";
const MODIFY = "ModifyDBInstance";
const DELETE = "DeleteDBInstance";
/** What a snapshot keeps of its database, for the next one. */
const IN_SNAPSHOT = [
  "allocatedStorage",
  "dbName",
  "engine",
  "kmsKeyId",
  "storageEncrypted",
  "username",
];
const lower = (a: unknown, b: unknown) => String(a).toLowerCase() === String(b).toLowerCase();

/**
 * RDS for PostgreSQL. The sandbox has no maintenance window: what RDS would defer to it, it does at once.
 * A write-only password is checked and forgotten.
 */
export const instance: ResourceType = {
  token: INSTANCE,
  source: [
    "API model rds 2014-10-31: CreateDBInstance, ModifyDBInstance, DeleteDBInstance",
    "terraform-provider-aws internal/service/rds/instance.go",
    "refusals: RDS's answers as quoted in public issue trackers",
  ],
  defaults: {
    autoMinorVersionUpgrade: true,
    copyTagsToSnapshot: false,
    deleteAutomatedBackups: true,
    monitoringInterval: 0,
    performanceInsightsEnabled: false,
    publiclyAccessible: false,
    skipFinalSnapshot: false,
  },
  required: ["instanceClass"],
  forceNew: [
    "availabilityZone",
    "backupTarget",
    "characterSetName",
    "customIamInstanceProfile",
    "dbName",
    "engine",
    "identifierPrefix",
    "kmsKeyId",
    "ncharCharacterSetName",
    "snapshotIdentifier",
    "storageEncrypted",
    "timezone",
    "username",
  ],
  taggable: true,
  sets: ["enabledCloudwatchLogsExports", "vpcSecurityGroupIds"],
  writeOnly: ["passwordWo"],
  same: { engine: lower, maintenanceWindow: lower },
  unknownOnUpdate: ["engineVersionActual"],
  check: checkInstance,
  create: (given, call) => {
    const inputs = { ...fromSnapshot(given, call), ...given };
    const identifier = nameFrom(inputs, "identifier", "identifierPrefix", call);
    if (instanceNamed(identifier, call) !== undefined) {
      throw refuse(CREATE, "DBInstanceAlreadyExists", "DB instance already exists");
    }
    if (given["snapshotIdentifier"] === undefined) {
      requireUser(String(inputs["username"]), CREATE);
      requirePasswordGiven(inputs);
    }
    if (text(inputs["dbName"]) && !/^[A-Za-z_]\w{0,62}$/.test(String(inputs["dbName"]))) {
      throw refuse(
        CREATE,
        "InvalidParameterValue",
        "DBName must begin with a letter and contain only alphanumeric characters.",
      );
    }
    const resourceId = `db-${base32(call, 26)}`;
    const vpcId = vpcOf(inputs, call, CREATE);
    const settled = settledOutputs(inputs, {}, vpcId, call, CREATE);
    const port = Number(inputs["port"] ?? 5432);
    const address = `${identifier}.${call.hex(12)}.${call.region}.rds.amazonaws.com`;
    const zone = text(inputs["availabilityZone"]) ?? firstZone(inputs, call);
    return {
      id: resourceId,
      outputs: {
        ...settled,
        ...masterSecret(inputs, {}, identifier, call),
        address,
        arn: arn(call, "rds", `db:${identifier}`),
        availabilityZone: zone,
        backupTarget: inputs["backupTarget"] ?? "region",
        characterSetName: "",
        dbName: inputs["dbName"] ?? "",
        endpoint: `${address}:${port}`,
        engine: "postgres",
        hostedZoneId: `Z${call.hex(13).toUpperCase()}`, // made up: one for each region
        identifier,
        identifierPrefix: inputs["identifierPrefix"] ?? "",
        latestRestorableTime: "",
        listenerEndpoints: [],
        ncharCharacterSetName: "",
        port,
        replicaMode: "",
        replicas: [],
        resourceId,
        snapshotIdentifier: inputs["snapshotIdentifier"] ?? "",
        status: "available",
        timezone: "",
        upgradeRolloutOrder: "second",
        username: inputs["username"],
      },
    };
  },
  update: (id, inputs, old, call) => {
    requireUpgrade(inputs, old);
    if (Number(inputs["allocatedStorage"] ?? 0) < Number(old["allocatedStorage"])) {
      requireNotSmaller(inputs, old);
    }
    const renamed = text(inputs["identifier"]);
    const other = renamed === undefined ? undefined : instanceNamed(renamed, call);
    if (other !== undefined && other !== id) {
      throw refuse(MODIFY, "DBInstanceAlreadyExists", "DB instance already exists");
    }
    const password = text(inputs["password"]) ?? text(inputs["passwordWo"]);
    if (password !== undefined) requirePassword(password, MODIFY);
    const vpcId = vpcOf({ ...old, ...inputs }, call, MODIFY);
    const identifier = renamed ?? String(old["identifier"]);
    const address = String(old["address"]).replace(/^[^.]+/, identifier);
    const port = Number(inputs["port"] ?? old["port"]);
    return {
      ...settledOutputs(inputs, old, vpcId, call, MODIFY),
      ...masterSecret(inputs, old, identifier, call),
      address,
      arn: arn(call, "rds", `db:${identifier}`),
      endpoint: `${address}:${port}`,
    };
  },
  delete: (_id, stored, call) => {
    const identifier = String(stored["identifier"]);
    if (stored["deletionProtection"] === true) {
      throw refuse(
        DELETE,
        "InvalidParameterCombination",
        "Cannot delete protected DB Instance, please disable deletion protection and try again.",
      );
    }
    if (stored["skipFinalSnapshot"] !== true) takeFinalSnapshot(identifier, stored, call);
    removeMasterSecret(stored, call);
  },
  // AWS's import id is the identifier.
  importId: (given, call) => instanceNamed(given, call),
};

function instanceNamed(identifier: string, { account }: Call): string | undefined {
  return account.find(INSTANCE, (one) => one["identifier"] === identifier)?.id;
}

/** Everything that both a new and a changed database settle, refused where RDS would. */
function settledOutputs(
  inputs: Properties,
  old: Properties,
  vpcId: string,
  call: Call,
  operation: string,
): Properties {
  const now: Properties = { ...old, ...inputs };
  const given = text(inputs["engineVersion"]) ?? text(old["engineVersion"]);
  const version = versionOf(given, text(old["engineVersionActual"]), operation);
  const size = Number(now["allocatedStorage"]);
  const storageType = text(now["storageType"]) ?? (now["iops"] === undefined ? "gp2" : "io1");
  const baseline = storageType === "gp3" ? gp3Baseline(size) : { iops: 0, throughput: 0 };
  const insights = now["performanceInsightsEnabled"] === true;
  const settled: Properties = {
    allocatedStorage: size,
    backupRetentionPeriod: now["backupRetentionPeriod"] ?? 1,
    backupWindow: now["backupWindow"] ?? "03:00-03:30",
    caCertIdentifier: now["caCertIdentifier"] ?? "rds-ca-rsa2048-g1",
    databaseInsightsMode: now["databaseInsightsMode"] ?? "standard",
    dbSubnetGroupName: now["dbSubnetGroupName"],
    domainFqdn: "",
    engineLifecycleSupport: now["engineLifecycleSupport"] ?? "open-source-rds-extended-support",
    engineVersion: given ?? version,
    engineVersionActual: version,
    instanceClass: now["instanceClass"],
    iops: inputs["iops"] ?? baseline.iops,
    kmsKeyId: now["kmsKeyId"] ?? (now["storageEncrypted"] === true ? defaultKey(call) : ""),
    licenseModel: "postgresql-license",
    maintenanceWindow: (text(now["maintenanceWindow"]) ?? "sun:05:00-sun:05:30").toLowerCase(),
    maxAllocatedStorage: now["maxAllocatedStorage"] ?? 0,
    monitoringRoleArn: now["monitoringRoleArn"] ?? "",
    multiAz: now["multiAz"] ?? false,
    networkType: now["networkType"] ?? "IPV4",
    optionGroupName: `default:postgres-${majorOf(version)}`,
    parameterGroupName: parameterGroupFor(inputs, old, version),
    performanceInsightsKmsKeyId:
      now["performanceInsightsKmsKeyId"] ?? (insights ? defaultKey(call) : ""),
    performanceInsightsRetentionPeriod:
      now["performanceInsightsRetentionPeriod"] ?? (insights ? 7 : 0),
    storageThroughput: inputs["storageThroughput"] ?? baseline.throughput,
    storageType,
    vpcSecurityGroupIds: now["vpcSecurityGroupIds"] ?? defaultGroup(vpcId, call),
  };
  const judged = {
    ...now,
    ...settled,
    availabilityZone: inputs["availabilityZone"] ?? "",
    chosenIops: inputs["iops"],
    chosenThroughput: inputs["storageThroughput"],
  };
  requireSettings(judged, vpcId, call, operation);
  return settled;
}

/** The version that runs: minor versions are RDS's business where only the major one is given. */
function versionOf(given: string | undefined, running: string | undefined, operation: string) {
  if (running !== undefined && (given === running || given === majorOf(running))) return running;
  const version = resolveVersion(given);
  if (version !== undefined) return version;
  throw refuse(
    operation,
    "InvalidParameterCombination",
    `Cannot find version ${given ?? ""} for postgres`,
  );
}

function requireUpgrade(inputs: Properties, old: Properties): void {
  const before = String(old["engineVersionActual"]);
  const after = versionOf(text(inputs["engineVersion"]) ?? before, before, MODIFY);
  const combination = (message: string) => refuse(MODIFY, "InvalidParameterCombination", message);
  if (compareVersions(after, before) < 0) {
    throw combination(`Cannot upgrade postgres from ${before} to ${after}`);
  }
  if (majorOf(after) !== majorOf(before) && inputs["allowMajorVersionUpgrade"] !== true) {
    throw combination(
      "The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.",
    );
  }
}

function requireNotSmaller(inputs: Properties, old: Properties): void {
  // With autoscaling the database may have grown: the provider ignores the smaller number.
  if (inputs["allocatedStorage"] === undefined || Number(inputs["maxAllocatedStorage"] ?? 0) > 0) {
    return;
  }
  // Own wording.
  throw refuse(
    MODIFY,
    "InvalidParameterCombination",
    `Storage cannot shrink: ${Number(old["allocatedStorage"])} GiB are allocated, ${Number(inputs["allocatedStorage"])} are asked for.`,
  );
}

function requirePasswordGiven(inputs: Properties): void {
  if (inputs["manageMasterUserPassword"] === true) return;
  const password = text(inputs["password"]) ?? text(inputs["passwordWo"]);
  if (password !== undefined) {
    requirePassword(password, CREATE);
    return;
  }
  throw refuse(
    CREATE,
    "InvalidParameterValue",
    "The parameter MasterUserPassword must be provided and must not be blank.",
  );
}

function vpcOf(inputs: Properties, call: Call, operation: string): string {
  const name = text(inputs["dbSubnetGroupName"]);
  const group = name === undefined ? undefined : call.account.get(SUBNET_GROUP, name);
  if (group !== undefined) return String(group["vpcId"]);
  throw refuse(
    operation,
    "DBSubnetGroupNotFoundFault",
    name === undefined
      ? "DB subnet group 'default' does not exist." // own wording: an empty account has no default VPC
      : `DBSubnetGroup not found: ${name}`,
  );
}

function firstZone(inputs: Properties, { account }: Call): string {
  const group = account.get(SUBNET_GROUP, String(inputs["dbSubnetGroupName"]));
  const zones = texts(group?.["subnetIds"]).map((id) =>
    String(account.get(SUBNET, id)?.["availabilityZone"]),
  );
  return zones.sort()[0] ?? "";
}

function parameterGroupFor(inputs: Properties, old: Properties, version: string): string {
  const kept = text(old["parameterGroupName"]);
  const isDefault = kept === undefined || kept.startsWith("default.");
  return text(inputs["parameterGroupName"]) ?? (isDefault ? `default.${familyOf(version)}` : kept);
}

/** The security group that every VPC has. */
function defaultGroup(vpcId: string, { account }: Call): unknown[] {
  return [account.get(VPC, vpcId)?.["defaultSecurityGroupId"]];
}

/** AWS's own key for RDS; AWS answers with the ARN of the key behind the alias. */
function defaultKey(call: Call): string {
  return arn(call, "kms", "alias/aws/rds");
}

function fromSnapshot(inputs: Properties, { account }: Call): Properties {
  const name = text(inputs["snapshotIdentifier"]);
  if (name === undefined) return {};
  const snapshot = account.get(SNAPSHOT, name);
  if (snapshot === undefined) {
    throw refuse(
      "RestoreDBInstanceFromDBSnapshot",
      "DBSnapshotNotFound",
      `DBSnapshot not found: ${name}`,
    );
  }
  const kept = IN_SNAPSHOT.map((property) => [property, snapshot[property]] as const);
  return { engineVersion: snapshot["engineVersionActual"], ...Object.fromEntries(kept) };
}

function takeFinalSnapshot(identifier: string, stored: Properties, { account }: Call): void {
  const name = text(stored["finalSnapshotIdentifier"]);
  if (name === undefined) {
    throw refuse(
      DELETE,
      "InvalidParameterCombination",
      "final_snapshot_identifier is required when skip_final_snapshot is false",
    );
  }
  if (account.get(SNAPSHOT, name) !== undefined) {
    throw refuse(
      DELETE,
      "DBSnapshotAlreadyExists",
      `Cannot create the snapshot because a snapshot with the identifier ${name} already exists.`,
    );
  }
  const kept = [...IN_SNAPSHOT, "engineVersionActual"].map((key) => [key, stored[key]] as const);
  account.put(SNAPSHOT, name, { ...Object.fromEntries(kept), dbInstanceIdentifier: identifier });
}

/** Capital letters and digits 2 to 7, as in a resource id. */
function base32(call: Call, length: number): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  return [...call.hex(length * 2).matchAll(/../g)]
    .map(([pair]) => alphabet[Number.parseInt(pair, 16) % alphabet.length])
    .join("");
}
