import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const trail = (props: object = {}): VectorResource =>
  resource("aws:cloudtrail/trail:Trail", { s3BucketName: "audit", ...props });
const MISSING = "kmsKeyId is not set; expected a KMS key.";

export default {
  pass: {
    "a key": trail({ kmsKeyId: "arn:aws:kms:eu-west-1:123456789012:key/1234abcd" }),
    "a key of an aws-native trail": resource("aws-native:cloudtrail:Trail", {
      isLogging: true,
      kmsKeyId: "alias/audit",
    }),
  },
  fail: {
    "no key": [trail(), [MISSING]],
    "an empty text": [trail({ kmsKeyId: "" }), ['kmsKeyId is ""; expected a KMS key.']],
    "an aws-native trail without a key": [
      resource("aws-native:cloudtrail:Trail", { isLogging: true }),
      [MISSING],
    ],
  },
  unknown: { "a key that is yet to be created is a key": [trail({ kmsKeyId: UNKNOWN }), []] },
  malformed: { "a key of an odd shape: AWS will say so": [trail({ kmsKeyId: 7 }), []] },
} satisfies Vectors;
