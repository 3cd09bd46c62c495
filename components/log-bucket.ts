import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./lib/account";
import { ACCOUNT, BUCKET_NAME, EXPIRY_DAYS, KEY } from "./lib/aws-checks";
import { callback, type Checks, faultsOf, flag, list, optional } from "./lib/checks";
import { quote, refuse } from "./lib/faults";
import { policyDocument, type Statement } from "./lib/iam-documents";
import type { LogDelivery } from "./lib/log-delivery";
import type { KeyReference } from "./lib/references";

/** Arguments of {@link LogBucket}. */
export interface LogBucketArgs {
  /** Where everything is. */
  readonly account: Account;
  /** The fixed name, one of its kind on all of AWS: put the account's number in it. Its own policy names it. */
  readonly bucketName: string;
  /** Who may write: `loadBalancerLogs(account)`, `trailLogs(account, …)`. */
  readonly deliveries: readonly LogDelivery[];
  /** Days until a log is deleted, 1 or more. */
  readonly expireAfterDays: number;
  /**
   * The customer key. Default: S3's own encryption (SSE-S3). Load balancers can write with S3's own only; another
   * service needs to be allowed by the key's policy.
   */
  readonly key?: KeyReference;
  /** Refuses deletion, by Pulumi and, while logs are there, by S3. Default true. */
  readonly protect?: boolean;
}

/** A bucket as those who write logs use it. */
export interface LogBucketReference {
  /** The plain name. */
  readonly name: string;
  /** Whether a customer key encrypts it. */
  readonly encrypted: boolean;
  /** What must exist before somebody writes into it. */
  readonly ready: pulumi.Resource;
}

const CHECKS: Checks<LogBucketArgs> = {
  account: ACCOUNT,
  bucketName: BUCKET_NAME,
  deliveries: list(callback),
  expireAfterDays: EXPIRY_DAYS,
  key: optional(KEY),
  protect: optional(flag),
};

/**
 * A bucket for logs: private, without ACLs, reached by TLS only, versioned so that nobody overwrites a record, encrypted,
 * and emptied by age. Services may write where their delivery says, and nobody may do anything by the bucket's policy
 * alone beyond that.
 */
export class LogBucket extends pulumi.ComponentResource implements LogBucketReference {
  readonly name: string;
  readonly encrypted: boolean;
  readonly ready: aws.s3.BucketPolicy;
  /** The bucket's ARN. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: LogBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`LogBucket ${quote(name)}`, faultsOf(args, CHECKS));
    super("cruddur:s3:LogBucket", name, {}, opts);
    const parent = { parent: this };
    const protect = args.protect ?? true;
    const bucket = new aws.s3.Bucket(
      name,
      { bucket: args.bucketName, forceDestroy: !protect },
      { ...parent, protect },
    );
    const of = { bucket: bucket.bucket };
    new aws.s3.BucketOwnershipControls(
      name,
      { ...of, rule: { objectOwnership: "BucketOwnerEnforced" } },
      parent,
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(
      name,
      { ...of, rules: [encryptionRule(args.key)] },
      { ...parent, dependsOn: args.key ? [args.key.ready] : [] },
    );
    const versioning = new aws.s3.BucketVersioning(
      name,
      { ...of, versioningConfiguration: { status: "Enabled" } },
      parent,
    );
    new aws.s3.BucketLifecycleConfiguration(
      name,
      { ...of, rules: [expiryRule(args.expireAfterDays)] },
      // S3 judges the part about old versions by what the bucket is at that moment.
      { ...parent, dependsOn: [versioning] },
    );
    const publicAccess = new aws.s3.BucketPublicAccessBlock(
      name,
      {
        ...of,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      parent,
    );
    const arn = `arn:${args.account.partition}:s3:::${args.bucketName}`;
    this.ready = new aws.s3.BucketPolicy(
      name,
      { ...of, policy: policyDocument([tlsOnly(arn), ...deliveriesTo(arn, args)]) },
      // S3 answers OperationAborted when two settings of a bucket that concern access change at once.
      { ...parent, dependsOn: [publicAccess] },
    );
    this.name = args.bucketName;
    this.encrypted = args.key !== undefined;
    this.arn = bucket.arn;
    this.registerOutputs({ arn: this.arn, bucketName: bucket.bucket });
  }
}

function deliveriesTo(arn: string, { deliveries }: LogBucketArgs): Statement[] {
  return deliveries.flatMap((delivery) => delivery(arn));
}

function tlsOnly(arn: string): Statement {
  return {
    Sid: "TlsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

function encryptionRule(
  key: KeyReference | undefined,
): aws.types.input.s3.BucketServerSideEncryptionConfigurationRule {
  if (key === undefined) return { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } };
  return {
    applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
    // One request to KMS for many objects instead of one for each.
    bucketKeyEnabled: true,
  };
}

/** Deletes logs by age. Once a log is only an old version it stays another week, and its delete marker goes with it. */
function expiryRule(days: number): aws.types.input.s3.BucketLifecycleConfigurationRule {
  return {
    id: "expire",
    status: "Enabled",
    filter: { prefix: "" },
    expiration: { days },
    noncurrentVersionExpiration: { noncurrentDays: 7 },
    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
  };
}
