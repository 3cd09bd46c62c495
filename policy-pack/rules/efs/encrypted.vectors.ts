import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const fileSystem = (props: Record<string, unknown>): VectorResource =>
  resource("aws:efs/fileSystem:FileSystem", props);

export default {
  pass: {
    encrypted: fileSystem({ encrypted: true }),
    "with a key that is still being made": fileSystem({ encrypted: true, kmsKeyId: UNKNOWN }),
    "a file system of aws-native": resource("aws-native:efs:FileSystem", { encrypted: true }),
  },
  fail: {
    "nothing is said": [fileSystem({}), ["encrypted is not set; expected true."]],
    "switched off": [fileSystem({ encrypted: false }), ["encrypted is false; expected true."]],
    "a key without the switch": [
      fileSystem({ kmsKeyId: UNKNOWN }),
      ["encrypted is not set; expected true."],
    ],
    "a file system of aws-native": [
      resource("aws-native:efs:FileSystem", {}),
      ["encrypted is not set; expected true."],
    ],
  },
  unknown: { "the switch waits": [fileSystem({ encrypted: UNKNOWN }), ["encrypted"]] },
  malformed: {
    "the switch is an object": [
      fileSystem({ encrypted: { kms: true } }),
      ["encrypted is an object; expected true or false."],
    ],
  },
} satisfies Vectors;
