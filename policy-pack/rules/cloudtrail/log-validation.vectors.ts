import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const trail = (props: object = {}): VectorResource =>
  resource("aws:cloudtrail/trail:Trail", { s3BucketName: "audit", ...props });
const native = (props: object): VectorResource =>
  resource("aws-native:cloudtrail:Trail", { s3BucketName: "audit", isLogging: true, ...props });

export default {
  pass: {
    "files are signed": trail({ enableLogFileValidation: true }),
    "files of an aws-native trail are signed": native({ enableLogFileValidation: true }),
  },
  fail: {
    "nothing is said": [trail(), ["enableLogFileValidation is not set; expected true."]],
    "it is off": [
      trail({ enableLogFileValidation: false }),
      ["enableLogFileValidation is false; expected true."],
    ],
    "it is off in an aws-native trail": [
      native({ enableLogFileValidation: false }),
      ["enableLogFileValidation is false; expected true."],
    ],
  },
  unknown: {
    "it waits": [trail({ enableLogFileValidation: UNKNOWN }), ["enableLogFileValidation"]],
  },
  malformed: {
    "a word": [
      trail({ enableLogFileValidation: "sha256" }),
      ['enableLogFileValidation is "sha256"; expected true or false.'],
    ],
  },
} satisfies Vectors;
