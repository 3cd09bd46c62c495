import {
  configured,
  resource,
  UNKNOWN,
  type Vectors,
  type VectorResource,
} from "../../lib/vectors";

const key = (days: unknown): VectorResource =>
  resource("aws:kms/key:Key", { deletionWindowInDays: days });

export default {
  pass: {
    "thirty days": key(30),
    "nothing is said, which means thirty": key(null),
    "a week, where that is configured": configured(key(7), { config: { minimumDays: 7 } }),
  },
  fail: {
    "a week": [key(7), ["deletionWindowInDays is 7; expected 14 or more."]],
    "a replica": [
      resource("aws:kms/replicaKey:ReplicaKey", { deletionWindowInDays: 7 }),
      ["deletionWindowInDays is 7; expected 14 or more."],
    ],
    "a key of aws-native": [
      resource("aws-native:kms:Key", { pendingWindowInDays: 10 }),
      ["pendingWindowInDays is 10; expected 14 or more."],
    ],
  },
  unknown: { "the number waits": [key(UNKNOWN), ["deletionWindowInDays"]] },
  malformed: {
    "the number is a list": [key([7, 30]), ["deletionWindowInDays is [7, 30]; expected a number."]],
  },
} satisfies Vectors;
