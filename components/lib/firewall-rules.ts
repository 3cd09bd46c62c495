import type * as aws from "@pulumi/aws";
import { type Checks, list, named, oneOf, optional, text, whole } from "./checks";

/**
 * Rule groups that AWS keeps, in the order in which they are tried, with their cost in capacity units; a web ACL has
 * 1500 before AWS asks for more. Source: WAF Developer Guide, AWS Managed Rules rule groups list.
 */
const MANAGED_GROUPS = {
  AWSManagedRulesAmazonIpReputationList: 25,
  AWSManagedRulesCommonRuleSet: 700,
  AWSManagedRulesKnownBadInputsRuleSet: 200,
  AWSManagedRulesSQLiRuleSet: 200,
} as const;

/** A rule group of AWS that the firewall has. */
export type ManagedGroup = keyof typeof MANAGED_GROUPS;

const GROUP_NAMES = Object.keys(MANAGED_GROUPS) as ManagedGroup[];

/** What the rules of a firewall depend on. */
export interface FirewallRulesArgs {
  /** Requests that an address may make in five minutes, 10 to 2,000,000,000; further ones are answered 429. */
  readonly requestsPerFiveMinutes: number;
  /**
   * Rules of AWS's groups that count requests and let them through, such as
   * `{ AWSManagedRulesCommonRuleSet: ["SizeRestrictions_BODY"] }` for uploads above 8 KB. Default: none.
   */
  readonly allowMatching?: Readonly<Partial<Record<ManagedGroup, readonly string[]>>>;
}

/** The limit first, which costs least; then AWS's groups. */
export function firewallRules(
  name: string,
  args: FirewallRulesArgs,
): aws.types.input.wafv2.WebAclRule[] {
  return [
    {
      name: "rate-limit",
      priority: 0,
      action: { block: { customResponse: { responseCode: 429 } } },
      statement: {
        rateBasedStatement: {
          aggregateKeyType: "IP",
          limit: args.requestsPerFiveMinutes,
          evaluationWindowSec: 300,
        },
      },
      visibilityConfig: visibility(`${name}-rate-limit`),
    },
    ...GROUP_NAMES.map((group, index) => ({
      name: group,
      priority: index + 1,
      // The group's own actions count.
      overrideAction: { none: {} },
      statement: {
        managedRuleGroupStatement: {
          vendorName: "AWS",
          name: group,
          ruleActionOverrides: [...(args.allowMatching?.[group] ?? [])].sort().map((rule) => ({
            name: rule,
            actionToUse: { count: {} },
          })),
        },
      },
      visibilityConfig: visibility(`${name}-${group}`),
    })),
  ];
}

/** Metrics, and no samples: those hold all headers, passwords and sessions too. */
export function visibility(metricName: string): aws.types.input.wafv2.WebAclVisibilityConfig {
  return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: false };
}

/** API model wafv2 2019-07-29, RateLimit. */
export const RATE_LIMIT = { least: 10, most: 2_000_000_000 } as const;

/** Checks of what the rules depend on. API model wafv2 2019-07-29: EntityName. */
export const FIREWALL_RULES: Checks<FirewallRulesArgs> = {
  requestsPerFiveMinutes: whole(RATE_LIMIT.least, RATE_LIMIT.most),
  allowMatching: optional(
    named(oneOf(GROUP_NAMES), list(text(/^[A-Za-z0-9_-]{1,128}$/, "the name of a rule"))),
  ),
};
