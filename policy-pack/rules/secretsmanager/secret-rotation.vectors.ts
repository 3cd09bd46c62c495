import {
  configured,
  type GivenStack,
  resource,
  stack,
  UNKNOWN,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

const secret = resource("aws:secretsmanager/secret:Secret", { name: "token" }, { name: "token" });
const rotation = (props: Record<string, unknown>, of = ["token"]): VectorResource =>
  resource(
    "aws:secretsmanager/secretRotation:SecretRotation",
    { secretId: UNKNOWN, ...props },
    { name: "rotation", from: { secretId: of } },
  );
const every = (rotationRules: unknown, more = {}): GivenStack =>
  stack(secret, rotation({ rotationRules, ...more }));
const NONE = "rotation is not set; expected a rotation of the secret.";
const days = { automaticallyAfterDays: 30 };

export default {
  pass: {
    "every thirty days": every(days),
    "every week": every({ scheduleExpression: "rate(7 days)" }),
    "every twelve hours": every({ scheduleExpression: "rate(12 hours)" }),
    "on the first of every second month": every({ scheduleExpression: "cron(0 8 1 1/2 ? *)" }),
    "on Sundays": every({ scheduleExpression: "cron(0 8 ? * SUN *)" }),
    "every ninety days, of a secret by its name": stack(
      secret,
      rotation({ secretId: "token", rotationRules: { automaticallyAfterDays: 90 } }, []),
    ),
    "a schedule of aws-native": stack(
      resource("aws-native:secretsmanager:Secret", {}, { name: "token" }),
      resource(
        "aws-native:secretsmanager:RotationSchedule",
        { secretId: UNKNOWN, rotationRules: days },
        { name: "rotation", from: { secretId: ["token"] } },
      ),
    ),
  },
  fail: {
    "a secret alone": [secret, [NONE]],
    "a rotation of another": [
      stack(secret, rotation({ secretId: "other", rotationRules: days }, [])),
      [NONE],
    ],
    "once a year": [
      every({ automaticallyAfterDays: 365 }),
      ["rotationRules.automaticallyAfterDays is 365; expected at most 90 days."],
    ],
    "every hundred days": [
      every({ scheduleExpression: "rate(100 days)" }),
      ['rotationRules.scheduleExpression is "rate(100 days)"; expected at most 90 days.'],
    ],
    "in January and July": [
      every({ scheduleExpression: "cron(0 8 1 JAN,JUL ? *)" }),
      ['rotationRules.scheduleExpression is "cron(0 8 1 JAN,JUL ? *)"; expected at most 90 days.'],
    ],
    "in one year only": [
      every({ scheduleExpression: "cron(0 8 1 * ? 2027)" }),
      ['rotationRules.scheduleExpression is "cron(0 8 1 * ? 2027)"; expected at most 90 days.'],
    ],
    "more often, where that is configured": [
      configured([secret, rotation({ rotationRules: days })], { config: { maximumDays: 7 } }),
      ["rotationRules.automaticallyAfterDays is 30; expected at most 7 days."],
    ],
    "no time is said": [every({}), ["rotationRules says no time; expected at most 90 days."]],
    "switched off": [
      every(days, { rotationEnabled: false }),
      ["rotationEnabled is false; expected true, or not set."],
    ],
  },
  unknown: {
    "which secret is rotated": [stack(secret, rotation({ rotationRules: days }, [])), ["secretId"]],
    "the days wait": [
      every({ automaticallyAfterDays: UNKNOWN }),
      ["rotationRules.automaticallyAfterDays"],
    ],
  },
  malformed: {
    "the rules are a word": [every("monthly"), ['rotationRules is "monthly"; expected an object.']],
  },
} satisfies Vectors;
