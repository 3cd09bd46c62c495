import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./lib/account";
import { ACCOUNT, LOG_GROUP } from "./lib/aws-checks";
import { type Checks, every, faultsOf, fields } from "./lib/checks";
import { quote, refuse } from "./lib/faults";
import { LOAD_BALANCER_ARN } from "./lib/load-balancer-checks";
import { arnOf } from "./lib/iam-documents";
import type { LogGroupReference } from "./lib/references";
import {
  FIREWALL_RULES,
  firewallRules,
  type FirewallRulesArgs,
  visibility,
} from "./lib/firewall-rules";
import type { LoadBalancerReference } from "./load-balancer";

/** WAF logs into groups of such names only. Source: WAF Developer Guide, Sending web ACL traffic logs to CloudWatch Logs. */
const LOG_GROUP_PREFIX = "aws-waf-logs-";
/** Longest name of a web ACL and of a metric (WAF API reference), less what is appended. */
const LONGEST_NAME = 100;
/** Headers that hold passwords and sessions. */
const SECRET_HEADERS = ["authorization", "cookie"];

/** Arguments of {@link WebFirewall}. */
export interface WebFirewallArgs extends FirewallRulesArgs {
  /** Where everything is. */
  readonly account: Account;
  /** What it stands in front of. */
  readonly loadBalancer: Pick<LoadBalancerReference, "arn">;
  /** Where blocked and counted requests are recorded; its name begins with `aws-waf-logs-`. */
  readonly logGroup: LogGroupReference;
}

const CHECKS: Checks<WebFirewallArgs> = {
  ...FIREWALL_RULES,
  account: ACCOUNT,
  loadBalancer: fields<WebFirewallArgs["loadBalancer"]>({ arn: LOAD_BALANCER_ARN }),
  logGroup: every(LOG_GROUP, (what, value) => {
    const { name } = value as LogGroupReference;
    return name.startsWith(LOG_GROUP_PREFIX)
      ? []
      : [`${what} ${quote(name)} does not begin with ${LOG_GROUP_PREFIX}, which WAF asks for`];
  }),
};

/**
 * A web ACL in front of a load balancer: a limit for each address, and AWS's managed rules against known attackers,
 * common attacks, known bad inputs and SQL injection. It records what it blocks or counts without passwords and
 * sessions; what it lets through is in the load balancer's own logs. About 10 USD a month, plus 0.60 for a million
 * requests.
 */
export class WebFirewall extends pulumi.ComponentResource {
  /** The web ACL's ARN. */
  readonly webAclArn: pulumi.Output<string>;

  constructor(name: string, args: WebFirewallArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`WebFirewall ${quote(name)}`, [...nameFaults(name), ...faultsOf(args, CHECKS)]);
    super("cruddur:wafv2:WebFirewall", name, {}, opts);
    const parent = { parent: this };
    const acl = new aws.wafv2.WebAcl(
      name,
      {
        scope: "REGIONAL",
        description: `Web requests to ${name}`,
        defaultAction: { allow: {} },
        rules: firewallRules(name, args),
        visibilityConfig: visibility(name),
      },
      parent,
    );
    new aws.wafv2.WebAclAssociation(
      name,
      { resourceArn: args.loadBalancer.arn, webAclArn: acl.arn },
      parent,
    );
    new aws.wafv2.WebAclLoggingConfiguration(
      name,
      {
        resourceArn: acl.arn,
        // Without the `:*` at the end that CloudWatch's own ARNs of log groups have.
        logDestinationConfigs: [arnOf(args.account, "logs", `log-group:${args.logGroup.name}`)],
        redactedFields: SECRET_HEADERS.map((header) => ({ singleHeader: { name: header } })),
        loggingFilter: {
          defaultBehavior: "DROP",
          filters: [
            {
              behavior: "KEEP",
              requirement: "MEETS_ANY",
              conditions: ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"].map((action) => ({
                actionCondition: { action },
              })),
            },
          ],
        },
      },
      { ...parent, dependsOn: [args.logGroup.ready] },
    );
    this.webAclArn = acl.arn;
    this.registerOutputs({ webAclArn: this.webAclArn });
  }
}

function nameFaults(name: string): string[] {
  if (/^[A-Za-z0-9_-]+$/.test(name) && name.length <= LONGEST_NAME) return [];
  return [`the name is not 1 to ${LONGEST_NAME} of letters, digits, - and _`];
}
