import { jsonFault } from "../../lib/iam-document";
import { AwsError, type Call, type CheckFailure, type Properties } from "../../resource-type";

/** API model (iam 2010-05-08): shapes roleNameType, policyNameType, pathType, policyPathType. */
export const NAME = /^[\w+=,.@-]+$/;
const PATH = /^(\/|\/[\u0021-\u007E]+\/)$/;

/** An answer of IAM. */
export function iamError(operation: string, code: string, message: string): AwsError {
  return new AwsError(`IAM: ${operation}`, code, message);
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A policy document as text: the SDK also takes it as an object, which the provider prints. */
export function documentText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? "");
}

export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** IAM's unique ids: a prefix that says what it is, 21 characters in all. */
export function uniqueId(call: Call, prefix: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const digits = call.hex((21 - prefix.length) * 2).match(/../g) ?? [];
  return prefix + digits.map((pair) => alphabet.charAt(parseInt(pair, 16) % 32)).join("");
}

/** Time as the provider prints IAM's creation dates. */
export function timestamp(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, "Z");
}

/** The name to use: the one given, or the prefix and a unique rest. */
export function nameOf(inputs: Properties, call: Call): string {
  return text(inputs["name"]) ?? `${text(inputs["namePrefix"]) ?? "terraform-"}${call.hex(26)}`;
}

/** ARN of something with a path: `role/path/name`. */
export function entityArn(call: Call, kind: string, path: string, name: string): string {
  return `arn:${call.partition}:iam::${call.accountId}:${kind}${path}${name}`;
}

/** Faults in a name, from the provider's schema. */
export function checkName(inputs: Properties, max: number): readonly CheckFailure[] {
  const name = text(inputs["name"]);
  const failures: CheckFailure[] = [];
  if (name !== undefined && name.length > max) {
    failures.push({
      property: "name",
      reason: `expected length of name to be in the range (1 - ${max}), got ${name}`,
    });
  }
  if (name !== undefined && !NAME.test(name)) {
    failures.push({
      property: "name",
      reason: `invalid value for name (must match [\\w+=,.@-]), got ${name}`,
    });
  }
  return failures;
}

export function checkPath(inputs: Properties): readonly CheckFailure[] {
  const path = text(inputs["path"]);
  if (path === undefined || (PATH.test(path) && path.length <= 512)) return [];
  return [
    {
      property: "path",
      reason: `must begin and end with / and have at most 512 characters, got ${path}`,
    },
  ];
}

/** Faults in a policy document, from the provider's schema (AWS looks at the rest of the grammar). */
export function checkDocument(inputs: Properties, property: string): readonly CheckFailure[] {
  if (inputs[property] === undefined) return [];
  const reason = jsonFault(property, documentText(inputs[property]));
  return reason === undefined ? [] : [{ property, reason }];
}
