import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const template = (props: Record<string, unknown>): VectorResource =>
  resource("aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate", props);
const encrypted = { encryptionConfigurations: [{ encryptionType: "KMS" }] };

export default {
  pass: {
    "immutable and encrypted": template({ imageTagMutability: "IMMUTABLE", ...encrypted }),
    "in aws-native, all but latest": resource("aws-native:ecr:RepositoryCreationTemplate", {
      imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
      imageTagMutabilityExclusionFilters: [
        {
          imageTagMutabilityExclusionFilterType: "WILDCARD",
          imageTagMutabilityExclusionFilterValue: "latest",
        },
      ],
      encryptionConfiguration: { encryptionType: "KMS" },
    }),
  },
  fail: {
    "nothing is said": [
      template({}),
      [
        'imageTagMutability is not set; expected "IMMUTABLE".',
        'encryptionConfigurations is not set; expected encryption type "KMS".',
      ],
    ],
    "movable tags": [
      template({ imageTagMutability: "MUTABLE", ...encrypted }),
      ['imageTagMutability is "MUTABLE"; expected "IMMUTABLE".'],
    ],
  },
  unknown: {
    "the tags wait, the encryption is weak": [
      template({
        imageTagMutability: UNKNOWN,
        encryptionConfigurations: [{ encryptionType: "AES256" }],
      }),
      ["imageTagMutability"],
      {
        findings: [
          'encryptionConfigurations[0].encryptionType is "AES256"; expected encryption type "KMS".',
        ],
      },
    ],
  },
  malformed: {
    "the encryption is a word": [
      template({ imageTagMutability: "IMMUTABLE", encryptionConfigurations: "KMS" }),
      ['encryptionConfigurations is "KMS"; expected an object.'],
    ],
  },
} satisfies Vectors;
