import { parseArn } from "../../lib/arns";
import type { Caller, Properties } from "../../resource-type";
import type { Account } from "../../account";

export const KEY = "aws:kms/key:Key";
export const ALIAS = "aws:kms/alias:Alias";

/**
 * The key that a service is given: a key id, an alias name, or the ARN of either.
 * AWS's own keys (`alias/aws/ssm`) exist in every account.
 * @returns undefined when there is no such key in the region. A key of another account cannot be looked into: taken as given.
 */
export function findKey(
  call: Caller & { readonly account: Account },
  given: string,
): Properties | undefined {
  const arn = parseArn(given);
  if (arn !== undefined) {
    if (arn.service !== "kms" || arn.region !== call.region) return undefined;
    if (arn.accountId !== call.accountId) return { arn: given };
    return findKey(call, arn.resource.replace(/^key\//, ""));
  }
  if (given.startsWith("alias/aws/")) return { arn: given };
  if (!given.startsWith("alias/")) return call.account.get(KEY, given);
  const target = call.account.get(ALIAS, given)?.["targetKeyId"];
  return typeof target === "string"
    ? call.account.get(KEY, target.replace(/^.*key\//, ""))
    : undefined;
}
