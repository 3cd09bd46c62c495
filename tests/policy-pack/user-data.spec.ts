import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { secretsInUserData } from "../../policy-pack/lib/user-data";

const base64 = (text: string | Buffer): string => Buffer.from(text).toString("base64");
const cloudConfig = (encoding: string, content: string): string =>
  `#cloud-config\nwrite_files:\n  - path: /etc/app\n    encoding: ${encoding}\n    content: ${content}\nruncmd:\n  - start`;
const FILE = "DB_PASSWORD=hunter2\nLEVEL=info\n";

/** A line of user data → what it holds. */
const SECRETS: Readonly<Record<string, string>> = {
  "export DB_PASSWORD=hunter2": "a password",
  "export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE": "an AWS access key id",
  "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY": "a static AWS credential",
  "password: hunter2": "a password",
  '  "password": "hunter2",': "a password",
  'echo \'{"password":"hunter2"}\' > /etc/app.json': "a password",
  'x = "{\\"password\\":\\"hunter2\\"}"': "a password",
  '$env:DB_PASSWORD = "hunter2"': "a password",
  "[string]$Password = 'hunter2'": "a password",
  "docker login -u me -p hunter2 registry.example.com": "a password",
  "curl -u admin:hunter2 https://example.com/": "a password",
  "X=$(curl -u admin:hunter2 https://example.com/)": "a password",
  "X=`curl -u admin:hunter2 https://example.com/`": "a password",
  "echo 'root:hunter2' | sudo chpasswd": "a password",
  "mysql -u root -phunter2 app": "a password",
  "-----BEGIN RSA PRIVATE KEY-----": "a private key",
  "git clone https://me:ghp_abcdefghijklmnopqrstuvwxyz0123456789@github.com/x": "a GitHub token",
};

const CLEAN = [
  "echo ECS_CLUSTER=main >> /etc/ecs/ecs.config",
  'TOKEN=$(curl -s -X PUT "http://169.254.169.254/latest/api/token" -H "X-aws-ec2-metadata-token-ttl-seconds: 21600")',
  'curl -H "X-aws-ec2-metadata-token: $TOKEN" http://169.254.169.254/latest/meta-data/instance-id',
  "PASSWORD=`aws ssm get-parameter --name /app/db/password --with-decryption --query Parameter.Value`",
  "export DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id prod/db | jq -r .password)",
  "export AWS_SESSION_TOKEN=$(echo $CREDS | jq -r .Token)",
  'export AWS_SECRET_ACCESS_KEY="${SECRET}"',
  "aws ecr get-login-password | docker login --username AWS --password-stdin 123456789012.dkr.ecr.us-east-1.amazonaws.com",
  "ssh_pwauth: false",
  "chpasswd: { expire: False }",
  "    lock_passwd: true",
  "    passwd: $6$rounds=4096$salt$hash",
  "      - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGJ0 me",
  "password: !vault |",
  'curl -u "$USER:$PASS" https://example.com/',
  'docker login -u "$U" -p "$P"',
  'mysql -u root -p"$PW"',
  'cluster-certificate = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t"',
  "$token = Invoke-RestMethod -Method PUT -Uri http://169.254.169.254/latest/api/token",
  "$secret = (Get-SECSecretValue -SecretId prod/db).SecretString",
  "password=$(openssl rand -base64 32)",
  "TOKEN_FILE=/run/secrets/token",
  "sed -i 's/^PasswordAuthentication yes/PasswordAuthentication no/' /etc/ssh/sshd_config",
];

describe("user data", () => {
  for (const [line, what] of Object.entries(SECRETS)) {
    it(`hold ${what}, plain, in base64 and zipped: ${line}`, () => {
      const script = `#!/bin/sh\n${line}\n`;
      for (const data of [script, base64(script), base64(gzipSync(script))]) {
        assert.deepEqual(secretsInUserData(data), [`${what} in line 2`]);
      }
    });
  }

  for (const line of CLEAN) {
    it(`hold no secret: ${line}`, () => {
      for (const data of [line, base64(line), base64(gzipSync(line))]) {
        assert.deepEqual(secretsInUserData(data), []);
      }
    });
  }

  it("are read in files of cloud-config and in encoded commands", () => {
    const powershell = Buffer.from("$password = 'hunter2'", "utf16le").toString("base64");
    const parts = {
      [cloudConfig("b64", base64(FILE))]: "a password in line 1 of an encoded part",
      [cloudConfig("gz+b64", base64(gzipSync(FILE)))]: "a password in line 1 of an encoded part",
      [`powershell -EncodedCommand ${powershell}`]: "a password in line 1 of an encoded part",
    };
    for (const [data, found] of Object.entries(parts)) {
      assert.deepEqual(secretsInUserData(base64(data)), [found]);
    }
  });

  it("are read no deeper than four encodings, and not beyond a megabyte", () => {
    let nested = `x ${FILE}`;
    for (let depth = 0; depth < 8; depth++) nested = `content: ${base64(nested)}`;
    assert.deepEqual(secretsInUserData(nested), []);
    const bomb = gzipSync(`${"\n".repeat(2 << 20)}${FILE}`);
    assert.deepEqual(secretsInUserData(base64(bomb)), []);
  });

  it("take no longer than their length explains", () => {
    const units = [
      "QUJD",
      "A\n",
      "$(",
      "`",
      "a:",
      "-p ",
      "docker login ",
      "curl -u a",
      '"a":',
      "a=",
    ];
    for (const unit of [...units, "x | ", "mysql ", "sshpass -p"]) {
      // A pattern that backtracks needs minutes for this; one that does not, milliseconds.
      secretsInUserData(unit.repeat(Math.ceil(100_000 / unit.length)));
    }
  });
});
