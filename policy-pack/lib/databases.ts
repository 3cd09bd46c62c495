import type { Reader } from "./reader";

/** Instances that are databases of their own. */
const INSTANCES = ["aws:rds/instance:Instance"];

/** Instances of a cluster, which keeps what is common to them. */
export const MEMBERS: readonly string[] = [
  "aws:docdb/clusterInstance:ClusterInstance",
  "aws:neptune/clusterInstance:ClusterInstance",
  "aws:rds/clusterInstance:ClusterInstance",
  ...native("neptune:DbInstance"),
];

/** Types of `aws-native` that are either: a member has `dbClusterIdentifier`. */
const NATIVE_INSTANCES = native("rds:DbInstance");

const RDS_CLUSTERS = ["aws:rds/cluster:Cluster", ...native("rds:DbCluster")];

/** Clusters, of RDS and of the two services on its API. */
export const CLUSTERS: readonly string[] = [
  "aws:docdb/cluster:Cluster",
  "aws:neptune/cluster:Cluster",
  ...native("docdb:DbCluster"),
  ...native("neptune:DbCluster"),
  ...RDS_CLUSTERS,
];

/** Clusters over several regions. */
export const GLOBAL_CLUSTERS: readonly string[] = [
  "aws:docdb/globalCluster:GlobalCluster",
  "aws:neptune/globalCluster:GlobalCluster",
  "aws:rds/globalCluster:GlobalCluster",
  ...["aws-native:docdb:GlobalCluster", "aws-native:neptune:GlobalCluster"],
  "aws-native:rds:GlobalCluster",
];

/** Proxies in front of databases. */
export const PROXIES: readonly string[] = ["aws:rds/proxy:Proxy", ...native("rds:DbProxy")];

/** What holds data: instances that stand alone, and clusters. */
export const DATABASES: readonly string[] = [...INSTANCES, ...NATIVE_INSTANCES, ...CLUSTERS];

/** The databases of RDS itself. */
export const RDS_DATABASES: readonly string[] = [
  ...INSTANCES,
  ...NATIVE_INSTANCES,
  ...RDS_CLUSTERS,
];

/** Instances of RDS that may stand alone. */
export const RDS_INSTANCES: readonly string[] = [...INSTANCES, ...NATIVE_INSTANCES];

/** Everything that runs as an instance. */
export const ALL_INSTANCES: readonly string[] = [...INSTANCES, ...NATIVE_INSTANCES, ...MEMBERS];

/** `aws-native` types by their present name, `DbInstance`, and by that of its first versions, `DBInstance`. */
export function native(name: string): string[] {
  return [`aws-native:${name}`, `aws-native:${name.replace(":Db", ":DB")}`];
}

const NAMES = {
  dbSubnetGroupName: ["neptuneSubnetGroupName"],
  enabledCloudwatchLogsExports: ["enableCloudwatchLogsExports"],
  iamDatabaseAuthenticationEnabled: ["enableIamDatabaseAuthentication", "iamAuthEnabled"],
  password: ["masterPassword", "masterUserPassword"],
  passwordWo: ["masterPasswordWo"],
  port: ["dbPort"],
  snapshotIdentifier: ["dbSnapshotIdentifier", "dbClusterSnapshotIdentifier"],
  vpcSecurityGroupIds: ["vpcSecurityGroups"],
};

/** A database, read under the names of `aws:rds/instance`. */
export function databaseOf(resource: Reader): Reader {
  return resource.as({ aliases: NAMES });
}

/** True if a cluster decides for this instance. */
export function isMember(resource: Reader, type: string): boolean {
  return (
    MEMBERS.includes(type) ||
    (NATIVE_INSTANCES.includes(type) && resource.given("dbClusterIdentifier"))
  );
}

/** Properties that make an instance a copy which follows another. */
const REPLICA = [
  ...["replicateSourceDb", "sourceDbInstanceIdentifier"],
  ...["sourceDbClusterIdentifier", "replicationSourceIdentifier"],
];

/** True for a copy that follows another database. */
export function isReplica(resource: Reader): boolean {
  return REPLICA.some((property) => resource.given(property));
}

/** Properties by which a database begins with the data, and the users, of another. */
const ORIGINS = [
  ...["snapshotIdentifier", "restoreToPointInTime"],
  ...["dbSnapshotIdentifier", "dbClusterSnapshotIdentifier"],
  ...["sourceDbInstanceAutomatedBackupsArn", "sourceDbiResourceId", "globalClusterIdentifier"],
];

/** True for a copy, of whatever kind: it has the master user of its origin. */
export function isCopy(resource: Reader): boolean {
  return isReplica(resource) || ORIGINS.some((property) => resource.given(property));
}

/** The engine in lower case, or that of the type; undefined where an origin decides. */
export function engineOf(resource: Reader, type: string): string | undefined {
  if (/[:]docdb[/:]/.test(type)) return "docdb";
  if (/[:]neptune[/:]/.test(type)) return "neptune";
  const engine = resource.text("engine")?.trim().toLowerCase();
  return engine === "" ? undefined : engine;
}

/** True for Aurora Serverless in its first version, which AWS encrypts and scales by itself. */
export function isServerlessV1(resource: Reader): boolean {
  return resource.text("engineMode")?.toLowerCase() === "serverless";
}

/** True where the type or another database decides whether the storage is encrypted. */
export function inheritsEncryption(resource: Reader, type: string): boolean {
  if (isMember(resource, type) || isServerlessV1(resource)) return true;
  if (GLOBAL_CLUSTERS.includes(type)) return resource.given("sourceDbClusterIdentifier");
  if (RDS_INSTANCES.includes(type) && isReplica(resource)) return true;
  // CloudFormation takes no switch with an origin; the aws provider compares it with what it finds.
  const isNative = type.startsWith("aws-native:");
  return isNative && !resource.given("storageEncrypted") && isCopy(resource);
}
