import { AwsError, type Call, type Properties } from "../../resource-type";

export const USER_POOL = "aws:cognito/userPool:UserPool";
export const USER_POOL_CLIENT = "aws:cognito/userPoolClient:UserPoolClient";
export const USER_POOL_DOMAIN = "aws:cognito/userPoolDomain:UserPoolDomain";

/** Attributes that every pool has: "Working with user attributes" (Amazon Cognito Developer Guide). */
export const STANDARD_ATTRIBUTES = [
  ...["address", "birthdate", "email", "family_name", "gender", "given_name", "locale"],
  ...["middle_name", "name", "nickname", "phone_number", "picture", "preferred_username"],
  ...["profile", "sub", "updated_at", "website", "zoneinfo"],
];

export function refuse(operation: string, message: string, code = "InvalidParameterException") {
  return new AwsError(`Cognito Identity Provider: ${operation}`, code, message);
}

export function poolOf(given: unknown, call: Call, operation: string): Properties {
  const pool = call.account.get(USER_POOL, String(given));
  if (pool !== undefined) return pool;
  throw refuse(
    operation,
    `User pool ${String(given)} does not exist.`,
    "ResourceNotFoundException",
  );
}

export function items(value: unknown): readonly Properties[] {
  return Array.isArray(value)
    ? (value as unknown[]).filter((item): item is Properties => typeof item === "object")
    : [];
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as unknown[]).map(String) : [];
}

/** Letters and digits, as in the ids of Cognito. */
export function letters(call: Call, length: number, alphabet: string): string {
  return [...call.hex(length * 2).matchAll(/../g)]
    .map(([pair]) => alphabet[Number.parseInt(pair, 16) % alphabet.length])
    .join("");
}
export const LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";
export const MIXED = `ABCDEFGHIJKLMNOPQRSTUVWXYZ${LOWER}`;
