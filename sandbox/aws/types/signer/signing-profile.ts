import { isObject } from "../../../lib/values";
import { arn } from "../../lib/arns";
import { checks, conflicts, matches, oneOf } from "../../lib/check";
import { givenName } from "../../lib/names";
import { AwsError, type Properties, type ResourceType } from "../../resource-type";

const PROFILE = "aws:signer/signingProfile:SigningProfile";

/** The platforms of the provider's schema, and their display names (AWS Signer Developer Guide; the first two only). */
const PLATFORMS: Readonly<Record<string, string>> = {
  "AWSLambda-SHA384-ECDSA": "AWS Lambda",
  "Notation-OCI-SHA384-ECDSA": "Notation for container registries",
  "AWSIoTDeviceManagement-SHA256-ECDSA": "AWSIoTDeviceManagement-SHA256-ECDSA",
  "AmazonFreeRTOS-TI-CC3220SF": "AmazonFreeRTOS-TI-CC3220SF",
  "AmazonFreeRTOS-Default": "AmazonFreeRTOS-Default",
};
/** API model signer 2017-08-25: ValidityType; months of each, about. */
const MONTHS: Readonly<Record<string, number>> = { DAYS: 12 / 365, MONTHS: 1, YEARS: 12 };
/** AWS Signer Developer Guide, "Creating profiles": the default and the maximum. */
const MOST_MONTHS = 135;

export const signingProfile: ResourceType = {
  token: PROFILE,
  source: [
    "API model signer 2017-08-25: PutSigningProfile, GetSigningProfile",
    "terraform-provider-aws internal/service/signer/signing_profile.go",
  ],
  // The bridge's generated name has a hyphen, which the check below refuses: a program gives name or namePrefix.
  autoName: { property: "name", maxLength: 64 },
  required: ["platformId"],
  forceNew: [
    ...["name", "namePrefix", "platformId", "signatureValidityPeriod", "signingMaterial"],
    "signingParameters",
  ],
  taggable: true,
  check: (inputs) => [
    ...checks(
      matches("name", /^\w{0,64}$/, "at most 64 letters, digits and _"),
      matches("namePrefix", /^\w{0,38}$/, "at most 38 letters, digits and _"),
      conflicts("namePrefix", "name"),
      oneOf("platformId", Object.keys(PLATFORMS)),
    )(inputs),
    ...checkValidity(inputs),
  ],
  inputsOf: ({ namePrefix, signingMaterial, ...state }) => ({
    ...state,
    ...(namePrefix !== "" && { namePrefix }),
    ...(isObject(signingMaterial) && "certificateArn" in signingMaterial && { signingMaterial }),
  }),
  create: (inputs, call) => {
    const { namePrefix, platformId } = inputs;
    const name = givenName(inputs, call, { otherwise: "terraform_" });
    const period = validity(inputs);
    if (!(period.months > 0 && period.months <= MOST_MONTHS)) {
      throw new AwsError(
        "Signer: PutSigningProfile",
        "ValidationException",
        `The signature validity period must be between 1 day and ${MOST_MONTHS} months.`, // own wording
      );
    }
    const profile = arn(call, "signer", `/signing-profiles/${name}`);
    const version = call.hex(10);
    return {
      id: name,
      outputs: {
        arn: profile,
        name,
        namePrefix: namePrefix ?? "",
        platformDisplayName: PLATFORMS[String(platformId)] ?? "",
        revocationRecords: [],
        signatureValidityPeriod: { type: period.type, value: period.value },
        // A container registry's signatures have none: AWS keeps the key.
        signingMaterial: inputs["signingMaterial"] ?? {},
        status: "Active",
        version,
        versionArn: `${profile}/${version}`,
      },
    };
  },
};

function validity({ signatureValidityPeriod: given }: Properties) {
  const { type, value } = isObject(given) ? given : { type: "MONTHS", value: MOST_MONTHS };
  return { type, value, months: Number(value) * (MONTHS[String(type)] ?? Number.NaN) };
}

function checkValidity({ signatureValidityPeriod: given }: Properties) {
  if (!isObject(given) || given["type"] === undefined) return [];
  return oneOf(
    "type",
    Object.keys(MONTHS),
  )(given).map(({ reason }) => ({
    property: "signatureValidityPeriod.type",
    reason,
  }));
}
