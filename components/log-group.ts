import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { KEY, LOG_GROUP_NAME, RETENTION_DAYS } from "./lib/aws-checks";
import { type Checks, faultsOf, flag, optional } from "./lib/checks";
import { quote, refuse } from "./lib/faults";
import type { KeyReference, LogGroupReference } from "./lib/references";

export { LOG_RETENTION_DAYS } from "./lib/log-retention";

/** Arguments of {@link LogGroup}. */
export interface LogGroupArgs {
  /** The fixed name, such as `/cruddur/dev/backend-flask`: task definitions name it. */
  readonly logGroupName: string;
  /** Days; one of `LOG_RETENTION_DAYS`. */
  readonly retentionInDays: number;
  /** The customer key. Default: CloudWatch's own encryption. */
  readonly key?: KeyReference;
  /** Refuses deletion, by Pulumi and by CloudWatch. Default true. */
  readonly protect?: boolean;
}

const CHECKS: Checks<LogGroupArgs> = {
  logGroupName: LOG_GROUP_NAME,
  retentionInDays: RETENTION_DAYS,
  key: optional(KEY),
  protect: optional(flag),
};

/** A CloudWatch log group with a retention period; never made by a log driver, which would keep it for ever. */
export class LogGroup extends pulumi.ComponentResource implements LogGroupReference {
  readonly name: string;
  readonly encrypted: boolean;
  readonly ready: aws.cloudwatch.LogGroup;
  /** The group's ARN. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: LogGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`LogGroup ${quote(name)}`, faultsOf(args, CHECKS));
    super("cruddur:cloudwatch:LogGroup", name, {}, opts);
    const protect = args.protect ?? true;
    this.name = args.logGroupName;
    this.encrypted = args.key !== undefined;
    this.ready = new aws.cloudwatch.LogGroup(
      name,
      {
        name: args.logGroupName,
        retentionInDays: args.retentionInDays,
        kmsKeyId: args.key?.arn,
        deletionProtectionEnabled: protect,
      },
      { parent: this, protect, dependsOn: args.key ? [args.key.ready] : [] },
    );
    this.arn = this.ready.arn;
    this.registerOutputs({ arn: this.arn, logGroupName: this.ready.name });
  }
}
