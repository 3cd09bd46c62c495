import { configured, resource, UNKNOWN, type GivenStack, type Vectors } from "../../lib/vectors";

const inStack = (
  props: Record<string, unknown>,
  stack = "prod",
  type = "aws:rds/instance:Instance",
): GivenStack => configured(resource(type, { engine: "postgres", ...props }), { stack });
const finding = (what = "is not set"): string => `multiAz ${what}; expected true in this stack.`;

export default {
  pass: {
    "two zones, in production": inStack({ multiAz: true }),
    "one zone, in development": inStack({ multiAz: false }, "dev"),
    "a replica": inStack({ replicateSourceDb: UNKNOWN }),
    "an edition that cannot": inStack({ engine: "sqlserver-ex" }),
    "an instance of a cluster of aws-native": inStack(
      { dbClusterIdentifier: UNKNOWN },
      "prod",
      "aws-native:rds:DbInstance",
    ),
  },
  fail: {
    "nothing is said": [inStack({}), [finding()]],
    "switched off": [inStack({ multiAz: false }, "prod-eu"), [finding("is false")]],
    "an instance of aws-native": [inStack({}, "prod", "aws-native:rds:DbInstance"), [finding()]],
  },
  unknown: { "the switch waits": [inStack({ multiAz: UNKNOWN }), ["multiAz"]] },
  malformed: {
    "the switch is a list of zones": [
      inStack({ multiAz: ["us-east-1a", "us-east-1b"] }),
      ['multiAz is ["us-east-1a", "us-east-1b"]; expected true or false.'],
    ],
  },
} satisfies Vectors;
