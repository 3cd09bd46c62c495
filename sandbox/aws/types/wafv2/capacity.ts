import { isObject } from "../../../lib/values";
import type { Properties } from "../../resource-type";
import { bags, text, textOf } from "../ec2/inputs";

/**
 * Web ACL capacity units (WCU) of AWS's managed rule groups: "AWS Managed Rules rule groups list" (WAF Developer
 * Guide). A group that is not here is refused.
 */
const MANAGED: Readonly<Record<string, number>> = {
  AWSManagedRulesACFPRuleSet: 50,
  AWSManagedRulesATPRuleSet: 50,
  AWSManagedRulesAdminProtectionRuleSet: 100,
  AWSManagedRulesAmazonIpReputationList: 25,
  AWSManagedRulesAnonymousIpList: 50,
  AWSManagedRulesAntiDDoSRuleSet: 50,
  AWSManagedRulesBotControlRuleSet: 50,
  AWSManagedRulesCommonRuleSet: 700,
  AWSManagedRulesKnownBadInputsRuleSet: 200,
  AWSManagedRulesLinuxRuleSet: 200,
  AWSManagedRulesPHPRuleSet: 100,
  AWSManagedRulesSQLiRuleSet: 200,
  AWSManagedRulesUnixRuleSet: 100,
  AWSManagedRulesWindowsRuleSet: 200,
  AWSManagedRulesWordPressRuleSet: 100,
};

/** WCU of one statement: "Rule statements in AWS WAF" (WAF Developer Guide). */
const STATEMENTS: Readonly<Record<string, number>> = {
  asnMatchStatement: 1,
  byteMatchStatement: 10,
  geoMatchStatement: 1,
  ipSetReferenceStatement: 1,
  labelMatchStatement: 1,
  regexMatchStatement: 3,
  regexPatternSetReferenceStatement: 25,
  sizeConstraintStatement: 1,
  sqliMatchStatement: 20,
  xssMatchStatement: 40,
};
/** Positions of a byte match that cost less, and its text transformations, 10 each. */
const POSITIONS: Readonly<Record<string, number>> = { EXACTLY: 2, STARTS_WITH: 2, ENDS_WITH: 2 };
const TRANSFORMATION = 10;
const RATE_BASED = 2;
/** A custom key of a rate-based statement costs 30 each. */
const CUSTOM_KEY = 30;

/** What a web ACL may have without paying more, and at all. */
export const CAPACITY = { most: 5000 } as const;

/** Capacity of all rules together. */
export function capacityOf(rules: readonly Properties[]): number {
  return sum(rules.map(({ statement }) => statementCapacity(statement)));
}

function statementCapacity(statement: unknown): number {
  if (!isObject(statement)) return 0;
  return sum(Object.entries(statement).map(([kind, given]) => capacityOfKind(kind, given)));
}

function capacityOfKind(kind: string, given: unknown): number {
  if (!isObject(given)) return 0;
  const scopeDown = statementCapacity(given["scopeDownStatement"]);
  switch (kind) {
    case "managedRuleGroupStatement":
      return (MANAGED[textOf(given, "name")] ?? 0) + scopeDown;
    case "rateBasedStatement":
      return RATE_BASED + bags(given, "customKeys").length * CUSTOM_KEY + scopeDown;
    case "andStatement":
    case "orStatement":
      return sum(bags(given, "statements").map(statementCapacity));
    case "notStatement":
      return sum(bags(given, "statements").map(statementCapacity));
    default:
      return (
        (kind === "byteMatchStatement"
          ? (POSITIONS[textOf(given, "positionalConstraint")] ?? STATEMENTS[kind] ?? 0)
          : (STATEMENTS[kind] ?? 0)) + transformations(given)
      );
  }
}

function transformations(given: Properties): number {
  const changing = bags(given, "textTransformations").filter((one) => text(one, "type") !== "NONE");
  return changing.length * TRANSFORMATION;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** Whether AWS keeps a managed rule group of this name. */
export function isManagedGroup(name: string): boolean {
  return Object.hasOwn(MANAGED, name);
}
