import * as assert from "node:assert/strict";
import type { LogBucketArgs } from "../../components";
import { assertRefused } from "../support/errors";
import { ACCOUNT, documentOf, inventory, only, registered, startMocks } from "../support/mocks";

describe("LogBucket", () => {
  let components: typeof import("../../components");
  let references: typeof import("../support/references");
  beforeEach(async () => {
    await startMocks();
    components = await import("../../components");
    references = await import("../support/references");
  });
  const args = (more: Partial<LogBucketArgs> = {}): LogBucketArgs => ({
    account: ACCOUNT,
    bucketName: "cruddur-test-logs-123456789012",
    deliveries: [components.loadBalancerLogs(ACCOUNT)],
    expireAfterDays: 90,
    ...more,
  });
  const policyOf = async () => documentOf(await only("aws:s3/bucketPolicy:BucketPolicy"));

  it("has exactly these children", async () => {
    new components.LogBucket("logs", args());
    assert.deepEqual(await inventory(), [
      "aws:s3/bucket:Bucket logs",
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration logs",
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls logs",
      "aws:s3/bucketPolicy:BucketPolicy logs",
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock logs",
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration logs",
      "aws:s3/bucketVersioning:BucketVersioning logs",
      "cruddur:s3:LogBucket logs",
    ]);
  });

  it("is private, without ACLs, versioned, encrypted and emptied by age", async () => {
    new components.LogBucket("logs", args());
    const bucket = "cruddur-test-logs-123456789012";
    const settings = (await registered())
      .filter(({ type }) => type.startsWith("aws:s3/"))
      .map(({ type, inputs }) => [type.split(":")[2], inputs] as const)
      .filter(([type]) => type !== "BucketPolicy");
    assert.deepEqual(Object.fromEntries(settings), {
      Bucket: { bucket, forceDestroy: false },
      BucketOwnershipControls: { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
      BucketServerSideEncryptionConfiguration: {
        bucket,
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
      },
      BucketVersioning: { bucket, versioningConfiguration: { status: "Enabled" } },
      BucketLifecycleConfiguration: {
        bucket,
        rules: [
          {
            id: "expire",
            status: "Enabled",
            filter: { prefix: "" },
            expiration: { days: 90 },
            noncurrentVersionExpiration: { noncurrentDays: 7 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
        ],
      },
      BucketPublicAccessBlock: {
        bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
    });
  });

  it("gives its logs away only where protection is off", async () => {
    new components.LogBucket("logs", args({ protect: false }));
    assert.equal((await only("aws:s3/bucket:Bucket")).inputs.forceDestroy, true);
  });

  it("takes a customer key, and says so", async () => {
    const bucket = new components.LogBucket("logs", args({ key: references.key("logs") }));
    const { inputs } = await only(
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    );
    assert.deepEqual(inputs.rules, [
      {
        applyServerSideEncryptionByDefault: {
          sseAlgorithm: "aws:kms",
          kmsMasterKeyId: "arn:aws:kms:us-east-1:123456789012:key/logs",
        },
        bucketKeyEnabled: true,
      },
    ]);
    assert.equal(bucket.encrypted, true);
  });

  it("lets load balancers of this account write their two kinds of logs, by TLS only", async () => {
    new components.LogBucket("logs", args());
    const arn = "arn:aws:s3:::cruddur-test-logs-123456789012";
    assert.deepEqual((await policyOf()).Statement, [
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        Sid: "LoadBalancerLogs",
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: [
          `${arn}/access-logs/AWSLogs/123456789012/*`,
          `${arn}/connection-logs/AWSLogs/123456789012/*`,
        ],
      },
    ]);
  });

  it("knows its policy at preview", async () => {
    await startMocks({ preview: true });
    new components.LogBucket("logs", args());
    assert.equal((await policyOf()).Statement.length, 2);
  });

  it("lets one trail write for its account or its organization", async () => {
    const deliveries = [components.trailLogs(ACCOUNT, "audit", "o-a1b2c3d4e5")];
    new components.LogBucket("logs", args({ deliveries }));
    const [, acl, write, ...rest] = (await policyOf()).Statement;
    const trail = "arn:aws:cloudtrail:us-east-1:123456789012:trail/audit";
    assert.deepEqual(rest, []);
    assert.deepEqual(acl?.Condition, { StringEquals: { "aws:SourceArn": trail } });
    assert.equal(acl.Action, "s3:GetBucketAcl");
    assert.equal(write?.Action, "s3:PutObject");
    assert.deepEqual(write.Resource, [
      "arn:aws:s3:::cruddur-test-logs-123456789012/AWSLogs/123456789012/*",
      "arn:aws:s3:::cruddur-test-logs-123456789012/AWSLogs/o-a1b2c3d4e5/*",
    ]);
    assert.deepEqual(write.Condition, {
      StringEquals: {
        "aws:SourceArn": trail,
        "s3:x-amz-acl": "bucket-owner-full-control",
      },
    });
  });

  it("refuses all faults at once", () => {
    assertRefused(
      () => new components.LogBucket("logs", args({ bucketName: "Logs", expireAfterDays: 0.5 })),
      [
        'LogBucket "logs": bucketName "Logs" is not 3 to 63 of lower-case letters, digits and -, with a letter or digit at both ends.',
        'LogBucket "logs": expireAfterDays 0.5 is not a whole number; choose 1 to 2147483647.',
      ],
    );
    assertRefused(
      () => new components.LogBucket("logs", args({ bucketName: "xn--logs" })),
      [
        'LogBucket "logs": bucketName "xn--logs" is not free: S3 keeps its beginning or end for itself.',
      ],
    );
  });
});
