import {
  databaseOf,
  DATABASES,
  engineOf,
  isMember,
  isServerlessV1,
  PROXIES,
} from "../../lib/databases";
import { each } from "../../lib/finding";
import { rule } from "../../lib/rule";

/** Engines without it; source: RDS User Guide, IAM database authentication. */
const WITHOUT = /^(?:custom-|db2|docdb|oracle|sqlserver)/;

export default rule(
  {
    name: "rds-iam-auth",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "Databases and their proxies should let clients in by IAM.",
    why: "A token of fifteen minutes by the task's role cannot be left lying about as a password can.",
    remediationSteps:
      'Set `iamDatabaseAuthenticationEnabled: true`, for a proxy `iamAuth: "REQUIRED"`, and allow `rds-db:connect`.',
    example: `new aws.rds.Instance("db", { ...args, iamDatabaseAuthenticationEnabled: true });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-10",
    tags: [
      "security-hub:RDS.10",
      "security-hub:RDS.12",
      "security-hub:Neptune.7",
      "checkov:CKV_AWS_161",
      "checkov:CKV_AWS_162",
      "trivy:AWS-0176",
      "cdk-nag:AwsSolutions-RDS6",
    ],
    practices: ["C9"],
  },
  [...DATABASES, ...PROXIES],
  function* (resource, { type }) {
    if (PROXIES.includes(type)) {
      if (resource.text("defaultAuthScheme")?.toUpperCase() === "IAM_AUTH") return;
      const proxy = resource.as({ aliases: { auths: ["auth"] } });
      yield* each(proxy.list("auths"), function* (auth) {
        if (/^(?:REQUIRED|ENABLED)$/i.test(auth.text("iamAuth") ?? "")) return;
        yield auth.finding("iamAuth", { expected: '"REQUIRED"' });
      });
      return;
    }
    const database = databaseOf(resource);
    if (database.flag("iamDatabaseAuthenticationEnabled") === true) return;
    if (isMember(resource, type) || WITHOUT.test(engineOf(resource, type) ?? "")) return;
    if (isServerlessV1(resource)) return;
    yield database.finding("iamDatabaseAuthenticationEnabled", { expected: "true" });
  },
);
