/** Type tokens of the resources that refer to each other here. */
export const BUCKET = "aws:s3/bucket:Bucket";
export const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
export const PUBLIC_ACCESS_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
export const ACCOUNT_ACCESS_BLOCK = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";
export const OWNERSHIP = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";
export const ENCRYPTION =
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
export const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
export const LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
export const LOGGING = "aws:s3/bucketLogging:BucketLogging";

/** What is part of a bucket and goes with it. */
export const SETTINGS = [
  POLICY,
  PUBLIC_ACCESS_BLOCK,
  OWNERSHIP,
  ENCRYPTION,
  VERSIONING,
  LIFECYCLE,
  LOGGING,
] as const;
