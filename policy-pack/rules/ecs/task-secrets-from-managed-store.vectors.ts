import {
  daemonTask,
  express,
  MALFORMED_CONTAINERS,
  task,
  UNKNOWN,
  UNKNOWN_CONTAINERS,
  type Vectors,
} from "../../lib/vectors";

const web = (valueFrom: unknown): Record<string, unknown> => ({
  name: "web",
  secrets: [{ name: "DB_PASSWORD", valueFrom }],
});
const PARAMETER = "arn:aws:ssm:us-east-1:123456789012:parameter/cruddur/dev/DB_PASSWORD";
const SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:cruddur/dev-AbCdEf";
const finding = (predicate: string): string =>
  `Container "web": containerDefinitions[0].secrets[0].valueFrom ${predicate}; expected the ARN of an SSM parameter or a Secrets Manager secret, or a parameter's name.`;

export default {
  pass: {
    "no secrets": task([{ name: "web" }]),
    "a parameter's ARN": task([web(PARAMETER)]),
    "a parameter's name": task([web("/cruddur/dev/DB_PASSWORD")]),
    "a secret's ARN": task([web(SECRET)]),
    "one key of a secret": task([web(`${SECRET}:password::`)]),
    "a parameter in China": task([
      web(PARAMETER.replace("aws:ssm:us-east-1", "aws-cn:ssm:cn-north-1")),
    ]),
    "the registry's credentials": express({
      image: "web",
      repositoryCredentials: { credentialsParameter: SECRET },
    }),
    "the task's own region counts": {
      ...task([web(PARAMETER)], { region: "us-east-1" }),
      provider: { region: "eu-west-1" },
    },
  },
  fail: {
    "a literal, which is not shown": [task([web("p@ssw0rd!")]), [finding("is no reference")]],
    "a random literal, which is not shown": [
      task([web("b7Qx2Lw9Zk4Vt8Rn1Ys6Ab3")]),
      [finding("is no reference")],
    ],
    "the seed's ARN without a region": [
      task([web("arn:aws:ssm::123456789012:parameter/x")]),
      [finding('is "arn:aws:ssm::123456789012:parameter/x"')],
    ],
    "an ARN of something else": [
      task([web("arn:aws:s3:::bucket/secret.txt")]),
      [finding('is "arn:aws:s3:::bucket/secret.txt"')],
    ],
    nothing: [daemonTask([web("")]), [finding('is ""')]],
    "a parameter in another region": [
      { ...task([web(PARAMETER)]), provider: { region: "eu-west-1" } },
      [
        `Container "web": containerDefinitions[0].secrets[0].valueFrom is "${PARAMETER}"; expected one in "eu-west-1" (aws).`,
      ],
    ],
    "a region of another partition": [
      task([web(PARAMETER.replace("us-east-1", "cn-north-1"))]),
      [
        `Container "web": containerDefinitions[0].secrets[0].valueFrom is "${PARAMETER.replace("us-east-1", "cn-north-1")}"; expected one in "cn-north-1" (aws-cn).`,
      ],
    ],
    "a log option": [
      task([
        {
          name: "web",
          logConfiguration: {
            logDriver: "splunk",
            secretOptions: [{ name: "splunk-token", valueFrom: "a b" }],
          },
        },
      ]),
      [
        'Container "web": containerDefinitions[0].logConfiguration.secretOptions[0].valueFrom is no reference; expected the ARN of an SSM parameter or a Secrets Manager secret, or a parameter\'s name.',
      ],
    ],
  },
  unknown: {
    ...UNKNOWN_CONTAINERS,
    "one reference waits": [
      daemonTask([web(UNKNOWN)]),
      ["containerDefinitions[0].secrets[0].valueFrom"],
    ],
  },
  malformed: {
    ...MALFORMED_CONTAINERS,
    "a secret is a string": [
      task([{ name: "web", secrets: ["/cruddur/dev/DB_PASSWORD"] }]),
      [
        'Container "web": containerDefinitions[0].secrets[0] is "/cruddur/dev/DB_PASSWORD"; expected an object.',
      ],
    ],
  },
} satisfies Vectors;
