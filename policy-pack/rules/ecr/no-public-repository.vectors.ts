import { configured, resource, UNKNOWN, type Vectors } from "../../lib/vectors";

const type = "aws:ecrpublic/repository:Repository";
const FINDING = "repositoryName is a public repository; expected a private one.";
const allowed = { config: { allowed: ["demo-*"] } };

export default {
  pass: {
    "one that the configuration allows": configured(
      resource(type, { repositoryName: "demo-web" }),
      allowed,
    ),
  },
  fail: {
    "a public repository": [resource(type, { repositoryName: "web" }), [FINDING]],
    "one whose name waits": [resource(type, { repositoryName: UNKNOWN }), [FINDING]],
    "one of aws-native": [resource("aws-native:ecr:PublicRepository", {}), [FINDING]],
    "one that the configuration does not allow": [
      configured(resource(type, { repositoryName: "web" }), allowed),
      [FINDING],
    ],
  },
  unknown: {
    "the name waits, where the configuration allows some": [
      configured(resource(type, { repositoryName: UNKNOWN }), allowed),
      ["repositoryName"],
    ],
  },
  malformed: {
    "the name is an object": [
      configured(resource(type, { repositoryName: { name: "web" } }), allowed),
      ["repositoryName is an object; expected a string."],
    ],
  },
} satisfies Vectors;
