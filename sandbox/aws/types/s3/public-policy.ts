import { isObject } from "../../../lib/values";
import { listOf, statementsOf, type PolicyDocument, type Statement } from "../../lib/iam-document";

/**
 * Condition keys whose fixed value keeps a policy from being public: "The meaning of 'public'"
 * (Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage").
 */
const FIXED = new Set([
  "aws:principalarn",
  "aws:principalaccount",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceorgid",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
  "aws:vpcsourceip",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
  "s3:x-amz-server-side-encryption-aws-kms-key-id",
]);
const SOURCE_IP = "aws:sourceip";
/** The widest ranges of addresses that still count as fixed. */
const WIDEST = { ipv4: 8, ipv6: 32 };

/** Whether a bucket policy grants something to anyone, as S3 sees it when it blocks public policies. */
export function isPublicPolicy(document: PolicyDocument | undefined): boolean {
  return statementsOf(document).some(
    (statement) =>
      statement.Effect === "Allow" && isAnyone(statement) && !isNarrowed(statement.Condition),
  );
}

function isAnyone({ Principal, NotPrincipal }: Statement): boolean {
  if (NotPrincipal !== undefined || Principal === "*") return true;
  return isObject(Principal) && listOf(Principal["AWS"]).includes("*");
}

function isNarrowed(condition: Statement["Condition"]): boolean {
  return Object.entries(condition ?? {}).some(([operator, keys]) =>
    Object.entries(keys).some(([key, values]) =>
      listOf(values).every((value) => isFixed(operator, key.toLowerCase(), String(value))),
    ),
  );
}

function isFixed(operator: string, key: string, value: string): boolean {
  if (key === SOURCE_IP) return operator === "IpAddress" && isNarrowRange(value);
  return FIXED.has(key) && /^(String|Arn)(Equals|Like)/.test(operator) && !/[*?]|\$\{/.test(value);
}

function isNarrowRange(range: string): boolean {
  const [, prefix] = /\/(\d+)$/.exec(range) ?? [];
  const least = range.includes(":") ? WIDEST.ipv6 : WIDEST.ipv4;
  return prefix === undefined || Number(prefix) >= least;
}
