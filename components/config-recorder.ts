import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./lib/account";
import { ACCOUNT, BUCKET_NAME, EXPIRY_DAYS } from "./lib/aws-checks";
import { type Checks, faultsOf, flag, oneOf, optional } from "./lib/checks";
import { CONFIG_RULES, type ConfigRule, CONTAINER_CONFIG_RULES } from "./lib/config-rules";
import { quote, refuse } from "./lib/faults";
import type { Statement } from "./lib/iam-documents";
import type { LogDelivery } from "./lib/log-delivery";
import { LogBucket } from "./log-bucket";

const SERVICE = "config.amazonaws.com";

/** Arguments of {@link ConfigRecorder}. */
export interface ConfigRecorderArgs {
  /** Where everything is. */
  readonly account: Account;
  /** The bucket's fixed name, one of its kind on all of AWS: put the account's number in it. */
  readonly bucketName: string;
  /** Days that configuration histories stay in the bucket, 1 or more. */
  readonly expireAfterDays: number;
  /**
   * Whether AWS Config's service-linked role is created here. An account that has used AWS Config before has it already
   * and may have it once: then `existing`. Default `create`.
   */
  readonly serviceLinkedRole?: "create" | "existing";
  /**
   * What is checked, by name; at most 128 characters each, none where a `ConformancePack` brings them. Default: AWS's
   * rules on containers, images and their network (`lib/config-rules.ts`).
   */
  readonly rules?: Readonly<Record<string, ConfigRule>>;
  /** Refuses deletion of the records, by Pulumi and by S3. Default true. */
  readonly protect?: boolean;
}

const CHECKS: Checks<ConfigRecorderArgs> = {
  account: ACCOUNT,
  bucketName: BUCKET_NAME,
  expireAfterDays: EXPIRY_DAYS,
  serviceLinkedRole: optional(oneOf(["create", "existing"])),
  rules: optional(CONFIG_RULES),
  protect: optional(flag),
};

/**
 * Records every change of every resource of the account in this region, global ones included, and checks the containers'
 * against AWS's own rules. One recorder per account and region; about 0.003 USD for each change and 0.001 for each check.
 */
export class ConfigRecorder extends pulumi.ComponentResource {
  /** The recorder's name. */
  readonly recorderName: pulumi.Output<string>;

  constructor(name: string, args: ConfigRecorderArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`ConfigRecorder ${quote(name)}`, faultsOf(args, CHECKS));
    const rules = args.rules ?? CONTAINER_CONFIG_RULES;
    super("cruddur:cfg:ConfigRecorder", name, {}, opts);
    const parent = { parent: this };
    const bucket = new LogBucket(
      name,
      {
        account: args.account,
        bucketName: args.bucketName,
        deliveries: [configHistories(args.account)],
        expireAfterDays: args.expireAfterDays,
        protect: args.protect,
      },
      parent,
    );
    const recorder = new aws.cfg.Recorder(
      name,
      {
        roleArn: this.roleArn(name, args),
        recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
      },
      parent,
    );
    const channel = new aws.cfg.DeliveryChannel(
      name,
      { s3BucketName: bucket.name },
      { ...parent, dependsOn: [recorder, bucket.ready] },
    );
    // AWS refuses to start a recorder without a channel, and to delete the channel of a running one.
    new aws.cfg.RecorderStatus(
      name,
      { name: recorder.name, isEnabled: true },
      { ...parent, dependsOn: [channel] },
    );
    for (const [rule, { identifier, parameters }] of Object.entries(rules))
      new aws.cfg.Rule(
        `${name}-${rule}`,
        {
          name: rule,
          source: { owner: "AWS", sourceIdentifier: identifier },
          inputParameters: parameters && JSON.stringify(parameters),
        },
        { ...parent, dependsOn: [recorder] },
      );
    this.recorderName = recorder.name;
    this.registerOutputs({ recorderName: this.recorderName });
  }

  private roleArn(name: string, { account, serviceLinkedRole }: ConfigRecorderArgs) {
    if (serviceLinkedRole === "existing")
      return `arn:${account.partition}:iam::${account.accountId}:role/aws-service-role/${SERVICE}/AWSServiceRoleForConfig`;
    return new aws.iam.ServiceLinkedRole(name, { awsServiceName: SERVICE }, { parent: this }).arn;
  }
}

/** Source: AWS Config Developer Guide, permissions for the Amazon S3 bucket, with a service-linked role. */
function configHistories(account: Account): LogDelivery {
  const ofConfig = { Effect: "Allow", Principal: { Service: SERVICE } } as const;
  const fromAccount = { "aws:SourceAccount": account.accountId };
  return (bucketArn): Statement[] => [
    {
      Sid: "ConfigBucketCheck",
      ...ofConfig,
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucketArn,
      Condition: { StringEquals: fromAccount },
    },
    {
      Sid: "ConfigHistories",
      ...ofConfig,
      Action: "s3:PutObject",
      Resource: `${bucketArn}/AWSLogs/${account.accountId}/Config/*`,
      Condition: {
        StringEquals: { ...fromAccount, "s3:x-amz-acl": "bucket-owner-full-control" },
      },
    },
  ];
}
