import {
  daemonTask,
  ENCRYPTED,
  express,
  MALFORMED_CONTAINERS,
  task,
  UNKNOWN,
  UNKNOWN_CONTAINERS,
  type Vectors,
} from "../../lib/vectors";

const web = (name: string, value: unknown): Record<string, unknown> => ({
  name: "web",
  environment: [{ name, value }],
});
const finding = (name: string, what: string): string =>
  `Container "web": containerDefinitions[0].environment[0].value ("${name}") looks like ${what}; expected the value under \`secrets\`, by reference.`;
// Joined here, so that scanners of this repository do not take the vectors for leaks.
const GITHUB = ["ghp", "Zk3v9Qw7Lm2Xs8Pt4Rb6Hd1Jf5Nc0Ya2We4T"].join("_");
const SLACK = ["xoxb", "263594206564", "2343594206574", "FGqddMF8t08v8N7Oq4i57vs1"].join("-");
const STRIPE = ["sk", "live", "4eC39HqLyjWDarjtT1zdp7dc"].join("_");
const JWT = [
  "eyJhbGciOiJIUzI1NiJ9",
  "eyJzdWIiOiIxMjM0NTY3ODkwIn0",
  "dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P",
].join(".");

const silent: Record<string, [string, unknown]> = {
  "the level of the log": ["LOG_LEVEL", "debug"],
  "the ARN of a secret": [
    "DB_SECRET",
    "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf",
  ],
  "the name of a secret": ["DB_SECRET", "prod/cruddur/db-credentials"],
  "the URL of a token service": ["OAUTH_TOKEN_URL", "https://auth.example.com/oauth2/token"],
  "the type of a token": ["TOKEN_TYPE", "Bearer"],
  "the version of a key": ["API_KEY_VERSION", "2024-01-15"],
  "the digest of an image": ["IMAGE_DIGEST", `sha256:${"9f".repeat(32)}`],
  "a UUID": ["CLIENT_TOKEN", "7d444840-9dc0-11d1-b245-5ffdce74fad2"],
  "a placeholder": ["DB_PASSWORD", "<your-password>"],
  "a placeholder that asks to be changed": ["DB_PASSWORD", "changeme"],
  "a reference to another variable": ["DATABASE_URL", "postgres://app:${DB_PASSWORD}@db:5432/app"],
  "a URL without a password": ["DATABASE_URL", "postgres://db.internal:5432/app"],
  "a path to a secret": ["DB_PASSWORD_FILE", "/run/secrets/db"],
  "the least length of a password": ["PASSWORD_MIN_LENGTH", "12"],
  "a public key": [
    "JWT_PUBLIC_KEY",
    "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEF\n-----END PUBLIC KEY-----",
  ],
  "the id of a user pool's client": ["COGNITO_CLIENT_ID", "5b6ro31g97urk767adrbrdj1g5"],
  "a commit": ["GIT_SHA", "4b825dc642cb6eb9a060e54bf8d69288fbee4904"],
  "an empty value": ["DB_PASSWORD", ""],
};

const found: Record<string, [string, unknown, string]> = {
  "the id of an AWS key, whatever its name": [
    "CONFIG",
    "key=AKIAIOSFODNN7EXAMPLE",
    "an AWS access key id",
  ],
  "a static AWS credential, by its name": [
    "AWS_SECRET_ACCESS_KEY",
    "test",
    "a static AWS credential",
  ],
  "a private key": ["TLS", "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE", "a private key"],
  "a JSON Web Token": ["BOOT", JWT, "a JSON Web Token"],
  "a GitHub token": ["GH", GITHUB, "a GitHub token"],
  "a Slack token": ["NOTIFY", SLACK, "a Slack token"],
  "a Stripe key": ["PAY", STRIPE, "a Stripe key"],
  "a password in a URL": [
    "CONNECTION_URL",
    "postgresql://root:goodDatabasePassword1@db:5432/cruddur",
    "a URL with a password",
  ],
  "a short password": ["DB_PASSWORD", "hunter2", "a password"],
  "a password in camel case": ["dbPassword", "Sup3r!", "a password"],
  "a random value under a secret's name": ["SESSION_SECRET", "b7Qx2Lw9Zk4Vt8Rn1Ys6", "a secret"],
  "a hexadecimal key": ["API_KEY", "0f8a1c5e9b7d3f2a4c6e8b0d1f3a5c7e", "a secret"],
};

export default {
  pass: {
    ...Object.fromEntries(
      Object.entries(silent).map(([sentence, [name, value]]) => [
        sentence,
        task([web(name, value)]),
      ]),
    ),
    "no environment": task([{ name: "web" }]),
    "a secret by reference": task([
      { name: "web", secrets: [{ name: "DB_PASSWORD", valueFrom: "/cruddur/dev/DB_PASSWORD" }] },
    ]),
  },
  fail: {
    ...Object.fromEntries(
      Object.entries(found).map(([sentence, [name, value, what]]) => [
        sentence,
        [task([web(name, value)]), [finding(name, what)]] as const,
      ]),
    ),
    "an Express service": [
      express({ image: "web", environments: [{ name: "DB_PASSWORD", value: "hunter2" }] }),
      [
        'The primary container: primaryContainer.environments[0].value ("DB_PASSWORD") looks like a password; expected the value under `secrets`, by reference.',
      ],
    ],
  },
  unknown: {
    ...UNKNOWN_CONTAINERS,
    "one value waits, the other is found": [
      daemonTask([
        {
          name: "web",
          environments: [
            { name: "DB_PASSWORD", value: "hunter2" },
            { name: "URL", value: UNKNOWN },
          ],
        },
      ]),
      ["containerDefinitions[0].environments[1].value"],
      {
        findings: [
          'Container "web": containerDefinitions[0].environments[0].value ("DB_PASSWORD") looks like a password; expected the value under `secrets`, by reference.',
        ],
      },
    ],
    "a value is encrypted in an export": [
      daemonTask([{ name: "web", environments: [{ name: "DB_PASSWORD", value: ENCRYPTED }] }]),
      ["containerDefinitions[0].environments[0].value (encrypted)"],
    ],
  },
  malformed: {
    ...MALFORMED_CONTAINERS,
    "the environment is a map": [
      task([{ name: "web", environment: { DB_PASSWORD: "hunter2" } }]),
      ["containerDefinitions[0].environment has no name and no value; expected both."],
    ],
  },
} satisfies Vectors;
