import { account, type Specimen } from "./specimen";

const BUCKET = "aws:s3/bucket:Bucket";

/** What S3 stores for a service that writes logs. */
const logs = (bucket: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `arn:aws:s3:::${bucket}/AWSLogs/${account}/*`,
      },
    ],
  });

/** What stands between the internet and the containers, and where it logs. */
export const edge: readonly Specimen[] = [
  { type: BUCKET, args: () => ({ forceDestroy: true, tags: { Name: "logs" } }) },
  {
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    args: (made) => ({
      bucket: made(BUCKET).id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    }),
  },
  {
    type: "aws:s3/bucketPolicy:BucketPolicy",
    args: (made) => ({ bucket: made(BUCKET).id, policy: logs(made(BUCKET).id) }),
  },
  {
    type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    args: (made) => ({
      bucket: made(BUCKET).id,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    }),
  },
  {
    type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    args: (made) => ({
      bucket: made(BUCKET).id,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    }),
  },
  {
    type: "aws:s3/bucketVersioning:BucketVersioning",
    args: (made) => ({
      bucket: made(BUCKET).id,
      versioningConfiguration: { status: "Enabled" },
    }),
  },
  {
    type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    args: (made) => ({
      bucket: made(BUCKET).id,
      rules: [{ id: "expire", status: "Enabled", filter: {}, expiration: { days: 90 } }],
    }),
  },
  {
    type: "aws:s3/bucketLogging:BucketLogging",
    args: (made) => ({
      bucket: made(BUCKET).id,
      targetBucket: made(BUCKET).id,
      targetPrefix: "access/",
    }),
  },
];
