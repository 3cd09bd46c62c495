import { configured, resource, UNKNOWN, type Given, type Vectors } from "../../lib/vectors";

const type = "aws:ecr/repository:Repository";
const inProd = (given: string, props: Record<string, unknown>): Given =>
  configured(resource(given, props), { stack: "prod" });
const finding = (property: string): string =>
  `${property} is true; expected false in a protected stack.`;

export default {
  pass: {
    "nothing is said": inProd(type, {}),
    "not so": inProd(type, { forceDelete: false }),
    "a stack that is not protected": resource(type, { forceDelete: true }),
  },
  fail: {
    "a protected stack": [inProd(type, { forceDelete: true }), [finding("forceDelete")]],
    "a stack that the settings protect": [
      configured(resource(type, { forceDelete: "true" }), {
        settings: { protectedStacks: ["d*"] },
      }),
      ['forceDelete is "true"; expected false in a protected stack.'],
    ],
    "a public repository": [
      inProd("aws:ecrpublic/repository:Repository", { forceDestroy: true }),
      [finding("forceDestroy")],
    ],
    "a repository of aws-native": [
      inProd("aws-native:ecr:Repository", { emptyOnDelete: true }),
      [finding("emptyOnDelete")],
    ],
  },
  unknown: { "it waits": [inProd(type, { forceDelete: UNKNOWN }), ["forceDelete"]] },
  malformed: {
    "it is a word": [
      inProd(type, { forceDelete: "yes" }),
      ['forceDelete is "yes"; expected true or false.'],
    ],
  },
} satisfies Vectors;
