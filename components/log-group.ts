import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { quote, refuse } from "./lib/faults";
import type { KeyReference, LogGroupReference } from "./lib/references";

/** Retention periods that CloudWatch Logs knows, in days. Source: its API reference, PutRetentionPolicy. */
export const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
] as const;

/** Arguments of {@link LogGroup}. */
export interface LogGroupArgs {
  /** The fixed name, such as `/cruddur/dev/backend-flask`: task definitions name it. */
  readonly logGroupName: string;
  /** Days; one of {@link LOG_RETENTION_DAYS}. */
  readonly retentionInDays: number;
  /** The customer key. Default: CloudWatch's own encryption. */
  readonly key?: KeyReference;
  /** Refuses deletion, by Pulumi and by CloudWatch. Default true. */
  readonly protect?: boolean;
}

/** A CloudWatch log group with a retention period; never made by a log driver, which would keep it for ever. */
export class LogGroup extends pulumi.ComponentResource implements LogGroupReference {
  readonly name: string;
  readonly encrypted: boolean;
  readonly ready: aws.cloudwatch.LogGroup;
  /** The group's ARN. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: LogGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`LogGroup ${quote(name)}`, logGroupFaults(args));
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

function logGroupFaults(args: LogGroupArgs): string[] {
  const faults: string[] = [];
  if (!/^[.\-_/#A-Za-z0-9]{1,512}$/.test(args.logGroupName))
    faults.push(
      `logGroupName ${quote(args.logGroupName)} is not 1 to 512 of letters, digits, ., -, _, / and #`,
    );
  if (!LOG_RETENTION_DAYS.some((days) => days === args.retentionInDays))
    faults.push(
      `retentionInDays ${args.retentionInDays} is unknown to CloudWatch; choose ${LOG_RETENTION_DAYS.join(", ")}`,
    );
  return faults;
}
