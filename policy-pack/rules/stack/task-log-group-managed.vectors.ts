import { namedTask } from "../../lib/stack.vectors";
import {
  configured,
  express,
  MALFORMED_CONTAINERS,
  nativeTask,
  resource,
  stack,
  taskText,
  UNKNOWN,
  UNKNOWN_CONTAINERS,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

type Properties = Readonly<Record<string, unknown>>;
const group = (props: Properties): VectorResource =>
  resource("aws:cloudwatch/logGroup:LogGroup", { name: "/app/web", ...props }, { name: "logs" });
const awslogs = (options: Properties = {}): Properties => ({
  logConfiguration: {
    logDriver: "awslogs",
    options: { "awslogs-group": "/app/web", "awslogs-region": "us-east-1", ...options },
  },
});
const web = (options: Properties = {}): VectorResource =>
  namedTask([{ name: "web", ...awslogs(options) }]);
const connected = (options: Properties = {}): VectorResource =>
  resource("aws:ecs/service:Service", {
    serviceConnectConfiguration: { enabled: true, ...awslogs(options) },
  });
const EXPECTED = "expected a log group of this stack with a retention.";
const at = "containerDefinitions[0].logConfiguration.options";

export default {
  pass: {
    "a log group with a retention": stack(group({ retentionInDays: 30 }), web()),
    "a log group of aws-native": stack(
      resource(
        "aws-native:logs:LogGroup",
        { logGroupName: "/app/web", retentionInDays: 30 },
        { name: "logs" },
      ),
      { ...nativeTask([{ name: "web", ...awslogs() }]), name: "task" },
    ),
    "a log group that another stack manages": configured(web(), {
      config: { managedElsewhere: ["/app/*"] },
    }),
    "logs that go elsewhere": namedTask([
      { name: "web", logConfiguration: { logDriver: "awsfirelens" } },
    ]),
  },
  fail: {
    "a log group that ECS creates": [
      stack(group({ retentionInDays: 30 }), web({ "awslogs-create-group": "true" })),
      [`Container "web": ${at}.awslogs-create-group is "true"; ${EXPECTED}`],
    ],
    "a log group without a retention": [
      stack(group({}), web()),
      [
        `Container "web": ${at}.awslogs-group is that of LogGroup "logs", which keeps logs for ever; ${EXPECTED}`,
      ],
    ],
    "a retention of 0, which is for ever": [
      stack(group({ retentionInDays: 0 }), web()),
      [
        `Container "web": ${at}.awslogs-group is that of LogGroup "logs", which keeps logs for ever; ${EXPECTED}`,
      ],
    ],
    "a log group that the stack does not declare": [
      web(),
      [
        `Container "web": ${at}.awslogs-group is "/app/web", which this stack does not declare; ${EXPECTED}`,
      ],
    ],
    "a log group, before the containers are known": [
      stack(group({}), {
        ...taskText(UNKNOWN),
        name: "task",
        from: { containerDefinitions: ["logs"] },
      }),
      [
        `containerDefinitions is computed from LogGroup "logs", which keeps logs for ever; ${EXPECTED}`,
      ],
      { waits: ["containerDefinitions"] },
    ],
    "an Express service": [
      stack(group({}), express({ awsLogsConfigurations: [{ logGroup: "/app/web" }] })),
      [
        `The primary container: primaryContainer.awsLogsConfigurations.logGroup is that of LogGroup "logs", which keeps logs for ever; ${EXPECTED}`,
      ],
    ],
    "the proxy of Service Connect": [
      stack(group({}), connected()),
      [
        `serviceConnectConfiguration.logConfiguration.options.awslogs-group is that of LogGroup "logs", which keeps logs for ever; ${EXPECTED}`,
      ],
    ],
  },
  unknown: {
    ...UNKNOWN_CONTAINERS,
    "the group of the proxy": [
      connected({ "awslogs-group": UNKNOWN }),
      ["serviceConnectConfiguration.logConfiguration.options.awslogs-group"],
    ],
    "the retention": [stack(group({ retentionInDays: UNKNOWN }), web()), ["retentionInDays"]],
    "a good log group, but the containers are not known": [
      stack(group({ retentionInDays: 30 }), {
        ...taskText(UNKNOWN),
        name: "task",
        from: { containerDefinitions: ["logs"] },
      }),
      ["containerDefinitions"],
    ],
  },
  malformed: {
    ...MALFORMED_CONTAINERS,
    "the options are a list": [
      namedTask([{ name: "web", logConfiguration: { logDriver: "awslogs", options: ["a", "b"] } }]),
      [
        'Container "web": containerDefinitions[0].logConfiguration.options is ["a", "b"]; expected an object.',
      ],
    ],
  },
} satisfies Vectors;
