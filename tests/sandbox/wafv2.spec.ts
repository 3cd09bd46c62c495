import assert from "node:assert/strict";
import { capacityOf } from "../../sandbox/aws/types/wafv2/capacity";
import { startEdge, T, type Edge } from "./edge-world";
import type { Bag } from "./engine-client";

const metrics = (metricName: string): Bag => ({
  metricName,
  cloudwatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
});
const managed = (name: string, priority: number, more: Bag = {}): Bag => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
  visibilityConfig: metrics(name),
  ...more,
});
const rate = (more: Bag = {}): Bag => ({
  name: "rate",
  priority: 0,
  action: { block: {} },
  statement: { rateBasedStatement: { aggregateKeyType: "IP", limit: 1000, ...more } },
  visibilityConfig: metrics("rate"),
});

describe("simulated WAF", () => {
  let edge: Edge;
  before(async () => {
    edge = await startEdge();
  });
  after(() => edge.stop());

  const acl = (args: Bag = {}) =>
    edge.make(T.webAcl, {
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      visibilityConfig: metrics("acl"),
      ...args,
    });
  const refused = (made: Promise<unknown>, expected: RegExp) => assert.rejects(made, expected);

  it("counts the capacity of rules", async () => {
    const rules = [
      rate(),
      managed("AWSManagedRulesCommonRuleSet", 1),
      managed("AWSManagedRulesSQLiRuleSet", 2),
    ];
    const { outputs } = await acl({ rules });
    assert.equal(outputs["capacity"], 2 + 700 + 200);
    assert.match(
      String(outputs["arn"]),
      /^arn:aws:wafv2:eu-central-1:123456789012:regional\/webacl\/r\d+-[0-9a-f]{7}\/[0-9a-f-]{36}$/,
    );
    const match = {
      byteMatchStatement: {
        positionalConstraint: "CONTAINS",
        textTransformations: [{ type: "LOWERCASE" }],
      },
    };
    const not = { notStatement: { statements: [{ geoMatchStatement: {} }] } };
    assert.equal(
      capacityOf([{ statement: { andStatement: { statements: [match, not] } } }]),
      10 + 10 + 1,
    );
    const tooMany = Array.from({ length: 8 }, (_, index) =>
      managed("AWSManagedRulesCommonRuleSet", index, { name: `n${index}` }),
    );
    await refused(acl({ rules: tooMany }), /WAFLimitsExceededException: .*5600 .*5000/);
  });

  const wrong: Record<string, [Bag, RegExp]> = {
    "without a default action": [{ defaultAction: {} }, /defaultAction: .*none is given/],
    "with two": [{ defaultAction: { allow: {}, block: {} } }, /both are given/],
    "without metrics": [{ visibilityConfig: {} }, /visibilityConfig\.metricName: Missing/],
    "of another scope": [{ scope: "GLOBAL" }, /scope: .*"CLOUDFRONT"/],
    "of CloudFront elsewhere": [{ scope: "CLOUDFRONT" }, /WAFInvalidParameterException: .*SCOPE/],
    "with a priority twice": [
      { rules: [rate(), managed("AWSManagedRulesCommonRuleSet", 0)] },
      /the rule priority more than once/,
    ],
    "with a rule group and an action": [
      { rules: [managed("AWSManagedRulesCommonRuleSet", 0, { action: { block: {} } })] },
      /needs overrideAction, and only that/,
    ],
    "with a rule and an override": [
      { rules: [{ ...rate(), overrideAction: { none: {} } }] },
      /needs action, and only that/,
    ],
    "with an unknown rule group": [
      { rules: [managed("AWSManagedRulesNoneRuleSet", 0)] },
      /The managed rule group does not exist.*AWSManagedRulesNoneRuleSet/,
    ],
    "with a group nobody subscribed to": [
      {
        rules: [
          managed("Group", 0, {
            statement: { managedRuleGroupStatement: { vendorName: "F5", name: "Group" } },
          }),
        ],
      },
      /WAFSubscriptionNotFoundException: .*F5 Group/,
    ],
    "with a limit too low": [{ rules: [rate({ limit: 9 })] }, /from 10 to 2000000000/],
    "with an odd window": [{ rules: [rate({ evaluationWindowSec: 90 })] }, /60, 120, 300, 600/],
    "with a set that is not there": [
      {
        rules: [
          {
            ...rate(),
            statement: { ipSetReferenceStatement: { arn: "arn:aws:wafv2:eu-central-1:1:x" } },
          },
        ],
      },
      /WAFNonexistentItemException/,
    ],
    "with a response that is not there": [
      { defaultAction: { block: { customResponse: { customResponseBodyKey: "gone" } } } },
      /custom response body key does not exist.*gone/,
    ],
  };
  for (const [name, [args, reason]] of Object.entries(wrong)) {
    it(`refuses a web ACL ${name}`, () => refused(acl(args), reason));
  }

  it("protects an application load balancer, and stays while it does", async () => {
    const web = await acl({ name: "web" });
    await refused(acl({ name: "web" }), /CreateWebACL, WAFDuplicateItemException: .*web/);
    const webAclArn = web.outputs["arn"];
    const associate = (resourceArn: unknown) =>
      edge.make(T.association, { resourceArn, webAclArn });
    const network = await edge.balancer({ loadBalancerType: "network" });
    await refused(
      associate(network.id),
      /AssociateWebACL, WAFInvalidParameterException: .*RESOURCE_ARN/,
    );
    const balancer = await edge.balancer();
    await refused(associate(`${balancer.id}0`), /WAFUnavailableEntityException/);
    const association = await associate(balancer.id);
    await refused(edge.engine.delete(web), /DeleteWebACL, WAFAssociatedItemException/);
    const found = await edge.engine.invoke("aws:wafv2/getWebAcl:getWebAcl", {
      scope: "REGIONAL",
      resourceArn: balancer.id,
    });
    assert.equal(found["arn"], webAclArn);
    await edge.engine.delete(balancer);
    assert.equal(await edge.engine.refresh(association), undefined);
    await edge.engine.delete(web);
  });

  it("logs to what exists and has the right name", async () => {
    const web = await acl();
    const log = (destination: string, more: Bag = {}) =>
      edge.make(T.logging, {
        resourceArn: web.outputs["arn"],
        logDestinationConfigs: [`arn:aws:logs:eu-central-1:123456789012:log-group:${destination}`],
        ...more,
      });
    const odd = /PutLoggingConfiguration, WAFInvalidParameterException: .*LOG_DESTINATION/;
    await refused(log("/web"), odd);
    await refused(log("aws-waf-logs-web:*"), odd);
    await refused(log("aws-waf-logs-web"), /WAFLogDestinationPermissionIssueException/);
    await edge.make(T.logGroup, { name: "aws-waf-logs-web" });
    await refused(
      log("aws-waf-logs-web", { redactedFields: [{ method: {}, uriPath: {} }] }),
      /redactedFields\[0\]/,
    );
    const logging = await log("aws-waf-logs-web");
    await edge.engine.delete(web);
    assert.equal(await edge.engine.refresh(logging), undefined);
  });

  it("keeps sets of addresses", async () => {
    const set = (addresses: string[], ipAddressVersion = "IPV4") =>
      edge.make(T.ipSet, { scope: "REGIONAL", ipAddressVersion, addresses });
    await refused(set(["0.0.0.0/0"]), /CreateIPSet, WAFInvalidParameterException: .*0\.0\.0\.0\/0/);
    await refused(set(["2001:db8::/32"]), /IPv4 CIDR block/);
    await set(["2001:db8::/32"], "IPV6");
    const office = await set(["203.0.113.0/24"]);
    const rule = {
      ...rate(),
      statement: { ipSetReferenceStatement: { arn: office.outputs["arn"] } },
    };
    const web = await acl({ rules: [rule] });
    await refused(edge.engine.delete(office), /DeleteIPSet, WAFAssociatedItemException/);
    await edge.engine.delete(web);
    await edge.engine.delete(office);
  });
});
