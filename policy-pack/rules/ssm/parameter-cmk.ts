import { keyNotOwn } from "../../lib/customer-keys";
import { rule } from "../../lib/rule";
import { PARAMETERS } from "../../lib/secret-references";

export default rule(
  {
    name: "ssm-parameter-cmk",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "Parameters of the type SecureString should be encrypted with a key of your own.",
    why: "Every principal of the account that may read the parameter may use the key `aws/ssm`; a key of your own has a policy, and can be withdrawn.",
    remediationSteps: "Set `keyId` to a customer managed key.",
    example: `new aws.ssm.Parameter("db-url", { ...args, type: "SecureString", keyId: key.arn });`,
    url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
    tags: ["checkov:CKV_AWS_337"],
    practices: ["D15"],
  },
  PARAMETERS,
  function* (parameter) {
    if (parameter.text("type")?.toLowerCase() === "securestring")
      yield* keyNotOwn(parameter, "keyId");
  },
);
