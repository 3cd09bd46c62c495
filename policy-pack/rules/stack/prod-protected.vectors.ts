import {
  configured,
  resource,
  UNKNOWN,
  type GivenStack,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

const inStack = (given: VectorResource, stack = "prod", settings = {}): GivenStack =>
  configured(given, { stack, settings });
const finding = "protect is not set; expected true in this stack.";
const key = resource("aws:kms/key:Key", {});

export default {
  pass: {
    "protected, in production": inStack({ ...key, protect: true }),
    "not protected, in development": inStack(key, "dev"),
    "what holds nothing": inStack(resource("aws:ecs/service:Service", {})),
    "not protected, in a stack that need not be": inStack(key, "prod", {
      protectedStacks: ["live"],
    }),
  },
  fail: {
    "a key": [inStack(key), [finding]],
    "a database": [inStack(resource("aws:rds/instance:Instance", {}), "prod-eu"), [finding]],
    "a repository": [inStack(resource("aws:ecr/repository:Repository", {})), [finding]],
    "a log group, in a stack that is named by the settings": [
      inStack(resource("aws:cloudwatch/logGroup:LogGroup", {}), "live", {
        protectedStacks: ["live"],
      }),
      [finding],
    ],
    "a table of aws-native": [inStack(resource("aws-native:dynamodb:Table", {})), [finding]],
  },
  unknown: {
    "a key of which nothing is known: the option is": [
      inStack(resource("aws:kms/key:Key", { description: UNKNOWN, policy: UNKNOWN })),
      [],
      { findings: [finding] },
    ],
  },
  malformed: {
    "properties of odd shapes: the option is not among them": [
      inStack(resource("aws:kms/key:Key", { protect: true, policy: 7 })),
      [],
      { findings: [finding] },
    ],
  },
} satisfies Vectors;
