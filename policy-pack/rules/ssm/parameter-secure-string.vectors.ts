import { ENCRYPTED, resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const parameter = (
  name: unknown,
  value: unknown,
  props: Record<string, unknown> = {},
): VectorResource =>
  resource("aws:ssm/parameter:Parameter", { name, type: "String", value, ...props });
const finding = (reason: string, type = "String"): string =>
  `type is "${type}", but ${reason}; expected "SecureString".`;

export default {
  pass: {
    "a password, encrypted": parameter("/app/db/PASSWORD", "hunter2", { type: "SecureString" }),
    "a value that waits, encrypted": parameter("/app/db/PASSWORD", UNKNOWN, {
      type: "SecureString",
    }),
    "an address": parameter("/app/frontend/URL", "https://cruddur.example"),
    "a word": parameter("/app/log-level", "debug"),
    "a list of subnets": parameter("/app/subnets", "subnet-1,subnet-2", { type: "StringList" }),
    "the ARN of a secret": parameter(
      "/app/db/password-arn",
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf",
    ),
    "a URL without a password": parameter("/app/CONNECTION_URL", "postgres://db.internal:5432/app"),
    "the name of a token": parameter("/app/token-header", "X-Auth"),
    "a switch about passwords": parameter("/app/require-password", "true"),
    "an image": parameter("/app/ami", "ami-0abcdef1234567890"),
  },
  fail: {
    "a password": [
      parameter("/app/db/PASSWORD", "hunter2"),
      [finding("value looks like a password")],
    ],
    "a URL with a password": [
      parameter("/app/CONNECTION_URL", "postgres://app:hunter22@db.internal:5432/app"),
      [finding("value looks like a URL with a password")],
    ],
    "a key of AWS": [
      parameter("/app/AWS_ACCESS_KEY_ID", "AKIAABCDEFGHIJKLMNOP"),
      [finding("value looks like an AWS access key id")],
    ],
    "a token of a known form under any name": [
      parameter("/app/setting", "ghp_abcdefghijklmnopqrstuvwxyz0123456789"),
      [finding("value looks like a GitHub token")],
    ],
    "a value that somebody is to replace by hand": [
      parameter("/app/db/password", "changeme"),
      [finding("the name is that of a password")],
    ],
    "a value that is not yet known, under the name of a password": [
      parameter("/app/db/password", UNKNOWN),
      [finding("the name is that of a password")],
    ],
    "the value in clear text": [
      resource("aws:ssm/parameter:Parameter", {
        name: "/app/API_KEY",
        type: "String",
        insecureValue: "Qm7Zt0Xb4Lr9Mw2Vk8Np5Hs3",
      }),
      [finding("insecureValue looks like a secret")],
    ],
    "a list": [
      parameter("/app/db/passwords/main_password", "one,two", { type: "StringList" }),
      [finding("value looks like a password", "StringList")],
    ],
    "a parameter of aws-native, which has no encrypted ones": [
      resource("aws-native:ssm:Parameter", {
        name: "/app/db/password",
        type: "String",
        value: "hunter2",
      }),
      [finding("value looks like a password")],
    ],
  },
  unknown: {
    "the type waits": [parameter("/app/db/password", "hunter2", { type: UNKNOWN }), ["type"]],
    "the value waits, and the name does not tell": [
      parameter("/app/CONNECTION_URL", UNKNOWN),
      ["value"],
    ],
    "the value is encrypted in an export": [
      parameter("/app/setting", ENCRYPTED),
      ["value (encrypted)"],
    ],
  },
  malformed: {
    "the value is a list": [
      parameter("/app/setting", ["a"]),
      ["value is a list of 1; expected a string."],
    ],
  },
} satisfies Vectors;
