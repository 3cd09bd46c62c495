import { ALL_INSTANCES, RDS_DATABASES } from "../../lib/databases";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "rds-minor-upgrades",
    severity: "low",
    enforcementLevel: "advisory",
    description: "Databases should take minor versions by themselves.",
    why: "Minor versions mend faults of security; in the maintenance window they come without anybody thinking of them.",
    remediationSteps: "Leave `autoMinorVersionUpgrade` out, which means true.",
    example: `new aws.rds.Instance("db", { ...args, autoMinorVersionUpgrade: true });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-13",
    tags: [
      "security-hub:RDS.13",
      "security-hub:RDS.35",
      "cis-aws-5:2.2.2",
      "cis-aws-7:3.2.2",
      "checkov:CKV_AWS_226",
      "cdk-nag:RDSAutomaticMinorVersionUpgradeEnabled",
    ],
    practices: ["C18"],
  },
  // DocumentDB does not look at the property.
  [...new Set([...ALL_INSTANCES, ...RDS_DATABASES])].filter((type) => !type.includes(":docdb")),
  function* (database) {
    if (database.flag("autoMinorVersionUpgrade") !== false) return;
    yield database.finding("autoMinorVersionUpgrade", { expected: "true, or not set" });
  },
);
