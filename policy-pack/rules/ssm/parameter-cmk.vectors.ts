import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const parameter = (props: Record<string, unknown>): VectorResource =>
  resource("aws:ssm/parameter:Parameter", { type: "SecureString", ...props });

export default {
  pass: {
    "a key": parameter({ keyId: "arn:aws:kms:us-east-1:123456789012:key/1" }),
    "a key by its alias": parameter({ keyId: "alias/cruddur-dev-data" }),
    "a key that is still being made": parameter({ keyId: UNKNOWN }),
    "nothing to encrypt": parameter({ type: "String" }),
  },
  fail: {
    "no key, which means that of AWS": [
      parameter({}),
      ["keyId is not set; expected a customer managed key."],
    ],
    "the key of AWS, by name": [
      parameter({ keyId: "alias/aws/ssm" }),
      ['keyId is "alias/aws/ssm"; expected a customer managed key.'],
    ],
    "the key of AWS, by ARN": [
      parameter({ keyId: "arn:aws:kms:us-east-1:123456789012:alias/aws/ssm" }),
      [
        'keyId is "arn:aws:kms:us-east-1:123456789012:alias/aws/ssm"; expected a customer managed key.',
      ],
    ],
  },
  unknown: { "the type waits": [parameter({ type: UNKNOWN }), ["type"]] },
  malformed: {
    "the key is an object": [
      parameter({ keyId: { arn: "a" } }),
      ["keyId is an object; expected a string."],
    ],
  },
} satisfies Vectors;
