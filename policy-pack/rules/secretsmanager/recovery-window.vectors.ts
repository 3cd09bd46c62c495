import { configured, resource, UNKNOWN, type GivenStack, type Vectors } from "../../lib/vectors";

const secret = (days: unknown, stack = "prod", config = {}): GivenStack =>
  configured(resource("aws:secretsmanager/secret:Secret", { recoveryWindowInDays: days }), {
    stack,
    config,
  });

export default {
  pass: {
    "thirty days": secret(30),
    "nothing is said, which means thirty": secret(null),
    "deleted at once, in development": secret(0, "dev"),
  },
  fail: {
    "deleted at once, in production": [
      secret(0),
      ["recoveryWindowInDays is 0; expected 7 or more."],
    ],
    "less than is configured": [
      secret(7, "prod-eu", { minimumDays: 14 }),
      ["recoveryWindowInDays is 7; expected 14 or more."],
    ],
  },
  unknown: { "the number waits": [secret(UNKNOWN), ["recoveryWindowInDays"]] },
  malformed: {
    "the number is a word": [
      secret("never"),
      ['recoveryWindowInDays is "never"; expected a number.'],
    ],
  },
} satisfies Vectors;
