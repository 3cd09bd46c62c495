import { gzipSync } from "node:zlib";
import {
  configuration,
  fleet,
  instance,
  nativeTemplate,
  spotRequest,
  template,
} from "../../lib/hosts.vectors";
import { ENCRYPTED, resource, UNKNOWN, type Vectors } from "../../lib/vectors";

const base64 = (text: string | Buffer): string => Buffer.from(text).toString("base64");
const SCRIPT = "#!/bin/bash\nyum update -y\nexport DB_PASSWORD=hunter2\n";
const CLEAN = [
  "#!/bin/bash",
  "echo ECS_CLUSTER=main >> /etc/ecs/ecs.config",
  "export DB_PASSWORD=$(aws ssm get-parameter --name /app/db-password --with-decryption)",
  'TOKEN=`curl -X PUT "http://169.254.169.254/latest/api/token"`',
  "aws ecr get-login-password | docker login --username AWS --password-stdin 123456789012.dkr.ecr.eu-central-1.amazonaws.com",
].join("\n");
const CLOUD_CONFIG = [
  "#cloud-config",
  "write_files:",
  "  - path: /etc/app.conf",
  "    encoding: gz+b64",
  `    content: ${base64(gzipSync("url = postgres\ndb_password = hunter2\n"))}`,
].join("\n");
const MULTIPART = [
  'Content-Type: multipart/mixed; boundary="//"',
  "",
  "--//",
  "Content-Type: text/x-shellscript",
  "Content-Transfer-Encoding: base64",
  "",
  base64(SCRIPT.repeat(2)).replace(/.{76}/g, "$&\n"),
  "--//--",
].join("\n");
const finding = (what: string, at = "userData"): string =>
  `${at} has what looks like ${what}; expected no secret.`;

export default {
  pass: {
    "no user data": template({ imageId: "ami-1" }),
    "secrets that are fetched at start": template({ userData: base64(CLEAN) }),
    "the same as plain text": instance({ userData: CLEAN }),
    "the same, zipped": instance({ userDataBase64: base64(gzipSync(CLEAN)) }),
    "what is no text at all": template({ userData: "H4sI/+not+gzip+at+all+AAAA==" }),
  },
  fail: {
    "a password in a template, base64": [
      template({ userData: base64(SCRIPT) }),
      [finding("a password in line 3")],
    ],
    "a password in an instance, plain": [
      instance({ userData: SCRIPT }),
      [finding("a password in line 3")],
    ],
    "a password, zipped": [
      configuration({ userDataBase64: base64(gzipSync(SCRIPT)) }),
      [finding("a password in line 3", "userDataBase64")],
    ],
    "a zipped file in cloud-config": [
      template({ userData: base64(CLOUD_CONFIG) }),
      [finding("a password in line 2 of an encoded part")],
    ],
    "a part of a multipart message": [
      template({ userData: base64(MULTIPART) }),
      [finding("a password in line 3 of an encoded part, a password in line 6 of an encoded part")],
    ],
    "an AWS key in PowerShell": [
      spotRequest({
        userData: '<powershell>\n$env:AWS_ACCESS_KEY_ID = "AKIAIOSFODNN7EXAMPLE"\n</powershell>',
      }),
      [finding("an AWS access key id in line 2")],
    ],
    "a registry's password": [
      fleet({ userData: "docker login -u me -p hunter2 registry.example.com" }),
      [finding("a password in line 1", "launchSpecifications[0].userData")],
    ],
    "an aws-native template": [
      nativeTemplate({ userData: base64('{"password": "hunter2"}') }),
      [finding("a password in line 1", "launchTemplateData.userData")],
    ],
    "the recipe of an image": [
      resource("aws:imagebuilder/imageRecipe:ImageRecipe", { userDataBase64: base64(SCRIPT) }),
      [finding("a password in line 3", "userDataBase64")],
    ],
    "more than a few": [
      instance({ userData: "export A_PASSWORD=hunter2\n".repeat(7) }),
      [
        finding(
          "a password in line 1, a password in line 2, a password in line 3, a password in line 4, a password in line 5 and 2 more",
        ),
      ],
    ],
  },
  unknown: {
    "user data wait": [template({ userData: UNKNOWN }), ["userData"]],
    "user data are encrypted in an export": [
      template({ userData: ENCRYPTED }),
      ["userData (encrypted)"],
    ],
  },
  malformed: {
    "user data are an object": [
      template({ userData: { script: "x" } }),
      ["userData is an object; expected a string."],
    ],
  },
} satisfies Vectors;
