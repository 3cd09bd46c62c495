import { arn } from "../../lib/arns";
import { checks, conflicts, matches } from "../../lib/check";
import { givenName } from "../../lib/names";
import { AwsError, type Call, type ResourceType } from "../../resource-type";
import { ALIAS, KEY, findKey } from "./find-key";

/** API model kms 2014-11-01: AliasNameType; `alias/aws/` is AWS's own. */
const NAME = /^alias\/(?!aws\/)[a-zA-Z0-9/_-]{1,250}$/;
const NAME_MEANS = "alias/ (not alias/aws/) and letters, digits, / _ -, at most 256 characters";

export const alias: ResourceType = {
  token: ALIAS,
  source: [
    "API model kms 2014-11-01: CreateAlias",
    "terraform-provider-aws internal/service/kms/alias.go",
  ],
  autoName: { property: "name", maxLength: 250, transform: (name) => `alias/${name}` },
  required: ["targetKeyId"],
  forceNew: ["name", "namePrefix"],
  same: { targetKeyId: (a, b) => keyId(a) === keyId(b) },
  check: checks(
    matches("name", NAME, NAME_MEANS),
    matches("namePrefix", NAME, NAME_MEANS),
    conflicts("namePrefix", "name"),
  ),
  create: (inputs, call) => {
    const name = givenName(inputs, call, { otherwise: "alias/" });
    if (call.account.get(ALIAS, name) !== undefined) {
      throw refuse(
        "CreateAlias",
        "AlreadyExistsException",
        `An alias with the name ${arn(call, "kms", name)} already exists`,
      );
    }
    return {
      id: name,
      outputs: {
        arn: arn(call, "kms", name),
        name,
        namePrefix: inputs["namePrefix"] ?? "",
        ...target(inputs["targetKeyId"], call, "CreateAlias"),
      },
    };
  },
  update: (_id, inputs, _old, call) => target(inputs["targetKeyId"], call, "UpdateAlias"),
};

function target(given: unknown, call: Call, operation: string) {
  const id = keyId(given);
  // Only a key of this account and region can have an alias: an alias of an alias cannot.
  const key = id.startsWith("alias/") ? undefined : findKey(call, String(given));
  if (key === undefined || call.account.get(KEY, id) === undefined) {
    throw refuse(operation, "NotFoundException", `Key '${String(given)}' does not exist`);
  }
  return { targetKeyArn: key["arn"], targetKeyId: id };
}

/** Id of a key given by id or ARN. */
function keyId(given: unknown): string {
  return String(given).replace(/^arn:.*:key\//, "");
}

function refuse(operation: string, code: string, message: string): AwsError {
  return new AwsError(`KMS: ${operation}`, code, message);
}
