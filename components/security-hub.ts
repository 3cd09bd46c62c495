import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./lib/account";
import { ACCOUNT } from "./lib/aws-checks";
import { type Checks, faultsOf } from "./lib/checks";
import { quote, refuse } from "./lib/faults";

/** Arguments of {@link SecurityHub}. */
export interface SecurityHubArgs {
  /** Where everything is. */
  readonly account: Account;
}

const CHECKS: Checks<SecurityHubArgs> = { account: ACCOUNT };

/** AWS's own checks of an account: the Foundational Security Best Practices. Source: Security Hub User Guide. */
const STANDARD = "aws-foundational-security-best-practices/v/1.0.0";

/**
 * Security Hub for this account and region with AWS's Foundational Security Best Practices; most of its checks need a
 * Config recorder. One per account and region; about 0.001 USD for each check.
 */
export class SecurityHub extends pulumi.ComponentResource {
  /** The hub's ARN. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: SecurityHubArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`SecurityHub ${quote(name)}`, faultsOf(args, CHECKS));
    super("cruddur:securityhub:SecurityHub", name, {}, opts);
    const { account } = args;
    const hub = new aws.securityhub.Account(
      name,
      {
        // The standard is named below; the defaults bring an outdated one beside it.
        enableDefaultStandards: false,
        autoEnableControls: true,
        controlFindingGenerator: "SECURITY_CONTROL",
      },
      { parent: this },
    );
    new aws.securityhub.StandardsSubscription(
      name,
      {
        standardsArn: `arn:${account.partition}:securityhub:${account.region}::standards/${STANDARD}`,
      },
      { parent: this, dependsOn: [hub] },
    );
    this.arn = hub.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
