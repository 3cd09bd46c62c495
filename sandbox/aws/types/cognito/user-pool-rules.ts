/** What Cognito and the provider's schema refuse of a user pool. */
import { checks, lengthBetween, matches, oneOf } from "../../lib/check";
import type { CheckFailure, Properties } from "../../resource-type";
import { items, refuse, STANDARD_ATTRIBUTES, text, texts } from "./common";

/** API model cognito-idp 2016-04-18: UserPoolNameType and the enumerations of CreateUserPoolRequest. */
const NAME = /^[\w\s+=,.@-]{1,128}$/;
const CODE = /\{####\}/;
const SIGN_IN = ["email", "phone_number"];

const checkValues = checks(
  matches("name", NAME, "1 to 128 letters, digits, blanks and + = , . @ - _"),
  oneOf("deletionProtection", ["ACTIVE", "INACTIVE"]),
  oneOf("mfaConfiguration", ["OFF", "ON", "OPTIONAL"]),
  oneOf("userPoolTier", ["LITE", "ESSENTIALS", "PLUS"]),
  matches("emailVerificationMessage", CODE, "a text with {####}"),
  lengthBetween("emailVerificationSubject", 1, 140),
);

export function checkUserPool(inputs: Properties): readonly CheckFailure[] {
  return [
    ...checkValues(inputs),
    ...allOf(inputs, "usernameAttributes", SIGN_IN),
    ...allOf(inputs, "aliasAttributes", [...SIGN_IN, "preferred_username"]),
    ...allOf(inputs, "autoVerifiedAttributes", SIGN_IN),
    ...(inputs["aliasAttributes"] !== undefined && inputs["usernameAttributes"] !== undefined
      ? [
          {
            property: "aliasAttributes",
            reason: '"aliasAttributes": conflicts with usernameAttributes',
          },
        ]
      : []),
    ...passwordFaults(inputs["passwordPolicy"] as Properties | undefined),
    ...items(inputs["schemas"]).flatMap(schemaFaults),
  ];
}

function allOf(inputs: Properties, property: string, allowed: readonly string[]): CheckFailure[] {
  return texts(inputs[property]).flatMap((value, index) =>
    allowed.includes(value)
      ? []
      : [
          {
            property: `${property}[${index}]`,
            reason: `expected one of ${allowed.join(", ")}, got ${value}`,
          },
        ],
  );
}

function passwordFaults(policy: Properties | undefined): CheckFailure[] {
  const limits = [
    ["minimumLength", 6, 99],
    ["passwordHistorySize", 0, 24],
    ["temporaryPasswordValidityDays", 0, 365],
  ] as const;
  return limits.flatMap(([name, least, most]) => {
    const value = policy?.[name];
    return value === undefined || (Number(value) >= least && Number(value) <= most)
      ? []
      : [
          {
            property: `passwordPolicy.${name}`,
            reason: `expected ${name} to be in the range (${least} - ${most}), got ${JSON.stringify(value)}`,
          },
        ];
  });
}

function schemaFaults(schema: Properties, index: number): CheckFailure[] {
  const { name, attributeDataType: type, required } = schema;
  const fault = (property: string, reason: string) => ({
    property: `schemas[${index}].${property}`,
    reason,
  });
  const types = ["String", "Number", "DateTime", "Boolean"];
  return [
    ...(typeof name === "string" && name.length >= 1 && name.length <= 20
      ? []
      : [fault("name", `expected a name of 1 to 20 characters, got ${JSON.stringify(name)}`)]),
    ...(types.includes(String(type))
      ? []
      : [fault("attributeDataType", `expected one of ${types.join(", ")}, got ${String(type)}`)]),
    ...(required === true && !STANDARD_ATTRIBUTES.includes(String(name))
      ? [fault("required", "Required custom attributes are not supported currently.")]
      : []),
  ];
}

export function requireMfa(inputs: Properties, operation: string): void {
  const mode = inputs["mfaConfiguration"] ?? "OFF";
  const totp = (inputs["softwareTokenMfaConfiguration"] as Properties | undefined)?.["enabled"];
  const sms = inputs["smsConfiguration"] !== undefined;
  const mail = inputs["emailMfaConfiguration"] !== undefined;
  if (mode === "OFF" && totp === true) {
    throw refuse(operation, "Invalid MFA configuration given, can't turn off MFA and configure an MFA together."); // prettier-ignore
  }
  if (mode !== "OFF" && totp !== true && !sms && !mail) {
    throw refuse(operation, "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration."); // prettier-ignore
  }
}

/** Threat protection belongs to the Plus plan ("User pool feature plans"). */
export function requirePlan(inputs: Properties, operation: string): void {
  const mode = text((inputs["userPoolAddOns"] as Properties | undefined)?.["advancedSecurityMode"]);
  const tier = text(inputs["userPoolTier"]) ?? "ESSENTIALS";
  if (mode === undefined || mode === "OFF" || tier === "PLUS") return;
  throw refuse(
    operation,
    `Advanced security mode ${mode} is not available in the tier ${tier}; it needs PLUS.`, // own wording
    "FeatureUnavailableInTierException",
  );
}

export function requireRecovery(inputs: Properties, operation: string): void {
  const setting = inputs["accountRecoverySetting"] as Properties | undefined;
  const ways = items(setting?.["recoveryMechanisms"]);
  const names = ways.map(({ name }) => String(name));
  const known = ["admin_only", "verified_email", "verified_phone_number"];
  const wrong = names.find((name) => !known.includes(name));
  if (wrong !== undefined) {
    throw refuse(operation, `Invalid recovery mechanism ${wrong}: ${known.join(", ")} are known.`); // own wording
  }
  if (names.includes("admin_only") && names.length > 1) {
    throw refuse(operation, "Invalid account recovery setting parameter. Account Recovery Setting cannot use admin_only setting with any other recovery mechanisms."); // prettier-ignore
  }
}
