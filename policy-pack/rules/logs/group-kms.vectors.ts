import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const group = (props: Record<string, unknown>): VectorResource =>
  resource("aws:cloudwatch/logGroup:LogGroup", props);
const FINDING = "kmsKeyId is not set; expected the ARN of a KMS key.";

export default {
  pass: {
    "a key": group({ kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/1" }),
    "a key that is still being made": group({ kmsKeyId: UNKNOWN }),
    "a group of aws-native": resource("aws-native:logs:LogGroup", { kmsKeyId: UNKNOWN }),
  },
  fail: {
    "no key": [group({}), [FINDING]],
    "an empty text": [group({ kmsKeyId: "" }), ['kmsKeyId is ""; expected the ARN of a KMS key.']],
    "a group of aws-native": [resource("aws-native:logs:LogGroup", {}), [FINDING]],
  },
  unknown: {
    "a group whose name waits: the key is missing": [
      group({ name: UNKNOWN }),
      [],
      { findings: [FINDING] },
    ],
  },
  malformed: {
    "two spellings of the key": [
      group({ kmsKeyId: "a", KmsKeyId: "b" }),
      ['the resource has both "KmsKeyId" and "kmsKeyId"; expected one spelling.'],
    ],
  },
} satisfies Vectors;
