import { DATABASES, isMember, isReplica, RDS_INSTANCES } from "../../lib/databases";
import { whole } from "../../lib/options";
import { rule } from "../../lib/rule";

/** The most days that RDS keeps backups; source: its API, CreateDBInstance. */
const MOST = 35;

export default rule(
  {
    name: "rds-backup-retention",
    severity: "medium",
    enforcementLevel: "mandatory",
    description: "Databases must be backed up, for a week or more.",
    why: "A fault in the data is found days later; a day of backups, which AWS keeps if nothing is said, holds nothing older than the fault.",
    remediationSteps: "Set `backupRetentionPeriod` to 7 or more.",
    automaticFix: "Sets `backupRetentionPeriod` to the minimum.",
    example: `new aws.rds.Instance("db", { ...args, backupRetentionPeriod: 7 });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-11",
    tags: [
      "security-hub:RDS.11",
      "security-hub:RDS.50",
      "security-hub:DocumentDB.2",
      "security-hub:Neptune.5",
      "checkov:CKV_AWS_133",
      "trivy:AWS-0077",
      "cdk-nag:AwsSolutions-RDS13",
      "awsguard:rds-instance-backup-enabled",
    ],
    practices: ["C35"],
    options: { minimumDays: whole(7, 1, "Days that backups must be kept.") },
  },
  DATABASES,
  function* (database, { type, config: { minimumDays } }) {
    if ((database.number("backupRetentionPeriod") ?? 1) >= minimumDays) return;
    if (isMember(database, type)) return;
    // The source of a replica is what gets restored.
    if (RDS_INSTANCES.includes(type) && isReplica(database)) return;
    yield database.finding("backupRetentionPeriod", {
      expected: `${minimumDays} days or more`,
      ...(minimumDays <= MOST && { fix: { set: minimumDays } }),
    });
  },
);
