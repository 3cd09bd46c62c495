import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const secret = (props: Record<string, unknown>): VectorResource =>
  resource("aws:secretsmanager/secret:Secret", props);
const FINDING = "kmsKeyId is not set; expected a customer managed key.";

export default {
  pass: {
    "a key": secret({ kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/1" }),
    "keys that are still being made, also for a replica": secret({
      kmsKeyId: UNKNOWN,
      replicas: [{ region: "eu-west-1", kmsKeyId: UNKNOWN }],
    }),
    "a secret of aws-native": resource("aws-native:secretsmanager:Secret", { kmsKeyId: UNKNOWN }),
  },
  fail: {
    "no key": [secret({}), [FINDING]],
    "the key of AWS": [
      secret({ kmsKeyId: "alias/aws/secretsmanager" }),
      ['kmsKeyId is "alias/aws/secretsmanager"; expected a customer managed key.'],
    ],
    "a replica without a key": [
      secret({ kmsKeyId: UNKNOWN, replicas: [{ region: "eu-west-1" }] }),
      ["replicas[0].kmsKeyId is not set; expected a customer managed key."],
    ],
    "a secret of aws-native and its replica": [
      resource("aws-native:secretsmanager:Secret", { replicaRegions: [{ region: "eu-west-1" }] }),
      [FINDING, "replicaRegions[0].kmsKeyId is not set; expected a customer managed key."],
    ],
  },
  unknown: {
    "the replicas wait": [secret({ kmsKeyId: "key", replicas: UNKNOWN }), ["replicas"]],
  },
  malformed: {
    "a replica is a word": [
      secret({ kmsKeyId: "key", replicas: ["eu-west-1"] }),
      ['replicas[0] is "eu-west-1"; expected an object.'],
    ],
  },
} satisfies Vectors;
