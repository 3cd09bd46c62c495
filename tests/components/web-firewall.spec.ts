import * as assert from "node:assert/strict";
import type { WebFirewallArgs } from "../../components";
import { assertRefused } from "../support/errors";
import { ACCOUNT, inventory, only, startMocks, text } from "../support/mocks";

const BALANCER = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/web/1";

interface Rule {
  readonly name: string;
  readonly priority: number;
  readonly action?: unknown;
  readonly overrideAction?: unknown;
  readonly statement: {
    readonly rateBasedStatement?: unknown;
    readonly managedRuleGroupStatement?: {
      readonly name: string;
      readonly vendorName: string;
      readonly ruleActionOverrides: unknown[];
    };
  };
  readonly visibilityConfig: unknown;
}

describe("WebFirewall", () => {
  let components: typeof import("../../components");
  let references: typeof import("../support/references");
  beforeEach(async () => {
    await startMocks();
    components = await import("../../components");
    references = await import("../support/references");
  });
  const args = (more: Partial<WebFirewallArgs> = {}): WebFirewallArgs => ({
    account: ACCOUNT,
    loadBalancer: { arn: references.output(BALANCER) },
    logGroup: { ...references.logGroup("waf"), name: "aws-waf-logs-cruddur-test" },
    requestsPerFiveMinutes: 2000,
    ...more,
  });
  const rulesOf = async () =>
    (await only("aws:wafv2/webAcl:WebAcl")).inputs.rules as unknown as Rule[];

  it("is a web ACL, its association and its log", async () => {
    new components.WebFirewall("web", args());
    assert.deepEqual(await inventory(), [
      "aws:wafv2/webAcl:WebAcl web",
      "aws:wafv2/webAclAssociation:WebAclAssociation web",
      "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration web",
      "cruddur:wafv2:WebFirewall web",
      "test:index:Nothing log-group-waf",
    ]);
    const { inputs } = await only("aws:wafv2/webAclAssociation:WebAclAssociation");
    assert.equal(inputs.resourceArn, BALANCER);
    assert.match(text(inputs.webAclArn), /webacl\/web-1a2b3c4\/1$/);
  });

  it("limits each address, and blocks what AWS's rules find", async () => {
    new components.WebFirewall("web", args());
    const { inputs } = await only("aws:wafv2/webAcl:WebAcl");
    assert.equal(inputs.scope, "REGIONAL");
    assert.deepEqual(inputs.defaultAction, { allow: {} });
    const [limit, ...groups] = await rulesOf();
    assert.deepEqual(limit, {
      action: { block: { customResponse: { responseCode: 429 } } },
      name: "rate-limit",
      priority: 0,
      statement: {
        rateBasedStatement: { aggregateKeyType: "IP", evaluationWindowSec: 300, limit: 2000 },
      },
      visibilityConfig: {
        cloudwatchMetricsEnabled: true,
        metricName: "web-rate-limit",
        sampledRequestsEnabled: false,
      },
    });
    assert.deepEqual(
      groups.map((rule) => [
        rule.priority,
        rule.statement.managedRuleGroupStatement?.vendorName,
        rule.statement.managedRuleGroupStatement?.name,
        rule.overrideAction,
        rule.statement.managedRuleGroupStatement?.ruleActionOverrides,
      ]),
      [
        [1, "AWS", "AWSManagedRulesAmazonIpReputationList", { none: {} }, []],
        [2, "AWS", "AWSManagedRulesCommonRuleSet", { none: {} }, []],
        [3, "AWS", "AWSManagedRulesKnownBadInputsRuleSet", { none: {} }, []],
        [4, "AWS", "AWSManagedRulesSQLiRuleSet", { none: {} }, []],
      ],
    );
  });

  it("counts instead of blocking only where it is told so", async () => {
    const allowMatching = {
      AWSManagedRulesCommonRuleSet: ["SizeRestrictions_BODY", "GenericLFI_BODY"],
    };
    new components.WebFirewall("web", args({ allowMatching }));
    const overrides = (await rulesOf()).map(
      (rule) => rule.statement.managedRuleGroupStatement?.ruleActionOverrides,
    );
    const count = { actionToUse: { count: {} } };
    assert.deepEqual(overrides, [
      undefined,
      [],
      [
        { name: "GenericLFI_BODY", ...count },
        { name: "SizeRestrictions_BODY", ...count },
      ],
      [],
      [],
    ]);
  });

  it("records what it blocks and counts, without passwords and sessions", async () => {
    new components.WebFirewall("web", args());
    const { inputs } = await only(
      "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
    );
    const { resourceArn, ...rest } = inputs;
    assert.match(text(resourceArn), /webacl\/web-1a2b3c4\/1$/);
    assert.deepEqual(rest, {
      logDestinationConfigs: [
        "arn:aws:logs:us-east-1:123456789012:log-group:aws-waf-logs-cruddur-test",
      ],
      loggingFilter: {
        defaultBehavior: "DROP",
        filters: [
          {
            behavior: "KEEP",
            conditions: [
              { actionCondition: { action: "BLOCK" } },
              { actionCondition: { action: "COUNT" } },
              { actionCondition: { action: "EXCLUDED_AS_COUNT" } },
            ],
            requirement: "MEETS_ANY",
          },
        ],
      },
      redactedFields: [
        { singleHeader: { name: "authorization" } },
        { singleHeader: { name: "cookie" } },
      ],
    });
  });

  it("refuses all faults at once", () => {
    assertRefused(
      () =>
        new components.WebFirewall(
          "web firewall",
          args({
            logGroup: references.logGroup("waf"),
            requestsPerFiveMinutes: 9,
            allowMatching: {
              AWSManagedRulesCommonRuleSet: ["No Rule"],
              ...({ toString: [] } as object),
            },
          }),
        ),
      [
        "the name is not 1 to 100 of letters, digits, - and _",
        "requestsPerFiveMinutes 9 is out of range; choose 10 to 2000000000",
        'allowMatching "AWSManagedRulesCommonRuleSet" "No Rule" is not the name of a rule',
        'allowMatching: the name "toString" is unknown; choose AWSManagedRulesAmazonIpReputationList, AWSManagedRulesCommonRuleSet, AWSManagedRulesKnownBadInputsRuleSet or AWSManagedRulesSQLiRuleSet',
        'logGroup "/test/waf" does not begin with aws-waf-logs-, which WAF asks for',
      ].map((fault) => `WebFirewall "web firewall": ${fault}.`),
    );
  });
});
