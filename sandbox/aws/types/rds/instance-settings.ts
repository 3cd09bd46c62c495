import { arn } from "../../lib/arns";
import type { Call, Properties } from "../../resource-type";
import { VPC } from "../ec2/tokens";
import { refuse, text } from "./common";
import { requireSettings } from "./instance-rules";
import { familyOf, gp3Baseline, majorOf, resolveVersion } from "./postgres";

/** Everything that both a new and a changed database settle, refused where RDS would. */
export function settledOutputs(
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
export function versionOf(
  given: string | undefined,
  running: string | undefined,
  operation: string,
) {
  if (running !== undefined && (given === running || given === majorOf(running))) return running;
  const version = resolveVersion(given);
  if (version !== undefined) return version;
  throw refuse(
    operation,
    "InvalidParameterCombination",
    `Cannot find version ${given ?? ""} for postgres`,
  );
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
