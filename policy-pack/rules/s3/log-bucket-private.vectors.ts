import { resource, stack, UNKNOWN, type VectorResource, type Vectors } from "../../lib/vectors";

type Properties = Record<string, unknown>;
const bucket = (props: Properties = {}, name = "store"): VectorResource =>
  resource("aws:s3/bucket:Bucket", props, { name });
const ALL = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};
const block = (props: Properties = ALL, of: unknown = UNKNOWN, from = ["store"]): VectorResource =>
  resource(
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    { bucket: of, ...props },
    { name: "block", from: { bucket: from } },
  );
const trail = (s3BucketName: unknown = UNKNOWN, from = ["store"]): VectorResource =>
  resource(
    "aws:cloudtrail/trail:Trail",
    { s3BucketName },
    { name: "trail", from: { s3BucketName: from } },
  );
const balancer = (type = "aws:lb/loadBalancer:LoadBalancer"): VectorResource =>
  resource(
    type,
    { accessLogs: { bucket: UNKNOWN, enabled: true } },
    { name: "front", from: { accessLogs: ["store"] } },
  );
const MISSING =
  "publicAccessBlock is missing; expected all public access to be blocked, as logs are kept here.";
const open = (what: string): string => `${what}; expected true, as logs are kept here.`;

export default {
  pass: {
    "a trail's bucket with all four, at a first preview": stack(bucket(), block(), trail()),
    "by fixed names": stack(
      bucket({ bucket: "cruddur-dev-logs" }),
      block(ALL, "cruddur-dev-logs", []),
      trail("cruddur-dev-logs", []),
    ),
    "a flow log by ARN, with a prefix": stack(
      bucket({ bucket: "flows" }),
      block(ALL, "flows", []),
      resource("aws:ec2/flowLog:FlowLog", { logDestination: "arn:aws:s3:::flows/vpc/" }),
    ),
    "a bucket that no logs are written to": stack(
      bucket(),
      resource("aws:ecs/cluster:Cluster", {}),
    ),
    "flow logs to CloudWatch": stack(
      bucket(),
      resource(
        "aws:ec2/flowLog:FlowLog",
        { logDestination: UNKNOWN },
        { from: { logDestination: ["group"] } },
      ),
      resource("aws:cloudwatch/logGroup:LogGroup", {}, { name: "group" }),
    ),
    "a bucket of another stack": stack(bucket(), trail("elsewhere", [])),
    "blocked for the whole account": stack(
      bucket(),
      trail(),
      resource("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", ALL),
    ),
    "a bucket of aws-native": stack(
      resource("aws-native:s3:Bucket", { publicAccessBlockConfiguration: ALL }, { name: "store" }),
      trail(),
    ),
  },
  fail: {
    "a trail's bucket without a block": [stack(bucket(), trail()), [MISSING]],
    "a load balancer's bucket without a block": [stack(bucket(), balancer()), [MISSING]],
    "the same by the older name of the module": [
      stack(bucket(), balancer("aws:alb/loadBalancer:LoadBalancer")),
      [MISSING],
    ],
    "a bucket that is named for logs": [bucket({}, "access-logs"), [MISSING]],
    "a bucket whose fixed name is for logs": [bucket({ bucket: "acme-audit-trail" }), [MISSING]],
    "one of four is off, and one is not said": [
      stack(
        bucket(),
        trail(),
        block({ ...ALL, blockPublicPolicy: false, restrictPublicBuckets: null }),
      ),
      [open("blockPublicPolicy is false"), open("restrictPublicBuckets is not set")],
    ],
    "a block of another bucket": [
      stack(bucket(), trail(), bucket({}, "other"), block(ALL, UNKNOWN, ["other"])),
      [MISSING],
    ],
    "a bucket of the older kind, for the logs of another": [
      stack(
        resource("aws:s3/bucketV2:BucketV2", {}, { name: "store" }),
        resource(
          "aws:s3/bucketLogging:BucketLogging",
          { bucket: UNKNOWN, targetBucket: UNKNOWN },
          { name: "logging", from: { bucket: ["site"], targetBucket: ["store"] } },
        ),
        bucket({}, "site"),
      ),
      [MISSING],
    ],
    "an account's block with one switch off": [
      stack(
        bucket(),
        trail(),
        resource("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", {
          ...ALL,
          ignorePublicAcls: false,
        }),
      ),
      [MISSING],
    ],
    "a bucket of aws-native": [
      stack(resource("aws-native:s3:Bucket", {}, { name: "store" }), trail()),
      [MISSING],
    ],
    "a distribution's bucket, by its domain": [
      stack(
        bucket({ bucket: "site-requests" }),
        resource("aws:cloudfront/distribution:Distribution", {
          loggingConfig: { bucket: "site-requests.s3.amazonaws.com" },
        }),
      ),
      [MISSING],
    ],
  },
  unknown: {
    "which bucket is blocked": [stack(bucket(), trail(), block(ALL, UNKNOWN, [])), ["bucket"]],
    "a switch waits": [
      stack(bucket(), trail(), block({ ...ALL, blockPublicAcls: UNKNOWN })),
      ["blockPublicAcls"],
    ],
  },
  malformed: {
    "a switch is a word": [
      stack(bucket(), trail(), block({ ...ALL, ignorePublicAcls: "yes" })),
      ['ignorePublicAcls is "yes"; expected true or false.'],
    ],
  },
} satisfies Vectors;
