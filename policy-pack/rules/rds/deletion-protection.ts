import { DATABASES, GLOBAL_CLUSTERS, isMember } from "../../lib/databases";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "rds-deletion-protection",
    severity: "medium",
    enforcementLevel: "mandatory",
    description:
      "Databases must be protected from deletion in the stacks of the setting `protectedStacks`.",
    why: "A new name in the program, or one wrong click, deletes a database; AWS then refuses until somebody means it.",
    remediationSteps: "Set `deletionProtection: true`.",
    automaticFix: "Sets `deletionProtection` to true.",
    example: `new aws.rds.Instance("db", { ...args, deletionProtection: true });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-8",
    tags: [
      "security-hub:RDS.7",
      "security-hub:RDS.8",
      "security-hub:DocumentDB.5",
      "security-hub:Neptune.4",
      "checkov:CKV_AWS_139",
      "checkov:CKV_AWS_293",
      "trivy:AWS-0177",
      "trivy:AWS-0343",
      "cdk-nag:AwsSolutions-RDS10",
    ],
    practices: ["C35"],
  },
  [...DATABASES, ...GLOBAL_CLUSTERS],
  function* (database, context) {
    if (!context.protected || database.flag("deletionProtection") === true) return;
    if (isMember(database, context.type)) return;
    yield database.finding("deletionProtection", {
      expected: "true in this stack",
      fix: { set: true },
    });
  },
);
