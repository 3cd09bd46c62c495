import { DATABASES, GLOBAL_CLUSTERS, inheritsEncryption } from "../../lib/databases";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "rds-storage-encrypted",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Databases must be encrypted at rest.",
    why: "Storage, backups, snapshots and replicas are then of no use without the key. It cannot be changed later.",
    remediationSteps: "Set `storageEncrypted: true`, with `kmsKeyId` for a key of your own.",
    example: `new aws.rds.Instance("db", { ...args, storageEncrypted: true, kmsKeyId: key.arn });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-3",
    tags: [
      "security-hub:RDS.3",
      "security-hub:RDS.27",
      "security-hub:DocumentDB.1",
      "security-hub:Neptune.1",
      "cis-aws-5:2.2.1",
      "cis-aws-7:3.2.1",
      "checkov:CKV_AWS_16",
      "checkov:CKV_AWS_96",
      "trivy:AWS-0079",
      "trivy:AWS-0080",
      "cdk-nag:AwsSolutions-RDS2",
      "awsguard:rds-storage-encrypted",
    ],
    practices: ["C35"],
  },
  [...DATABASES, ...GLOBAL_CLUSTERS],
  function* (database, { type }) {
    if (database.flag("storageEncrypted") === true || inheritsEncryption(database, type)) return;
    yield database.finding("storageEncrypted", { expected: "true" });
  },
);
