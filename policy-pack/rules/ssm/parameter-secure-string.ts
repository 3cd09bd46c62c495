import { show } from "../../lib/finding";
import { rule } from "../../lib/rule";
import { secretIn } from "../../lib/secret-parameters";
import { PARAMETERS } from "../../lib/secret-references";

export default rule(
  {
    name: "ssm-parameter-secure-string",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Parameters that hold secrets must be of the type SecureString.",
    why: "A String is stored as it is: whoever may list parameters reads it, and so does everybody who sees the state.",
    remediationSteps:
      'Set `type: "SecureString"`, and give the value from a secret of the configuration.',
    example: `new aws.ssm.Parameter("db-password", { name: "/app/db/PASSWORD", type: "SecureString", value: config.requireSecret("dbPassword") });`,
    url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-securestring.html",
    tags: ["checkov:CKV2_AWS_34"],
    practices: ["A25", "B7"],
  },
  PARAMETERS,
  function* (parameter, { name }) {
    if (parameter.text("type")?.toLowerCase() === "securestring") return;
    const reason = secretIn(parameter, name);
    if (reason === undefined) return;
    yield parameter.finding("type", {
      found: `is ${show(parameter.text("type"))}, but ${reason}`,
      expected: '"SecureString"',
    });
  },
);
