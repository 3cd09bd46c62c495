import { configured, resource, UNKNOWN, type GivenStack, type Vectors } from "../../lib/vectors";

const inStack = (props: Record<string, unknown>, stack = "prod", settings = {}): GivenStack =>
  configured(resource("aws:cloudwatch/logGroup:LogGroup", props), { stack, settings });
const finding = (what: string): string =>
  `deletionProtectionEnabled ${what}; expected true in this stack.`;

export default {
  pass: {
    "protected, in production": inStack({ deletionProtectionEnabled: true }),
    "not protected, in development": inStack({}, "dev"),
    "not protected, in a stack that need not be": inStack({}, "prod", {
      protectedStacks: ["live"],
    }),
  },
  fail: {
    "nothing is said": [inStack({}), [finding("is not set")]],
    "switched off": [inStack({ deletionProtectionEnabled: false }), [finding("is false")]],
    "a group of aws-native": [
      configured(resource("aws-native:logs:LogGroup", {}), { stack: "production" }),
      [finding("is not set")],
    ],
  },
  unknown: {
    "the switch waits": [
      inStack({ deletionProtectionEnabled: UNKNOWN }),
      ["deletionProtectionEnabled"],
    ],
  },
  malformed: {
    "the switch is a word": [
      inStack({ deletionProtectionEnabled: "enabled" }),
      ['deletionProtectionEnabled is "enabled"; expected true or false.'],
    ],
  },
} satisfies Vectors;
