import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const detector = (props: object = {}): VectorResource =>
  resource("aws:guardduty/detector:Detector", { ...props });
const OFF = "enable is false; expected true or not set.";

export default {
  pass: {
    "nothing is said": detector(),
    "it is on": detector({ enable: true }),
    "an aws-native detector is on": resource("aws-native:guardduty:Detector", { enable: true }),
  },
  fail: {
    "it is off": [detector({ enable: false }), [OFF]],
    "an aws-native detector is off": [
      resource("aws-native:guardduty:Detector", { enable: false }),
      [OFF],
    ],
  },
  unknown: { "it waits": [detector({ enable: UNKNOWN }), ["enable"]] },
  malformed: {
    "a word": [detector({ enable: "yes" }), ['enable is "yes"; expected true or false.']],
  },
} satisfies Vectors;
