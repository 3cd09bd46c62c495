import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./lib/account";
import {
  ACCOUNT,
  BOUNDARY_ARN,
  boundaryFaults,
  BUCKET_NAME,
  EXPIRY_DAYS,
  KEY_DELETION_DAYS,
  LOG_GROUP_NAME,
  RETENTION_DAYS,
} from "./lib/aws-checks";
import { type Checks, faultsOf, flag, optional, text } from "./lib/checks";
import { quote, refuse } from "./lib/faults";
import { arnOf, plainTrustOf, policyDocument, type Statement } from "./lib/iam-documents";
import { trailLogs } from "./lib/log-delivery";
import { encryptLogs, serviceKey } from "./lib/service-key";
import { LogBucket } from "./log-bucket";
import { LogGroup } from "./log-group";

const SERVICE = "cloudtrail.amazonaws.com";

/** Arguments of {@link AuditTrail}. */
export interface AuditTrailArgs {
  /** Where everything is. */
  readonly account: Account;
  /** The fixed name: the policies of bucket, key and role are bound to the trail by it. */
  readonly trailName: string;
  /** The bucket's fixed name, one of its kind on all of AWS: put the account's number in it. */
  readonly bucketName: string;
  /** The log group's fixed name, such as `/cruddur/organization/audit-trail`. */
  readonly logGroupName: string;
  /** Days that the events stay searchable in the log group. */
  readonly retentionInDays: number;
  /** Days that the log files stay in the bucket, 1 or more. */
  readonly expireAfterDays: number;
  /** Such as `o-a1b2c3d4e5`: records all accounts of the organization. Default: this account only. */
  readonly organizationId?: string;
  /** IAM policy that bounds the role. Default: none. */
  readonly permissionsBoundaryArn?: string;
  /** Days between the key's deletion and the loss of the records, 7 to 30. Default 30. */
  readonly keyDeletionDays?: number;
  /** Refuses deletion by Pulumi, and by S3 while records are there. Default true. */
  readonly protect?: boolean;
}

const CHECKS: Checks<AuditTrailArgs> = {
  account: ACCOUNT,
  // Source: CloudTrail User Guide, naming requirements; no . here, which aliases of keys do not take.
  trailName: text(
    /^(?!aws)[A-Za-z0-9](?!.*[_-]{2})[A-Za-z0-9_-]{1,126}[A-Za-z0-9]$/,
    "3 to 128 of letters, digits, _ and -, with a letter or digit at both ends and no two of _ and - side by side",
  ),
  bucketName: BUCKET_NAME,
  logGroupName: LOG_GROUP_NAME,
  retentionInDays: RETENTION_DAYS,
  expireAfterDays: EXPIRY_DAYS,
  organizationId: optional(text(/^o-[a-z0-9]{10,32}$/, "like o-a1b2c3d4e5")),
  permissionsBoundaryArn: optional(BOUNDARY_ARN),
  keyDeletionDays: optional(KEY_DELETION_DAYS),
  protect: optional(flag),
};

/**
 * Who called what, in every region: management events, in validated log files that a customer key encrypts, in a private
 * bucket, and as a log group that alarms can search. The first trail's management events are free; storage is not.
 */
export class AuditTrail extends pulumi.ComponentResource {
  /** The trail's ARN. */
  readonly arn: pulumi.Output<string>;
  /** Where the events can be searched. */
  readonly logGroup: LogGroup;

  constructor(name: string, args: AuditTrailArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`AuditTrail ${quote(name)}`, faultsOf(args, CHECKS, boundaryFaults));
    super("cruddur:cloudtrail:AuditTrail", name, {}, opts);
    const { account } = args;
    const protect = args.protect ?? true;
    const trailArn = arnOf(account, "cloudtrail", `trail/${args.trailName}`);
    const key = serviceKey(
      name,
      {
        account,
        alias: `alias/${args.trailName}`,
        description: "Records of API calls",
        deletionWindowInDays: args.keyDeletionDays ?? 30,
        statements: [
          ...trailMayEncrypt(account, trailArn),
          encryptLogs(account, [args.logGroupName]),
        ],
      },
      { parent: this, protect },
    );
    const bucket = new LogBucket(
      name,
      {
        account,
        bucketName: args.bucketName,
        deliveries: [trailLogs(account, args.trailName, args.organizationId)],
        expireAfterDays: args.expireAfterDays,
        key,
        protect,
      },
      { parent: this },
    );
    this.logGroup = new LogGroup(
      name,
      { logGroupName: args.logGroupName, retentionInDays: args.retentionInDays, key, protect },
      { parent: this },
    );
    const role = new aws.iam.Role(
      name,
      {
        description: "Writes the events of the trail into its log group",
        // CloudTrail says neither trail nor account when it takes the role (CloudTrail User Guide, role policy for CloudWatch
        // Logs): a condition on them would refuse it.
        assumeRolePolicy: plainTrustOf(SERVICE),
        permissionsBoundary: args.permissionsBoundaryArn,
      },
      { parent: this },
    );
    const rights = new aws.iam.RolePolicy(
      name,
      { role: role.name, policy: policyDocument([roleMayWrite(args)]) },
      { parent: this },
    );
    const trail = new aws.cloudtrail.Trail(
      name,
      {
        name: args.trailName,
        s3BucketName: bucket.name,
        kmsKeyId: key.arn,
        isMultiRegionTrail: true,
        includeGlobalServiceEvents: true,
        isOrganizationTrail: args.organizationId !== undefined,
        enableLogFileValidation: true,
        enableLogging: true,
        // CloudTrail takes the group's ARN with its streams.
        cloudWatchLogsGroupArn: pulumi.interpolate`${this.logGroup.arn}:*`,
        cloudWatchLogsRoleArn: role.arn,
      },
      { parent: this, protect, dependsOn: [bucket.ready, rights, key.ready] },
    );
    this.arn = trail.arn;
    this.registerOutputs({ arn: this.arn, logGroupName: this.logGroup.name });
  }
}

/** Source: CloudTrail User Guide, Configure AWS KMS key policies for CloudTrail. */
function trailMayEncrypt(account: Account, trailArn: string): Statement[] {
  const ofTrail = {
    Effect: "Allow",
    Principal: { Service: SERVICE },
    Resource: "*",
  } as const;
  const fromTrail = { "aws:SourceArn": trailArn };
  const context = arnOf({ ...account, region: "*" }, "cloudtrail", "trail/*");
  return [
    {
      Sid: "TrailEncrypt",
      ...ofTrail,
      // Decryption, too: the bucket encrypts with one data key for many files (an S3 bucket key).
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Condition: {
        StringEquals: fromTrail,
        StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": context },
      },
    },
    {
      Sid: "TrailDescribe",
      ...ofTrail,
      Action: "kms:DescribeKey",
      Condition: { StringEquals: fromTrail },
    },
  ];
}

/** CloudTrail names its streams after whose events they hold. */
function roleMayWrite({ account, logGroupName, organizationId }: AuditTrailArgs): Statement {
  const owners = [account.accountId, ...(organizationId === undefined ? [] : [organizationId])];
  return {
    Sid: "WriteEvents",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: owners.map((owner) =>
      arnOf(account, "logs", `log-group:${logGroupName}:log-stream:${owner}_*`),
    ),
  };
}
