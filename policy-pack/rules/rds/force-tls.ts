import { rule } from "../../lib/rule";
import { plainTransport, TRANSPORTS } from "../../lib/transport";

export default rule(
  {
    name: "rds-force-tls",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Databases and their proxies must refuse connections without TLS.",
    why: "A client that does not ask for TLS otherwise sends its password, and all data, in clear text.",
    remediationSteps:
      "Set `rds.force_ssl` to 1 (PostgreSQL, SQL Server) or `require_secure_transport` to ON (MySQL, MariaDB) in the parameter group; `requireTls: true` for a proxy.",
    example: `new aws.rds.ParameterGroup("db", {
  family: "postgres17",
  parameters: [{ name: "rds.force_ssl", value: "1" }],
});`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-38",
    tags: [
      "security-hub:RDS.38",
      "security-hub:RDS.39",
      "security-hub:DocumentDB.6",
      "checkov:CKV2_AWS_69",
    ],
    practices: ["C35"],
  },
  TRANSPORTS,
  (resource, { type }) => plainTransport(resource, type),
);
