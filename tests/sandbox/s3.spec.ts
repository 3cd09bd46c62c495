import assert from "node:assert/strict";
import { bucketNameFault } from "../../sandbox/aws/types/s3/bucket-name";
import { bucketNamed } from "../../sandbox/aws/types/s3/access";
import { putObject } from "../../sandbox/aws/types/s3/buckets";
import { isPublicPolicy } from "../../sandbox/aws/types/s3/public-policy";
import type { Call } from "../../sandbox/aws/resource-type";
import type { PolicyDocument, Statement } from "../../sandbox/aws/lib/iam-document";
import { startAccount, type Bag, type EngineClient, type Resource } from "./engine-client";

const BUCKET = "aws:s3/bucket:Bucket";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const ENCRYPTION =
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const LOGGING = "aws:s3/bucketLogging:BucketLogging";
const OWNERSHIP = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";

const statement = (more: Bag = {}): Bag => ({
  Effect: "Allow",
  Principal: { AWS: "*" },
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::logs/*",
  ...more,
});
const document = (...statements: Bag[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

describe("simulated S3", () => {
  let started: Awaited<ReturnType<typeof startAccount>>;
  let engine: EngineClient;
  let count = 0;
  const make = (type: string, args: Bag): Promise<Resource> =>
    engine.create(type, `r${(count += 1)}`, args);
  const refused = (type: string, args: Bag, expected: RegExp) =>
    assert.rejects(make(type, args), expected);

  before(async () => {
    started = await startAccount();
    ({ engine } = started);
    await make(BUCKET, { bucket: "logs" });
  });
  after(() => started.stop());

  it("gives a bucket its addresses, and a name where the program gives none", async () => {
    const bucket = await make(BUCKET, {});
    assert.match(bucket.id, /^r\d+-[0-9a-f]{7}$/);
    assert.equal(bucket.outputs["arn"], `arn:aws:s3:::${bucket.id}`);
    assert.equal(
      bucket.outputs["bucketRegionalDomainName"],
      `${bucket.id}.s3.eu-central-1.amazonaws.com`,
    );
    assert.equal(bucket.outputs["hostedZoneId"], "Z21DNDUVLTQW6Q");
  });

  it("makes a name from a prefix, and replaces the bucket when either changes", async () => {
    const bucket = await make(BUCKET, { bucketPrefix: "logs-" });
    assert.match(bucket.id, /^logs-[0-9a-f]{26}$/);
    assert.deepEqual((await engine.diff(bucket, { bucketPrefix: "x-" })).replaces, [
      "bucketPrefix",
    ]);
    await refused(BUCKET, { bucket: "a-b", bucketPrefix: "a-" }, /bucketPrefix.*conflicts with/);
  });

  describe("names", () => {
    const wrong: Record<string, RegExp> = {
      ab: /3 to 63/,
      ["x".repeat(64)]: /3 to 63/,
      Logs: /lower-case/,
      "-logs": /begin and end/,
      "logs.": /begin and end/,
      lo_gs: /lower-case/,
      "lo..gs": /two dots/,
      "10.0.0.1": /IP address/,
      "xn--logs": /prefix xn--/,
      "logs--x-s3": /suffix --x-s3/,
    };
    for (const [name, reason] of Object.entries(wrong)) {
      it(`${name.slice(0, 12)} is refused`, () => {
        assert.match(bucketNameFault(name) ?? "", reason);
      });
    }
    for (const name of ["abc", "a.b", "0-9", "x".repeat(63), "aws-waf-logs-cruddur"]) {
      it(`${name.slice(0, 12)} is accepted`, () => {
        assert.equal(bucketNameFault(name), undefined);
      });
    }

    it("are refused with S3's codes", async () => {
      await refused(BUCKET, { bucket: "lo_gs" }, /S3: CreateBucket, InvalidBucketName: .*lo_gs/);
      await refused(BUCKET, { bucket: "logs" }, /S3: CreateBucket, BucketAlreadyOwnedByYou: /);
      const virginia = await started.another({ region: "us-east-1" });
      await assert.rejects(
        virginia.create(BUCKET, "v", { bucket: "logs" }),
        /S3: CreateBucket, BucketAlreadyExists: /,
      );
    });
  });

  it("deletes a bucket with objects only where the program allows it, and all that is part of it", async () => {
    const write = (id: string) =>
      started.account.transaction("eu-central-1", (account) => {
        const bucket = bucketNamed(account, id);
        assert.ok(bucket);
        putObject({ account } as Call, bucket, "AWSLogs/one");
      });
    const kept = await make(BUCKET, { bucket: "kept" });
    await write("kept");
    await assert.rejects(engine.delete(kept), /S3: DeleteBucket, BucketNotEmpty: .*AWSLogs\/one/);
    const emptied = await engine.update(kept, { bucket: "kept", forceDestroy: true });
    await make(VERSIONING, { bucket: "kept", versioningConfiguration: { status: "Enabled" } });
    await engine.delete(emptied);
    const left = await started.account.transaction("eu-central-1", (account) => account.all());
    assert.deepEqual(
      left.filter(({ id }) => id.startsWith("kept")),
      [],
    );
  });

  describe("a policy", () => {
    const put = (policy: string) => make(POLICY, { bucket: "logs", policy });
    const malformed: Record<string, [string, RegExp]> = {
      "without a principal": [document(statement({ Principal: undefined })), /Principal/],
      "without a resource": [document(statement({ Resource: undefined })), /Resource/],
      "of another bucket": [
        document(statement({ Resource: "arn:aws:s3:::other/*" })),
        /Policy has invalid resource \(arn:aws:s3:::other\/\*\)/,
      ],
      "of everything": [document(statement({ Resource: "*" })), /Policy has invalid resource/],
      "of objects on the bucket": [
        document(statement({ Resource: "arn:aws:s3:::logs" })),
        /Action does not apply to any resource\(s\) in statement \(s3:GetObject\)/,
      ],
      "of the bucket on objects": [
        document(statement({ Action: "s3:ListBucket" })),
        /Action does not apply to any resource\(s\) in statement \(s3:ListBucket\)/,
      ],
      "naming a role that does not exist": [
        document(statement({ Principal: { AWS: "arn:aws:iam::123456789012:role/none" } })),
        /Invalid principal in policy \(arn:aws:iam::123456789012:role\/none\)/,
      ],
      "longer than 20 KB": [
        document(statement({ Sid: "x".repeat(20480) })),
        /exceeds the maximum allowed document size/,
      ],
    };
    for (const [name, [policy, reason]] of Object.entries(malformed)) {
      it(`${name} is malformed`, async () => {
        await assert.rejects(put(policy), reason);
        await assert.rejects(put(policy), /S3: PutBucketPolicy, MalformedPolicy/);
      });
    }

    it("for a bucket that does not exist, or in another region, is refused", async () => {
      const policy = document(statement());
      await refused(POLICY, { bucket: "none", policy }, /NoSuchBucket: .*: none/);
      const ireland = await started.another({ region: "eu-west-1" });
      await assert.rejects(
        ireland.create(POLICY, "p", { bucket: "logs", policy }),
        /PermanentRedirect: .*logs is in eu-central-1/,
      );
    });

    it("for everyone is refused until the block that every new bucket has is taken away", async () => {
      const bucket = await make(BUCKET, { bucket: "site" });
      const policy = document(statement({ Resource: "arn:aws:s3:::site/*" }));
      const denied = /PutBucketPolicy, AccessDenied: .*BlockPublicPolicy/;
      await refused(POLICY, { bucket: "site", policy }, denied);
      const block = await make(BLOCK, { bucket: "site", blockPublicPolicy: true });
      await refused(POLICY, { bucket: "site", policy }, denied);
      const open = await engine.update(block, { bucket: "site", blockPublicPolicy: false });
      const stored = await make(POLICY, { bucket: "site", policy });
      await engine.delete(stored);
      await engine.delete(open);
      await make(POLICY, { bucket: "site", policy }); // deleting a block leaves none
      await engine.delete(bucket);
    });

    const narrowed = (operator: string, key: string, value: string | string[]) =>
      ({ ...statement(), Condition: { [operator]: { [key]: value } } }) as unknown as Statement;
    const isPublic = (one: Bag | Statement) =>
      isPublicPolicy({ Statement: one } as unknown as PolicyDocument);
    const publics: Record<string, [Bag | Statement, boolean]> = {
      "for everyone": [statement(), true],
      "for everyone, written *": [statement({ Principal: "*" }), true],
      "for all but one": [
        statement({ Principal: undefined, NotPrincipal: { AWS: "123456789012" } }),
        true,
      ],
      "for a service": [
        statement({ Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" } }),
        false,
      ],
      "that denies everyone": [statement({ Effect: "Deny" }), false],
      "for an organisation": [narrowed("StringEquals", "aws:PrincipalOrgID", "o-1"), false],
      "for any organisation": [narrowed("StringLike", "aws:PrincipalOrgID", "o-*"), true],
      "for all but an organisation": [
        narrowed("StringNotEquals", "aws:PrincipalOrgID", "o-1"),
        true,
      ],
      "for one of two, one open": [narrowed("StringLike", "aws:SourceVpc", ["vpc-1", "*"]), true],
      "for a user agent": [narrowed("StringEquals", "aws:UserAgent", "me"), true],
      "for an office": [narrowed("IpAddress", "aws:SourceIp", "203.0.113.0/24"), false],
      "for half the internet": [narrowed("IpAddress", "aws:SourceIp", "0.0.0.0/1"), true],
      "for IPv6's half": [narrowed("IpAddress", "aws:SourceIp", "::/1"), true],
    };
    for (const [name, [one, expected]] of Object.entries(publics)) {
      it(`${name} is ${expected ? "" : "not "}public`, () => {
        assert.equal(isPublic(one), expected);
      });
    }
  });

  it("refuses access control lists, which new buckets do not have", async () => {
    await refused(
      BUCKET,
      { bucket: "with-acl", acl: "public-read" },
      /CreateBucket, InvalidBucketAclWithObjectOwnership/,
    );
    await make(BUCKET, { bucket: "private-acl", acl: "private" });
    await refused(BUCKET, { bucket: "odd-acl", acl: "open" }, /acl: expected acl to be one of/);
    await refused(
      OWNERSHIP,
      { bucket: "logs", rule: { objectOwnership: "Nobody" } },
      /rule\.objectOwnership: .*BucketOwnerEnforced/,
    );
  });

  it("refuses encryption with a key that the algorithm does not use, but looks no key up", async () => {
    const rules = (more: Bag) => ({
      bucket: "logs",
      rules: [{ applyServerSideEncryptionByDefault: more }],
    });
    await refused(
      ENCRYPTION,
      rules({ sseAlgorithm: "AES256", kmsMasterKeyId: "alias/aws/s3" }),
      /PutBucketEncryption, InvalidArgument: a KMSMasterKeyID is not applicable/,
    );
    await refused(ENCRYPTION, rules({ sseAlgorithm: "DES" }), /sseAlgorithm: .*"aws:kms"/);
    await refused(ENCRYPTION, rules({}), /rules\[0\]\.applyServer.*Missing required property/);
    await make(ENCRYPTION, rules({ sseAlgorithm: "aws:kms", kmsMasterKeyId: "none" }));
  });

  it("never takes versioning back to what was before it", async () => {
    const args = (status: string, more: Bag = {}) => ({
      bucket: "logs",
      versioningConfiguration: { status, ...more },
    });
    const versioning = await make(VERSIONING, args("Enabled"));
    await assert.rejects(
      engine.update(versioning, args("Disabled")),
      /cannot be updated from 'Enabled' to 'Disabled'/,
    );
    await engine.update(versioning, args("Suspended"));
    await refused(VERSIONING, args("On"), /versioningConfiguration\.status/);
    await refused(
      VERSIONING,
      args("Enabled", { mfaDelete: "Enabled" }),
      /AccessDenied: Mfa Authentication/,
    );
    await refused(
      VERSIONING,
      { ...args("Enabled"), expectedBucketOwner: "210987654321" },
      /PutBucketVersioning, AccessDenied/,
    );
  });

  describe("a lifecycle", () => {
    const rule = (more: Bag) => ({ id: "one", status: "Enabled", filter: {}, ...more });
    const cases: Record<string, [Bag[], RegExp]> = {
      "without rules": [[], /MalformedXML: .*0 rules/],
      "without an action": [[rule({})], /InvalidRequest: At least one action/],
      "with an id twice": [
        [rule({ expiration: { days: 1 } }), rule({ expiration: { days: 2 } })],
        /InvalidArgument: Rule ID must be unique/,
      ],
      "that expires at once": [
        [rule({ expiration: { days: 0 } })],
        /InvalidArgument: 'Days' for Expiration/,
      ],
      "that moves too early": [
        [rule({ transitions: [{ days: 29, storageClass: "STANDARD_IA" }] })],
        /greater than or equal to 30 for storageClass 'STANDARD_IA'/,
      ],
      "that expires before it moves": [
        [
          rule({
            expiration: { days: 30 },
            transitions: [{ days: 30, storageClass: "STANDARD_IA" }],
          }),
        ],
        /30 is not greater than 30/,
      ],
      "with unknown words": [
        [{ id: "", status: "On", transitions: [{ storageClass: "COLD" }] }],
        /rules\[0\]\.id: [^]*rules\[0\]\.status: [^]*rules\[0\]\.transitions\[0\]\.storageClass: /,
      ],
    };
    for (const [name, [rules, reason]] of Object.entries(cases)) {
      it(`${name} is refused`, () => refused(LIFECYCLE, { bucket: "logs", rules }, reason));
    }
  });

  it("logs only to a bucket that exists, in the same region", async () => {
    const args = (targetBucket: string, more: Bag = {}) => ({
      bucket: "logs",
      targetBucket,
      targetPrefix: "",
      ...more,
    });
    await refused(
      LOGGING,
      args("none"),
      /PutBucketLogging, InvalidTargetBucketForLogging: .*: none/,
    );
    const ireland = await started.another({ region: "eu-west-1" });
    await ireland.create(BUCKET, "far", { bucket: "far" });
    await refused(LOGGING, args("far"), /CrossLocationLoggingProhibitted: .*far in eu-west-1/);
    const targetGrants = [{ grantee: { type: "Group", uri: "x" }, permission: "READ" }];
    await refused(LOGGING, args("logs", { targetGrants }), /InvalidArgument: Target grants/);
  });

  it("answers look-ups of a bucket", async () => {
    const found = await engine.invoke("aws:s3/getBucket:getBucket", { bucket: "logs" });
    assert.equal(found["arn"], "arn:aws:s3:::logs");
    assert.equal(found["bucketRegion"], "eu-central-1");
    await assert.rejects(
      engine.invoke("aws:s3/getBucket:getBucket", { bucket: "none" }),
      /NoSuchBucket: .*none/,
    );
  });
});
