import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./lib/account";
import { ACCOUNT, LOG_GROUP, VPC_ID } from "./lib/aws-checks";
import { type Checks, faultsOf } from "./lib/checks";
import { quote, refuse } from "./lib/faults";
import { arnOf } from "./lib/iam-documents";
import type { LogGroupReference } from "./lib/references";

/** Longest name of a configuration (Route 53 Resolver API reference), less what Pulumi appends. */
const LONGEST_NAME = 64 - 8;

/** Arguments of {@link DnsQueryLog}. */
export interface DnsQueryLogArgs {
  /** Where everything is. */
  readonly account: Account;
  /** Whose queries are recorded. */
  readonly vpcId: pulumi.Input<string>;
  /** Where the records go. AWS itself adds the resource policy that lets its delivery write there. */
  readonly logGroup: LogGroupReference;
}

const CHECKS: Checks<DnsQueryLogArgs> = { account: ACCOUNT, vpcId: VPC_ID, logGroup: LOG_GROUP };

/**
 * Every name that something in a VPC asks the VPC's resolver for, in CloudWatch: the trace of data that leaves by DNS, and
 * of a container that calls home. Billed as vended logs.
 */
export class DnsQueryLog extends pulumi.ComponentResource {
  constructor(name: string, args: DnsQueryLogArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`DnsQueryLog ${quote(name)}`, [...nameFaults(name), ...faultsOf(args, CHECKS)]);
    super("cruddur:route53:DnsQueryLog", name, {}, opts);
    const config = new aws.route53.ResolverQueryLogConfig(
      name,
      { destinationArn: arnOf(args.account, "logs", `log-group:${args.logGroup.name}`) },
      { parent: this, dependsOn: [args.logGroup.ready] },
    );
    new aws.route53.ResolverQueryLogConfigAssociation(
      name,
      { resolverQueryLogConfigId: config.id, resourceId: args.vpcId },
      { parent: this },
    );
    this.registerOutputs({ queryLogConfigId: config.id });
  }
}

function nameFaults(name: string): string[] {
  if (/^(?!\d+$)[A-Za-z0-9_-]+$/.test(name) && name.length <= LONGEST_NAME) return [];
  return [`the name is not 1 to ${LONGEST_NAME} of letters, digits, - and _, not digits alone`];
}
