import { neededLogs } from "../../lib/database-logs";
import { databaseOf, DATABASES, engineOf, isMember } from "../../lib/databases";
import { show } from "../../lib/finding";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "rds-log-exports",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "Databases should hand their logs on to CloudWatch Logs.",
    why: "On the database they are gone after days, with the database at once, and nothing can raise an alarm on them.",
    remediationSteps:
      "Name the engine's logs in `enabledCloudwatchLogsExports`, and give the log groups a retention.",
    example: `new aws.rds.Instance("db", { ...args, enabledCloudwatchLogsExports: ["postgresql", "upgrade"] });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-9",
    tags: [
      "security-hub:RDS.9",
      "security-hub:RDS.36",
      "security-hub:RDS.37",
      "security-hub:DocumentDB.4",
      "security-hub:Neptune.2",
      "checkov:CKV_AWS_129",
      "checkov:CKV_AWS_324",
      "cdk-nag:RDSLoggingEnabled",
    ],
    practices: ["C31"],
  },
  DATABASES,
  function* (resource, { type }) {
    if (isMember(resource, type)) return;
    const database = databaseOf(resource);
    const exported = database.texts("enabledCloudwatchLogsExports").map((log) => log.toLowerCase());
    const engine = engineOf(resource, type);
    const needed = engine === undefined ? undefined : neededLogs(engine);
    const isEnough = needed?.every((log) => exported.includes(log)) ?? exported.length > 0;
    if (isEnough) return;
    const expected = needed === undefined ? "the engine's logs" : `at least ${show(needed)}`;
    yield database.finding("enabledCloudwatchLogsExports", { expected });
  },
);
