import {
  configured,
  resource,
  UNKNOWN,
  type Vectors,
  type VectorResource,
} from "../../lib/vectors";

const group = (props: Record<string, unknown>): VectorResource =>
  resource("aws:cloudwatch/logGroup:LogGroup", props);
const finding = (what: string, minimum = 30): string =>
  `retentionInDays ${what}; expected at least ${minimum} days, and an end.`;

export default {
  pass: {
    "thirty days": group({ retentionInDays: 30 }),
    "a year, in production": configured(group({ retentionInDays: 365 }), { stack: "prod" }),
    "a text that is a number": group({ retentionInDays: "90" }),
    "a group that only hands on, for two days": group({ logGroupClass: "DELIVERY" }),
    "less, where that is configured": configured(group({ retentionInDays: 7 }), {
      config: { minimumDays: 7 },
    }),
    "a group of aws-native": resource("aws-native:logs:LogGroup", { retentionInDays: 60 }),
    "enough, in a class that waits": group({ retentionInDays: 30, logGroupClass: UNKNOWN }),
  },
  fail: {
    "nothing is said, which means for ever": [group({}), [finding("keeps events for ever")]],
    "for ever": [group({ retentionInDays: 0 }), [finding("keeps events for ever")]],
    "a single day": [group({ retentionInDays: 1 }), [finding("is 1")]],
    "thirty days, in production": [
      configured(group({ retentionInDays: 30 }), { stack: "prod" }),
      [finding("is 30", 365)],
    ],
    "a group of aws-native": [
      resource("aws-native:logs:LogGroup", { retentionInDays: 14 }),
      [finding("is 14")],
    ],
    "more than CloudWatch can keep is asked": [
      configured(group({ retentionInDays: 3653 }), { config: { minimumDays: 4000 } }),
      [finding("is 3653", 4000)],
    ],
  },
  unknown: { "the number waits": [group({ retentionInDays: UNKNOWN }), ["retentionInDays"]] },
  malformed: {
    "the number is a word": [
      group({ retentionInDays: "a year" }),
      ['retentionInDays is "a year"; expected a number.'],
    ],
  },
} satisfies Vectors;
