import { strings } from "../../lib/options";
import { rule } from "../../lib/rule";
import { matches } from "../../lib/settings";

/** What each type makes, and the property that says for whom. */
const CREDENTIALS: Readonly<Record<string, readonly [user: string, what: string]>> = {
  "aws:iam/accessKey:AccessKey": ["user", "gets a long-lived access key"],
  "aws:iam/serviceSpecificCredential:ServiceSpecificCredential": [
    "userName",
    "gets a long-lived password for a service",
  ],
  "aws:iam/sshKey:SshKey": ["username", "gets a key for CodeCommit"],
  "aws:iam/user:User": ["name", "is an IAM user"],
  "aws:iam/userLoginProfile:UserLoginProfile": ["user", "gets a password"],
  "aws-native:iam:User": ["userName", "is an IAM user"],
};

export default rule(
  {
    name: "iam-no-user-access-keys",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Container stacks must have no IAM users and no long-lived credentials.",
    why: "A key that does not expire works for whoever finds it, in a log, an image or a state file, until somebody notices.",
    remediationSteps:
      "Use the task's role, a role that an identity provider's token can take (CI), or IAM Identity Center (people).",
    example: `new aws.iam.Role("deploy", { assumeRolePolicy: trustOfIdentityProvider });`,
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles",
    tags: ["checkov:CKV_AWS_273"],
    practices: ["B8", "C9"],
    options: {
      users: strings([], "Names of users, `*` for any characters, that may exist and have keys."),
    },
  },
  Object.keys(CREDENTIALS),
  function* (resource, { type, config }) {
    const [property = "", found = ""] = CREDENTIALS[type] ?? [];
    if (config.users.length > 0 && matches(resource.text(property) ?? "", config.users)) return;
    yield resource.finding(property, { found, expected: "a role" });
  },
);
