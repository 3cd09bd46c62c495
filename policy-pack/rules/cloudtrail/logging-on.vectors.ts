import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const trail = (props: object = {}): VectorResource =>
  resource("aws:cloudtrail/trail:Trail", { s3BucketName: "audit", ...props });
const native = (isLogging: unknown): VectorResource =>
  resource("aws-native:cloudtrail:Trail", { s3BucketName: "audit", isLogging });

export default {
  pass: {
    "nothing is said": trail(),
    "it is on": trail({ enableLogging: true }),
    "an aws-native trail is on": native(true),
  },
  fail: {
    "it is off": [
      trail({ enableLogging: false }),
      ["enableLogging is false; expected true or not set."],
    ],
    "it is off, as a text": [
      trail({ enableLogging: "false" }),
      ['enableLogging is "false"; expected true or not set.'],
    ],
    "an aws-native trail is off": [
      native(false),
      ["isLogging is false; expected true or not set."],
    ],
  },
  unknown: { "it waits": [trail({ enableLogging: UNKNOWN }), ["enableLogging"]] },
  malformed: {
    "a word": [trail({ enableLogging: "on" }), ['enableLogging is "on"; expected true or false.']],
  },
} satisfies Vectors;
