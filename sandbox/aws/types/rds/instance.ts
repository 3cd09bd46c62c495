import { arn } from "../../lib/arns";
import { givenName } from "../../lib/names";
import type { Call, Properties, ResourceType } from "../../resource-type";
import { SUBNET } from "../ec2/tokens";
import { INSTANCE, refuse, SUBNET_GROUP, text, texts } from "./common";
import { checkInstance } from "./instance-check";
import { settledOutputs, versionOf } from "./instance-settings";
import { requirePassword, requireUser } from "./instance-rules";
import { masterSecret, removeMasterSecret } from "./master-secret";
import { compareVersions, majorOf } from "./postgres";
import { fromSnapshot, takeFinalSnapshot } from "./snapshot";

const CREATE = "CreateDBInstance";
const MODIFY = "ModifyDBInstance";
const DELETE = "DeleteDBInstance";
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
    const identifier = givenName(inputs, call, { property: "identifier" });
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

/** Capital letters and digits 2 to 7, as in a resource id. */
function base32(call: Call, length: number): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  return [...call.hex(length * 2).matchAll(/../g)]
    .map(([pair]) => alphabet[Number.parseInt(pair, 16) % alphabet.length])
    .join("");
}
