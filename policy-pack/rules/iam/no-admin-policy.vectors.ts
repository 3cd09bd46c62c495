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
import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const attachment = (policyArn: string): VectorResource =>
  resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", { role: "app", policyArn });
const admin = "arn:aws:iam::aws:policy/AdministratorAccess";
const finding = (path: string): string =>
  `${path} allows everything on every resource; expected the actions and resources that are needed.`;
const attached = (path: string, arn: string): string =>
  `${path} is "${arn}"; expected a policy that allows only what is needed.`;

export default {
  pass: {
    "what the program's own roles may do": OWN_POLICY,
    ...passesAsBoundary(allow("*", "*")),
    "everything is denied": policy({ Effect: "Deny", Action: "*", Resource: "*" }),
    "everything on one bucket, which another rule finds": policy(
      allow("*", "arn:aws:s3:::cruddur-avatars/*"),
    ),
    "all but identity and organization, which another rule finds": policy({
      Effect: "Allow",
      NotAction: ["iam:*", "organizations:*"],
      Resource: "*",
    }),
    "a policy for tasks that AWS manages": attachment(
      "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
    ),
    "a policy of one's own with the same name": attachment(
      "arn:aws:iam::123456789012:policy/AdministratorAccess",
    ),
    "a role whose inline policies are cleared": resource("aws:iam/role:Role", {
      inlinePolicies: [{ name: "", policy: "" }],
    }),
  },
  fail: {
    ...failsBesideBoundary([allow("*", "*")], [finding("policy.Statement[0].Action")], {
      waits: ["policyArn"],
    }),
    "everything on everything": [policy(allow("*", "*")), [finding("policy.Statement[0].Action")]],
    "with a colon, in lists, among others": [
      policy(allow(["s3:GetObject", "*:*"], ["arn:aws:s3:::a/*", "*"])),
      [finding("policy.Statement[0].Action")],
    ],
    "an ARN of nothing but wildcards": [
      policy(allow("*", "arn:aws:*:*:*:*")),
      [finding("policy.Statement[0].Action")],
    ],
    "a single statement, under a condition": [
      resource("aws:iam/policy:Policy", {
        policy: {
          Statement: allow("*", "*", { Condition: { Bool: { "aws:SecureTransport": true } } }),
        },
      }),
      [finding("policy.Statement.Action")],
    ],
    "all actions but one": [
      policy({ Effect: "Allow", NotAction: "s3:DeleteBucket", Resource: "*" }),
      [finding("policy.Statement[0].NotAction")],
    ],
    "all resources but one": [
      policy({ Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::logs" }),
      [finding("policy.Statement[0].Action")],
    ],
    ...failsInEachForm(document(allow("*", "*")), (path) => [
      finding(`${path}.Statement[0].Action`),
    ]),
    "AWS's own policy": [attachment(admin), [attached("policyArn", admin)]],
    "AWS's own policy in China": [
      attachment("arn:aws-cn:iam::aws:policy/AdministratorAccess"),
      [attached("policyArn", "arn:aws-cn:iam::aws:policy/AdministratorAccess")],
    ],
    "AWS's own policy for a group": [
      resource("aws:iam/groupPolicyAttachment:GroupPolicyAttachment", { policyArn: admin }),
      [attached("policyArn", admin)],
    ],
    "AWS's own policy in a list that excludes others": [
      resource("aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", {
        roleName: "app",
        policyArns: [UNKNOWN, admin],
      }),
      [attached("policyArns[1]", admin)],
      { waits: ["policyArns[0]"] },
    ],
    "AWS's own policy in the role itself": [
      resource("aws:iam/role:Role", { managedPolicyArns: [admin] }),
      [attached("managedPolicyArns[0]", admin)],
    ],
  },
  unknown: {
    ...UNKNOWN_POLICIES,
    "one policy waits, the other is everything": [
      resource("aws-native:iam:Role", {
        policies: [{ policyDocument: UNKNOWN }, { policyDocument: { Statement: allow("*", "*") } }],
      }),
      ["policies[0].policyDocument"],
      { findings: [finding("policies[1].policyDocument.Statement.Action")] },
    ],
    "the resource waits where every action is allowed": [policy(allow("*", UNKNOWN)), ["policy"]],
    "the resource waits where every action is allowed, in an object": [
      resource("aws-native:iam:ManagedPolicy", {
        policyDocument: { Statement: allow("*", UNKNOWN) },
      }),
      ["policyDocument.Statement.Resource"],
    ],
  },
  malformed: {
    ...MALFORMED_POLICIES,
    "an action is an object": [
      policy(allow({ s3: "*" }, "*")),
      ["policy.Statement[0].Action is an object; expected a string."],
    ],
  },
} satisfies Vectors;
