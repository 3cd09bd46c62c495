import { TASKS_TRUST, role } from "../../lib/iam.vectors";
import {
  configured,
  resource,
  stack,
  task,
  UNKNOWN,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

const aws = (name: string): string => `arn:aws:iam::aws:policy/${name}`;
const finding = (path: string, name: string): string =>
  `${path} gives the task "${name}"; expected a policy that names what the task needs.`;
const hosts = { ...TASKS_TRUST, Principal: { Service: "ec2.amazonaws.com" } };
const ofTasks = { ...role([TASKS_TRUST], { name: "app-1a2b3c4" }), name: "app" };
const ofHosts = { ...role([hosts], { name: "app-1a2b3c4" }), name: "app" };
const attached = (policyArn: unknown, from: VectorResource["from"] = {}): VectorResource =>
  resource(
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    { role: UNKNOWN, policyArn },
    { name: "attached", from: { role: ["app"], ...from } },
  );
const web: VectorResource = {
  ...task([{ name: "web" }], { taskRoleArn: UNKNOWN }),
  from: { taskRoleArn: ["app"] },
  name: "web",
};

export default {
  pass: {
    "AWS's policy for execution roles": stack(
      ofTasks,
      attached(aws("service-role/AmazonECSTaskExecutionRolePolicy")),
    ),
    "a policy of one's own, that is still being made": stack(
      ofTasks,
      resource("aws:iam/policy:Policy", { arn: UNKNOWN }, { name: "own" }),
      attached(UNKNOWN, { policyArn: ["own"] }),
    ),
    "a policy of one's own with a broad name": role([TASKS_TRUST], {
      managedPolicyArns: ["arn:aws:iam::123456789012:policy/AppFullAccess"],
    }),
    "a broad policy for hosts": stack(ofHosts, attached(aws("AmazonS3FullAccess"))),
    "a policy that the configuration allows": configured(
      role([TASKS_TRUST], { managedPolicyArns: [aws("AmazonS3ReadOnlyAccess")] }),
      { config: { allowed: ["AmazonS3ReadOnlyAccess"] } },
    ),
  },
  fail: {
    "the seed's CloudWatchFullAccess": [
      stack(ofTasks, attached(aws("CloudWatchFullAccess"))),
      [finding("policyArn", "CloudWatchFullAccess")],
    ],
    "reading everything, in the role itself": [
      role([TASKS_TRUST], { managedPolicyArns: [aws("ReadOnlyAccess")] }),
      [finding("managedPolicyArns[0]", "ReadOnlyAccess")],
    ],
    "with a path, in a role of aws-native, in another partition": [
      resource("aws-native:iam:Role", {
        assumeRolePolicyDocument: { Statement: TASKS_TRUST },
        managedPolicyArns: ["arn:aws-us-gov:iam::aws:policy/job-function/ViewOnlyAccess"],
      }),
      [finding("managedPolicyArns[0]", "ViewOnlyAccess")],
    ],
    "a role that only a task definition shows to be a task's": [
      stack(ofHosts, web, attached(aws("PowerUserAccess"))),
      [finding("policyArn", "PowerUserAccess")],
    ],
    "the same, with the policy in the role itself": [
      stack(
        { ...role([hosts], { managedPolicyArns: [aws("AmazonECS_FullAccess")] }), name: "app" },
        web,
      ),
      [finding("managedPolicyArns[0]", "AmazonECS_FullAccess")],
    ],
    "attached to several roles, by name": [
      stack(
        ofTasks,
        resource(
          "aws:iam/policyAttachment:PolicyAttachment",
          { roles: ["other", "app-1a2b3c4"], policyArn: aws("SecretsManagerReadWrite") },
          { name: "attached" },
        ),
      ),
      [finding("policyArn", "SecretsManagerReadWrite")],
    ],
    "in a list that excludes others": [
      stack(
        ofTasks,
        resource(
          "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
          { roleName: "app-1a2b3c4", policyArns: [aws("AdministratorAccess")] },
          { name: "attached" },
        ),
      ),
      [finding("policyArns[0]", "AdministratorAccess")],
    ],
  },
  unknown: {
    "the policy waits": [
      role([TASKS_TRUST], { managedPolicyArns: [UNKNOWN, aws("AmazonS3FullAccess")] }),
      ["managedPolicyArns[0]"],
      { findings: [finding("managedPolicyArns[1]", "AmazonS3FullAccess")] },
    ],
    "whose role it is waits": [
      stack(
        resource("aws:iam/role:Role", { assumeRolePolicy: UNKNOWN }, { name: "app" }),
        attached(aws("AmazonS3FullAccess")),
      ),
      ["assumeRolePolicy"],
    ],
  },
  malformed: {
    "an ARN is an object": [
      role([TASKS_TRUST], { managedPolicyArns: [{ arn: aws("ReadOnlyAccess") }] }),
      ["managedPolicyArns[0] is an object; expected a string."],
    ],
  },
} satisfies Vectors;
