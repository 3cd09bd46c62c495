import { AwsError } from "../../resource-type";

/** What WAF refuses. Codes: API model wafv2 2019-07-29. Messages: as quoted in public issue trackers, else marked "own wording". */
export function refuse(operation: string, code: string, message: string): never {
  throw new AwsError(`WAFV2: ${operation}`, code, message);
}

/** WAF's answer to a value that it does not take. */
export function invalid(
  operation: string,
  field: string,
  parameter: string,
  reason: string,
): never {
  return refuse(
    operation,
    "WAFInvalidParameterException",
    `Error reason: ${reason}, field: ${field}, parameter: ${parameter}`,
  );
}
