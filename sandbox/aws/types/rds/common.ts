import { checks, conflicts, matches } from "../../lib/check";
import { AwsError } from "../../resource-type";

export const INSTANCE = "aws:rds/instance:Instance";
export const SUBNET_GROUP = "aws:rds/subnetGroup:SubnetGroup";
export const PARAMETER_GROUP = "aws:rds/parameterGroup:ParameterGroup";
/** Snapshots are no resource of the stack: they outlive their database. */
export const SNAPSHOT = "sandbox:rds/snapshot";

/** What RDS refuses. Codes: API model rds 2014-10-31. Messages without a source are marked "own wording". */
export function refuse(operation: string, code: string, message: string): AwsError {
  return new AwsError(`RDS: ${operation}`, code, message);
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** A name of RDS: lower-case letters, digits and hyphens; terraform-provider-aws internal/service/rds/validate.go. */
const NAME = /^(?!.*--)[a-z][a-z0-9-]*(?<!-)$/;
const PREFIX = /^(?!.*--)[a-z][a-z0-9-]*$/;
const MEANS =
  "lower-case letters, digits and hyphens, a letter first, no two hyphens together and none at the end";

/** `name` and `namePrefix`, or an identifier and its prefix. */
export function checkNames(property: string, prefix: string) {
  return checks(
    matches(property, NAME, MEANS),
    matches(prefix, PREFIX, "lower-case letters, digits and hyphens, a letter first"),
    conflicts(prefix, property),
  );
}
