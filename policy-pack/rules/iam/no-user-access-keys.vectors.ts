import { configured, resource, UNKNOWN, type Vectors } from "../../lib/vectors";

export default {
  pass: {
    "a user that the configuration allows": configured(
      [
        resource("aws:iam/user:User", { name: "break-glass" }),
        resource("aws:iam/accessKey:AccessKey", { user: "break-glass" }, { name: "key" }),
      ],
      { config: { users: ["break-*"] } },
    ),
  },
  fail: {
    "an access key": [
      resource("aws:iam/accessKey:AccessKey", { user: "ci" }),
      ["user gets a long-lived access key; expected a role."],
    ],
    "an access key of a user that is still being made": [
      resource("aws:iam/accessKey:AccessKey", { user: UNKNOWN }),
      ["user gets a long-lived access key; expected a role."],
    ],
    "a user": [
      resource("aws:iam/user:User", { name: "ci" }),
      ["name is an IAM user; expected a role."],
    ],
    "a user of aws-native": [
      resource("aws-native:iam:User", {}),
      ["userName is an IAM user; expected a role."],
    ],
    "a password": [
      resource("aws:iam/userLoginProfile:UserLoginProfile", { user: "ci" }),
      ["user gets a password; expected a role."],
    ],
    "a password for a service": [
      resource("aws:iam/serviceSpecificCredential:ServiceSpecificCredential", {
        userName: "ci",
        serviceName: "codecommit.amazonaws.com",
      }),
      ["userName gets a long-lived password for a service; expected a role."],
    ],
    "a user whom the configuration does not allow": [
      configured(resource("aws:iam/user:User", { name: "ci" }), {
        config: { users: ["break-*"] },
      }),
      ["name is an IAM user; expected a role."],
    ],
  },
  unknown: {
    "the user waits, where the configuration allows some": [
      configured(resource("aws:iam/accessKey:AccessKey", { user: UNKNOWN }), {
        config: { users: ["break-*"] },
      }),
      ["user"],
    ],
  },
  malformed: {
    "the name is a list": [
      configured(resource("aws:iam/user:User", { name: ["a", "b"] }), {
        config: { users: ["break-*"] },
      }),
      ['name is ["a", "b"]; expected a string.'],
    ],
  },
} satisfies Vectors;
