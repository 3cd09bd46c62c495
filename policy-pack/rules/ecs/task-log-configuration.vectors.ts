import {
  configured,
  daemonTask,
  express,
  MALFORMED_CONTAINERS,
  task,
  UNKNOWN,
  UNKNOWN_CONTAINERS,
  type Vectors,
} from "../../lib/vectors";

const options = {
  "awslogs-group": "/app/web",
  "awslogs-region": "us-east-1",
  "awslogs-stream-prefix": "web",
};
const logging = (logDriver: unknown, more: object = {}): Record<string, unknown> => ({
  name: "web",
  logConfiguration: { logDriver, ...more },
});
const expected = 'expected one of ["awslogs", "awsfirelens", "splunk"].';

export default {
  pass: {
    "awslogs with its options": task([logging("awslogs", { options })]),
    FireLens: task([logging("awsfirelens")]),
    "a driver that the configuration allows": configured(task([logging("fluentd")]), {
      config: { drivers: ["fluentd"] },
    }),
    "an Express service with a log group": express({
      image: "web",
      awsLogsConfigurations: [{ logGroup: "/app/web", logStreamPrefix: "web" }],
    }),
    "a log group that is still being made": daemonTask([
      logging("awslogs", { options: { ...options, "awslogs-group": UNKNOWN } }),
    ]),
  },
  fail: {
    "one container of two has no logs": [
      task([logging("awslogs", { options }), { name: "log" }]),
      [
        `Container "log": containerDefinitions[1].logConfiguration.logDriver is not set; ${expected}`,
      ],
    ],
    "logs stay on the host": [
      task([logging("json-file")]),
      [
        `Container "web": containerDefinitions[0].logConfiguration.logDriver is "json-file"; ${expected}`,
      ],
    ],
    "awslogs without region and prefix": [
      task([logging("awslogs", { options: { "awslogs-group": "/app/web" } })]),
      [
        'Container "web": containerDefinitions[0].logConfiguration.options.awslogs-region is not set; expected a value.',
        'Container "web": containerDefinitions[0].logConfiguration.options.awslogs-stream-prefix is not set; expected a value.',
      ],
    ],
    "an Express service without a log group": [
      express({ image: "web" }),
      [
        "The primary container: primaryContainer.awsLogsConfiguration is not set; expected a log group and a stream prefix.",
      ],
    ],
  },
  unknown: {
    ...UNKNOWN_CONTAINERS,
    "the driver waits": [
      daemonTask([logging(UNKNOWN)]),
      ["containerDefinitions[0].logConfiguration.logDriver"],
    ],
  },
  malformed: {
    ...MALFORMED_CONTAINERS,
    "the configuration is a word": [
      task([{ name: "web", logConfiguration: "awslogs" }]),
      [
        'Container "web": containerDefinitions[0].logConfiguration is "awslogs"; expected an object.',
      ],
    ],
  },
} satisfies Vectors;
