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
import { configured, resource, UNKNOWN, type Vectors } from "../../lib/vectors";

const finding = (path: string, pattern: string, service: string): string =>
  `${path} is "${pattern}"; expected the actions of "${service}" that are needed, by name.`;
const bucket = "arn:aws:s3:::cruddur-avatars/*";

export default {
  pass: {
    "what the program's own roles may do": OWN_POLICY,
    ...passesAsBoundary(allow("logs:*", "*")),
    "a wildcard inside an action": policy(allow(["s3:Get*", "ec2:Describe*"], bucket)),
    "everything, which another rule finds": policy(allow("*", "*")),
    "a service's actions are denied": policy({ Effect: "Deny", Action: "s3:*", Resource: "*" }),
    "the channels of ECS Exec": policy(allow("ssmmessages:*", "*")),
    "a service that the configuration allows": configured(policy(allow("sqs:*", "*")), {
      config: { services: ["sqs"] },
    }),
  },
  fail: {
    "all actions of a service, on one bucket": [
      policy(allow("s3:*", bucket)),
      [finding("policy.Statement[0].Action", "s3:*", "s3")],
    ],
    "in capitals, with two wildcards, among others": [
      policy(allow(["s3:GetObject", "ECS:**", "kms:?*"], "*")),
      [
        finding("policy.Statement[0].Action[1]", "ECS:**", "ecs"),
        finding("policy.Statement[0].Action[2]", "kms:?*", "kms"),
      ],
    ],
    "all actions of services that begin alike": [
      policy(allow("s3*:*", bucket)),
      [finding("policy.Statement[0].Action", "s3*:*", "s3*")],
    ],
    "every action of every service": [
      policy(allow("*", bucket)),
      ['policy.Statement[0].Action is "*"; expected the actions that are needed, by name.'],
    ],
    "all but some": [
      policy({ Effect: "Allow", NotAction: ["iam:*"], Resource: "*" }),
      [
        'policy.Statement[0].NotAction is ["iam:*"]; expected the allowed actions under `Action`; all that are not listed are allowed.',
      ],
    ],
    ...failsBesideBoundary(
      [allow("logs:*", "*")],
      [finding("policy.Statement[0].Action", "logs:*", "logs")],
    ),
    ...failsInEachForm(document(allow("logs:*", "*")), (path) => [
      finding(`${path}.Statement[0].Action`, "logs:*", "logs"),
    ]),
  },
  unknown: {
    ...UNKNOWN_POLICIES,
    "one action waits, the other is a whole service": [
      resource("aws-native:iam:RolePolicy", {
        policyDocument: { Statement: [allow([UNKNOWN, "s3:*"], UNKNOWN)] },
      }),
      ["policyDocument.Statement[0].Action[0]"],
      { findings: [finding("policyDocument.Statement[0].Action[1]", "s3:*", "s3")] },
    ],
  },
  malformed: MALFORMED_POLICIES,
} satisfies Vectors;
