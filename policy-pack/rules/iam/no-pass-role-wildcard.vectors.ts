import {
  MALFORMED_POLICIES,
  OWN_POLICY,
  UNKNOWN_POLICIES,
  allow,
  document,
  failsBesideBoundary,
  failsInEachForm,
  passesAsBoundary,
  policy,
} from "../../lib/iam.vectors";
import { resource, UNKNOWN, type Vectors } from "../../lib/vectors";

const named = "arn:aws:iam::123456789012:role/cruddur-dev-*";
const toTasks = {
  Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
};
const roles = (path: string, value: string): string =>
  `${path} ${value}; expected the roles that iam:PassRole may pass, by name.`;
const services = (path: string): string =>
  `${path}.Condition does not say to which services roles may be passed; expected iam:PassedToService with their names.`;
const first = "policy.Statement[0]";

export default {
  pass: {
    "what the program's own roles may do": OWN_POLICY,
    ...passesAsBoundary(allow("iam:PassRole", named)),
    "named roles to a named service": policy(allow("iam:PassRole", named, toTasks)),
    "to services of a family": policy(
      allow("iam:PassRole", [named], {
        Condition: { StringLikeIfExists: { "iam:PassedToService": ["ecs-tasks.*"] } },
      }),
    ),
    "passing is denied": policy({ Effect: "Deny", Action: "iam:PassRole", Resource: "*" }),
    "all actions but those of IAM": policy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
    "everything, which another rule finds": policy(allow("*", "*")),
  },
  fail: {
    "any role to any service": [
      policy(allow("iam:PassRole", "*")),
      [roles(`${first}.Resource`, 'is "*"'), services(first)],
    ],
    "any role to a named service": [
      policy(allow("iam:PassRole", ["*"], toTasks)),
      [roles(`${first}.Resource[0]`, 'is "*"')],
    ],
    "any role of the account": [
      policy(allow("iam:PassRole", "arn:aws-us-gov:iam::123456789012:role/*", toTasks)),
      [roles(`${first}.Resource`, 'is "arn:aws-us-gov:iam::123456789012:role/*"')],
    ],
    "named roles to any service": [policy(allow("iam:PassRole", named)), [services(first)]],
    "a wildcard that takes in PassRole": [
      policy(allow(["ecs:RunTask", "IAM:pass*"], "*", toTasks)),
      [roles(`${first}.Resource`, 'is "*"')],
    ],
    "all of IAM": [policy(allow("iam:*", "*", toTasks)), [roles(`${first}.Resource`, 'is "*"')]],
    "all roles but one": [
      policy({ Effect: "Allow", Action: "iam:PassRole", NotResource: named, ...toTasks }),
      [roles(`${first}.NotResource`, `is "${named}"`)],
    ],
    "a service that can be any": [
      policy(
        allow("iam:PassRole", named, {
          Condition: { StringLike: { "iam:PassedToService": "*" } },
        }),
      ),
      [services(first)],
    ],
    "all services but one": [
      policy(
        allow("iam:PassRole", named, {
          Condition: { StringNotEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
        }),
      ),
      [services(first)],
    ],
    ...failsBesideBoundary([allow("iam:PassRole", named)], [services("policy.Statement[0]")]),
    ...failsInEachForm(document(allow("iam:PassRole", named)), (path) => [
      services(`${path}.Statement[0]`),
    ]),
  },
  unknown: {
    ...UNKNOWN_POLICIES,
    "the role waits": [
      resource("aws-native:iam:RolePolicy", {
        policyDocument: { Statement: [allow("iam:PassRole", UNKNOWN, toTasks)] },
      }),
      ["policyDocument.Statement[0].Resource"],
    ],
  },
  malformed: {
    ...MALFORMED_POLICIES,
    "a condition is a word": [
      policy(allow("iam:PassRole", named, { Condition: "never" })),
      [`${first}.Condition is "never"; expected an object.`],
    ],
  },
} satisfies Vectors;
