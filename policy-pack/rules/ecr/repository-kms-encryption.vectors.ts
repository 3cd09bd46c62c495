import {
  configured,
  resource,
  UNKNOWN,
  type Vectors,
  type VectorResource,
} from "../../lib/vectors";

const repository = (encryptionConfigurations?: unknown): VectorResource =>
  resource("aws:ecr/repository:Repository", {
    encryptionConfigurations: encryptionConfigurations ?? null,
  });
const cmk = { config: { cmk: true } };

export default {
  pass: {
    "the AWS managed key": repository([{ encryptionType: "KMS" }]),
    "a key that is still being made": configured(
      repository([{ encryptionType: "KMS", kmsKey: UNKNOWN }]),
      cmk,
    ),
    "two layers": repository([{ encryptionType: "KMS_DSSE" }]),
    "a single object": repository({ encryptionType: "KMS" }),
    "an aws-native repository": resource("aws-native:ecr:Repository", {
      encryptionConfiguration: { encryptionType: "KMS" },
    }),
  },
  fail: {
    "nothing is said, which means AES256": [
      repository(),
      ['encryptionConfigurations is not set; expected encryption type "KMS".'],
    ],
    AES256: [
      repository([{ encryptionType: "AES256" }]),
      ['encryptionConfigurations[0].encryptionType is "AES256"; expected encryption type "KMS".'],
    ],
    "the AWS managed key, where one's own is demanded": [
      configured(repository([{ encryptionType: "KMS" }]), cmk),
      ["encryptionConfigurations[0].kmsKey is not set; expected a customer managed key."],
    ],
  },
  unknown: {
    "the type waits": [
      repository([{ encryptionType: UNKNOWN }]),
      ["encryptionConfigurations[0].encryptionType"],
    ],
  },
  malformed: {
    "the configuration is a word": [
      repository("KMS"),
      ['encryptionConfigurations is "KMS"; expected an object.'],
    ],
  },
} satisfies Vectors;
