import { arn } from "../../lib/arns";
import { checks, isJson, lengthBetween, oneOf, wholeNumberBetween } from "../../lib/check";
import { listOf, namedPrincipals, parseDocument, statementsOf } from "../../lib/iam-document";
import { documentText, resourcePolicyFault } from "../../lib/resource-policy";
import { AwsError, type Call, type Properties, type ResourceType } from "../../resource-type";
import { ALIAS, KEY } from "./find-key";

/** API model kms 2014-11-01: KeySpec, KeyUsageType, RotationPeriodInDaysType, PolicyType; the provider allows 7 to 30 days. */
const SYMMETRIC = "SYMMETRIC_DEFAULT";
const KEY_SPECS = [
  SYMMETRIC,
  ..."RSA_2048 RSA_3072 RSA_4096 ECC_NIST_P256 ECC_NIST_P384 ECC_NIST_P521 ECC_SECG_P256K1".split(
    " ",
  ),
  ..."HMAC_224 HMAC_256 HMAC_384 HMAC_512 SM2 ML_DSA_44 ML_DSA_65 ML_DSA_87".split(" "),
  ..."ECC_NIST_EDWARDS25519 ML_KEM_512 ML_KEM_768 ML_KEM_1024".split(" "),
];
const KEY_USAGES = [
  "ENCRYPT_DECRYPT",
  "SIGN_VERIFY",
  "GENERATE_VERIFY_MAC",
  "KEY_AGREEMENT",
  "ENCAPSULATE_DECAPSULATE",
];
const ROTATION_DAYS = { least: 90, most: 2560, default: 365 };
const POLICY_LENGTH = 32768;

export const key: ResourceType = {
  token: KEY,
  source: [
    "API model kms 2014-11-01: CreateKey, PutKeyPolicy, EnableKeyRotation",
    "terraform-provider-aws internal/service/kms/key.go",
    "length of a key policy: AWS KMS quotas (32 KB)",
  ],
  defaults: {
    bypassPolicyLockoutSafetyCheck: false,
    customerMasterKeySpec: SYMMETRIC,
    enableKeyRotation: false,
    isEnabled: true,
    keyUsage: "ENCRYPT_DECRYPT",
  },
  forceNew: ["customKeyStoreId", "customerMasterKeySpec", "keyUsage", "multiRegion", "xksKeyId"],
  taggable: true,
  json: ["policy"],
  check: checks(
    oneOf("customerMasterKeySpec", KEY_SPECS),
    oneOf("keyUsage", KEY_USAGES),
    wholeNumberBetween("deletionWindowInDays", 7, 30),
    wholeNumberBetween("rotationPeriodInDays", ROTATION_DAYS.least, ROTATION_DAYS.most),
    lengthBetween("description", 0, 8192),
    isJson("policy"),
  ),
  create: (inputs, call) => {
    requireRotatable(inputs);
    const digits = call.hex(32);
    const id =
      inputs["multiRegion"] === true
        ? `mrk-${digits}`
        : digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    return {
      id,
      outputs: {
        arn: arn(call, "kms", `key/${id}`),
        description: inputs["description"] ?? "",
        keyId: id,
        multiRegion: inputs["multiRegion"] ?? false,
        policy: policyOf(inputs, call, "CreateKey"),
        rotationPeriodInDays: rotationPeriod(inputs),
      },
    };
  },
  update: (_id, inputs, old, call) => {
    requireRotatable(inputs);
    const given = inputs["policy"] === undefined ? { ...inputs, policy: old["policy"] } : inputs;
    return {
      policy: policyOf(given, call, "PutKeyPolicy"),
      rotationPeriodInDays: rotationPeriod(inputs),
    };
  },
  // The key is pending deletion then, which the provider counts as gone; its aliases go with it.
  delete: (id, _stored, { account }) => {
    for (const alias of account.list(ALIAS)) {
      if (alias.properties["targetKeyArn"] === account.get(KEY, id)?.["arn"]) {
        account.remove(ALIAS, alias.id);
      }
    }
  },
};

function rotationPeriod(inputs: Properties): number {
  if (inputs["enableKeyRotation"] !== true) return 0;
  return Number(inputs["rotationPeriodInDays"] ?? ROTATION_DAYS.default);
}

function requireRotatable(inputs: Properties): void {
  if (inputs["enableKeyRotation"] !== true || inputs["customerMasterKeySpec"] === SYMMETRIC) return;
  throw refuse(
    "EnableKeyRotation",
    "UnsupportedOperationException",
    `You cannot perform this operation on a key of the type ${String(inputs["customerMasterKeySpec"])}: only symmetric encryption keys rotate.`,
  );
}

function policyOf(inputs: Properties, call: Call, operation: string): string {
  if (inputs["policy"] === undefined) return defaultPolicy(call);
  const text = documentText(inputs["policy"]);
  const malformed = (message: string) =>
    refuse(operation, "MalformedPolicyDocumentException", message);
  if (text.length > POLICY_LENGTH) {
    throw refuse(
      operation,
      "LimitExceededException",
      `The policy has ${text.length} characters, at most ${POLICY_LENGTH} are allowed.`,
    );
  }
  const fault = resourcePolicyFault(text);
  if (fault !== undefined) throw malformed(fault);
  const missing = namedPrincipals(text).find(
    (name) => isOurs(name, call) && !call.account.byArn(name),
  );
  if (missing !== undefined) {
    throw malformed(
      `Policy contains a statement with one or more invalid principals. (${missing} does not exist)`,
    );
  }
  if (inputs["bypassPolicyLockoutSafetyCheck"] !== true && !allowsPolicyChanges(text, call)) {
    throw malformed(
      "The new key policy will not allow you to update the key policy in the future.",
    );
  }
  return text;
}

/** What a key has when no policy is given: its account decides by IAM (AWS KMS Developer Guide, "Default key policy"). */
function defaultPolicy({ partition, accountId }: Call): string {
  return JSON.stringify({
    Id: "key-default-1",
    Statement: [
      {
        Action: "kms:*",
        Effect: "Allow",
        Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
        Resource: "*",
        Sid: "Enable IAM User Permissions",
      },
    ],
    Version: "2012-10-17",
  });
}

/** The lockout check: somebody in the account must remain able to change the policy. */
function allowsPolicyChanges(text: string, { accountId }: Call): boolean {
  return statementsOf(parseDocument(text)).some(({ Effect, Action, Principal }) => {
    const principals =
      typeof Principal === "object" && Principal !== null && "AWS" in Principal
        ? Principal.AWS
        : Principal;
    return (
      Effect === "Allow" &&
      listOf(Action).some((action) => /^(\*|kms:(\*|Put\*|PutKeyPolicy))$/i.test(action)) &&
      listOf(principals).some((name) => name === "*" || String(name).includes(accountId))
    );
  });
}

function isOurs(arnText: string, { accountId }: Call): boolean {
  return arnText.includes(`::${accountId}:`);
}

function refuse(operation: string, code: string, message: string): AwsError {
  return new AwsError(`KMS: ${operation}`, code, message);
}
