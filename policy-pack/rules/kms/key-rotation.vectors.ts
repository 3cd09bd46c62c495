import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const key = (props: Record<string, unknown>): VectorResource => resource("aws:kms/key:Key", props);
const finding = (what: string): string => `enableKeyRotation ${what}; expected true.`;

export default {
  pass: {
    "it rotates": key({ enableKeyRotation: true }),
    "a key for signing, which cannot": key({
      customerMasterKeySpec: "ECC_NIST_P256",
      keyUsage: "SIGN_VERIFY",
    }),
    "a key for codes, which cannot": key({
      customerMasterKeySpec: "HMAC_256",
      keyUsage: "GENERATE_VERIFY_MAC",
    }),
    "a key in a store of one's own, which cannot": key({ customKeyStoreId: "cks-1" }),
    "a key of aws-native whose material is imported": resource("aws-native:kms:Key", {
      origin: "EXTERNAL",
    }),
    "a key of aws-native for signing": resource("aws-native:kms:Key", {
      keySpec: "RSA_2048",
      keyUsage: "SIGN_VERIFY",
    }),
  },
  fail: {
    "nothing is said": [key({}), [finding("is not set")]],
    "switched off": [key({ enableKeyRotation: false }), [finding("is false")]],
    "a symmetric key by name": [
      key({ customerMasterKeySpec: "SYMMETRIC_DEFAULT", keyUsage: "ENCRYPT_DECRYPT" }),
      [finding("is not set")],
    ],
    "a key of aws-native": [resource("aws-native:kms:Key", {}), [finding("is not set")]],
  },
  unknown: {
    "the switch waits": [key({ enableKeyRotation: UNKNOWN }), ["enableKeyRotation"]],
    "the kind of key waits": [key({ customerMasterKeySpec: UNKNOWN }), ["customerMasterKeySpec"]],
  },
  malformed: {
    "the switch is a number": [
      key({ enableKeyRotation: 1 }),
      ["enableKeyRotation is 1; expected true or false."],
    ],
  },
} satisfies Vectors;
