import { each } from "../../lib/finding";
import { HOSTS, hostsOf } from "../../lib/hosts";
import { rule } from "../../lib/rule";
import { secretsInUserData } from "../../lib/user-data";

/** Describes the instances that images are built on, which also run user data. */
const RECIPE = "aws:imagebuilder/imageRecipe:ImageRecipe";
/** So many are listed. */
const SHOWN = 5;

export default rule(
  {
    name: "ecs-host-no-secrets-in-user-data",
    severity: "critical",
    enforcementLevel: "mandatory",
    description: "User data of instances must not hold secrets.",
    why: "Every process and container on the host can read user data from the metadata service, and so can everyone who may describe the instance or its template.",
    remediationSteps:
      "Fetch the value at start from SSM or Secrets Manager with the instance's role; for AWS keys use the role itself. Then replace the value: it is known.",
    example: `DB_PASSWORD=$(aws ssm get-parameter --name /app/db-password --with-decryption --query Parameter.Value --output text)`,
    url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
    tags: ["checkov:CKV_AWS_46", "trivy:AWS-0129", "trivy:AWS-0029"],
    practices: ["A26"],
  },
  [...HOSTS, RECIPE],
  function* (resource, { type }) {
    yield* each(hostsOf(resource, type), function* (host) {
      yield* each(["userData", "userDataBase64"], function* (path) {
        const secrets = secretsInUserData(host.text(path) ?? "");
        if (secrets.length === 0) return;
        yield host.finding(path, {
          found: `has what looks like ${list(secrets)}`,
          expected: "no secret",
        });
      });
    });
  },
);

function list(secrets: readonly string[]): string {
  const shown = secrets.slice(0, SHOWN).join(", ");
  return secrets.length > SHOWN ? `${shown} and ${secrets.length - SHOWN} more` : shown;
}
