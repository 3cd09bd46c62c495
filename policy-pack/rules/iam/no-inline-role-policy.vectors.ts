import { allow, document } from "../../lib/iam.vectors";
import { resource, UNKNOWN, type Vectors } from "../../lib/vectors";

const text = document(allow("s3:GetObject", "arn:aws:s3:::a/*"));
const finding = (path: string): string => `${path} is inline; expected a managed policy.`;

export default {
  pass: {
    "a role without inline policies": resource("aws:iam/role:Role", { managedPolicyArns: [] }),
    "a role whose inline policies are cleared": resource("aws:iam/role:Role", {
      inlinePolicies: [{}],
    }),
  },
  fail: {
    "a policy of one role": [
      resource("aws:iam/rolePolicy:RolePolicy", { policy: text }),
      [finding("policy")],
    ],
    "a policy of one role, that waits": [
      resource("aws-native:iam:RolePolicy", { policyDocument: UNKNOWN }),
      [finding("policyDocument")],
    ],
    "two in the role itself": [
      resource("aws:iam/role:Role", { inlinePolicies: [{ policy: text }, { policy: text }] }),
      [finding("inlinePolicies[0]"), finding("inlinePolicies[1]")],
    ],
    "one in a role of aws-native": [
      resource("aws-native:iam:Role", {
        policies: [{ policyDocument: JSON.parse(text) as unknown }],
      }),
      [finding("policies[0]")],
    ],
  },
  unknown: {
    "the list waits": [
      resource("aws:iam/role:Role", { inlinePolicies: UNKNOWN }),
      ["inlinePolicies"],
    ],
  },
  malformed: {
    "the list holds a word": [
      resource("aws:iam/role:Role", { inlinePolicies: ["all"] }),
      ['inlinePolicies[0] is "all"; expected an object.'],
    ],
  },
} satisfies Vectors;
