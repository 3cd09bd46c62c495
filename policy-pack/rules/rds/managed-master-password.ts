import { databaseOf, DATABASES, isCopy, isMember } from "../../lib/databases";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "rds-managed-master-password",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "The master password must be managed by AWS, or be given as a write-only value.",
    why: "A password in a property is in the state and in every copy of it, and mostly stays as it was on the first day.",
    remediationSteps:
      "Set `manageMasterUserPassword: true`, or `passwordWo` with `passwordWoVersion`, and take `password` out.",
    example: `new aws.rds.Instance("db", { ...args, username: "root", manageMasterUserPassword: true });`,
    url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html",
    tags: [],
    practices: ["A26"],
  },
  // Neptune has no passwords.
  DATABASES.filter((type) => !type.includes(":neptune")),
  function* (resource, { type }) {
    if (isMember(resource, type)) return;
    const database = databaseOf(resource);
    if (database.given("password")) {
      const expected = "`manageMasterUserPassword` or a write-only password";
      yield database.finding("password", { found: "is set", expected });
      return;
    }
    if (database.given("passwordWo") || isCopy(database)) return;
    if (database.flag("manageMasterUserPassword") === true) return;
    yield database.finding("manageMasterUserPassword", {
      expected: "true, or a write-only password",
    });
  },
);
