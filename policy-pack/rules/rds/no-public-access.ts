import { ALL_INSTANCES, native } from "../../lib/databases";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "rds-no-public-access",
    severity: "critical",
    enforcementLevel: "mandatory",
    description: "Databases must not have a public address.",
    why: "With a public address only a security group stands between the internet and a login.",
    remediationSteps:
      "Set `publiclyAccessible: false`, and reach the database from within the VPC.",
    automaticFix: "Sets `publiclyAccessible` to false.",
    example: `new aws.rds.Instance("db", { ...args, publiclyAccessible: false });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-2",
    tags: [
      "security-hub:RDS.2",
      "cis-aws-5:2.2.3",
      "cis-aws-7:3.2.3",
      "checkov:CKV_AWS_17",
      "trivy:AWS-0180",
      "cdk-nag:RDSInstancePublicAccess",
      "awsguard:rds-instance-public-access",
      "kics:rds_db_instance_publicly_accessible",
    ],
    practices: ["C22", "C28"],
  },
  // Clusters have the property only where they are made of one resource. DocumentDB has no public addresses.
  [...ALL_INSTANCES.filter((type) => !type.includes(":docdb")), ...native("rds:DbCluster")],
  function* (database) {
    if (database.flag("publiclyAccessible") !== true) return;
    yield database.finding("publiclyAccessible", { expected: "false", fix: { set: false } });
  },
);
