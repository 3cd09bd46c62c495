import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const GROUP = "arn:aws:logs:eu-west-1:123456789012:log-group:audit:*";
const trail = (props: object = {}): VectorResource =>
  resource("aws:cloudtrail/trail:Trail", { s3BucketName: "audit", ...props });
const native = (props: object = {}): VectorResource =>
  resource("aws-native:cloudtrail:Trail", { isLogging: true, ...props });

export default {
  pass: {
    "a log group": trail({ cloudWatchLogsGroupArn: GROUP }),
    "a log group, by the name of aws-native": native({ cloudWatchLogsLogGroupArn: GROUP }),
  },
  fail: {
    "no log group": [trail(), ["cloudWatchLogsGroupArn is not set; expected a log group."]],
    "an empty text": [
      trail({ cloudWatchLogsGroupArn: "" }),
      ['cloudWatchLogsGroupArn is ""; expected a log group.'],
    ],
    "an aws-native trail without one": [
      native(),
      ["cloudWatchLogsGroupArn is not set; expected a log group."],
    ],
  },
  unknown: {
    "a log group that is yet to be created is one": [
      trail({ cloudWatchLogsGroupArn: UNKNOWN }),
      [],
    ],
  },
  malformed: {
    "two spellings": [
      trail({ cloudWatchLogsGroupArn: GROUP, cloudwatchLogsGroupArn: GROUP }),
      [
        'the resource has both "cloudWatchLogsGroupArn" and "cloudwatchLogsGroupArn"; expected one spelling.',
      ],
    ],
  },
} satisfies Vectors;
