import {
  configured,
  resource,
  UNKNOWN,
  type GivenStack,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

const CALLS = [
  ...["RegisterTaskDefinition", "UpdateService", "RunTask", "ExecuteCommand"],
  ...["DeleteService", "DeleteCluster", "DeleteRepository"],
  ...["SetRepositoryPolicy", "PutImageTagMutability"],
];
const trail = resource("aws:cloudtrail/trail:Trail", { s3BucketName: "audit" }, { name: "trail" });
const rule = (eventPattern: unknown, props: object = {}): VectorResource =>
  resource(
    "aws:cloudwatch/eventRule:EventRule",
    { name: "changes", eventPattern, ...props },
    { name: "rule" },
  );
const target = resource(
  "aws:cloudwatch/eventTarget:EventTarget",
  { rule: UNKNOWN, arn: UNKNOWN },
  { name: "target", from: { rule: ["rule"] } },
);
const routed = (detail: object, source: unknown = ["aws.ecs", "aws.ecr"]): VectorResource[] => [
  rule(JSON.stringify({ source, "detail-type": ["AWS API Call via CloudTrail"], detail })),
  target,
];
const filter = (pattern: string): VectorResource =>
  resource(
    "aws:cloudwatch/logMetricFilter:LogMetricFilter",
    {
      pattern,
      logGroupName: "audit",
      metricTransformation: { name: "changes", namespace: "cruddur", value: "1" },
    },
    { name: "filter" },
  );
const alarm = (props: object = {}): VectorResource =>
  resource(
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    { metricName: "changes", namespace: "cruddur", alarmActions: [UNKNOWN], ...props },
    { name: "alarm" },
  );
const either = (names: readonly string[] = CALLS): string =>
  `{ ${names.map((name) => `($.eventName = ${name})`).join(" || ")} }`;
const stack = (...resources: VectorResource[]): GivenStack => configured([trail, ...resources], {});
const told = (...calls: string[]): string =>
  `trail records ${calls.join(", ")}, of which nobody is told; expected an event rule with a target, or a metric filter with an alarm.`;
const ECS = [
  ...["ecs:RegisterTaskDefinition", "ecs:UpdateService", "ecs:RunTask"],
  ...["ecs:ExecuteCommand", "ecs:DeleteService", "ecs:DeleteCluster"],
];
const ECR = ["ecr:DeleteRepository", "ecr:SetRepositoryPolicy", "ecr:PutImageTagMutability"];
const NOBODY = told(...ECS, ...ECR);

export default {
  pass: {
    "an event rule that lists the calls": stack(...routed({ eventName: CALLS })),
    "all calls of both services": stack(
      ...routed({ eventSource: [{ suffix: ".amazonaws.com" }] }, [{ prefix: "aws.ec" }]),
    ),
    "deletions by a prefix, reading left out": stack(
      ...routed({
        $or: [
          { eventName: [{ prefix: "Delete" }] },
          { eventName: [{ "anything-but": { prefix: ["Describe", "List", "Get", "Batch"] } }] },
        ],
      }),
    ),
    "calls that succeed, but those of the role that deploys": stack(
      ...routed({
        eventName: CALLS,
        errorCode: [{ exists: false }],
        userIdentity: { arn: [{ "anything-but": { wildcard: "*:assumed-role/deploy/*" } }] },
      }),
    ),
    "a rule of aws-native with a target": stack(
      resource(
        "aws-native:events:Rule",
        { eventPattern: { source: ["aws.ecs", "aws.ecr"] }, targets: [{ id: "a", arn: UNKNOWN }] },
        { name: "rule" },
      ),
    ),
    "a metric filter that lists the calls, with an alarm": stack(filter(either()), alarm()),
    "a metric filter on the source of the calls": stack(
      filter(
        '{ (($.eventSource = "ecs.amazonaws.com") || ($.eventSource = "ecr.*")) && $.errorCode NOT EXISTS }',
      ),
      alarm(),
    ),
    "a metric filter with an expression": stack(
      filter("{ $.eventSource = %^ec[rs]\\.amazonaws% && $.eventType != AwsServiceEvent }"),
      alarm(),
    ),
    "a metric filter of terms": stack(filter("?ecs.amazonaws.com ?ecr.amazonaws.com"), alarm()),
    "an alarm on an expression": stack(
      filter(either()),
      alarm({
        metricName: null,
        namespace: null,
        metricQueries: [
          { id: "rate", expression: "RATE(changes)" },
          { id: "changes", metric: { metricName: "changes", namespace: "cruddur" } },
        ],
      }),
    ),
    "an alarm that takes the metric's name from the filter": stack(filter(either()), {
      ...alarm({ metricName: UNKNOWN }),
      from: { metricName: ["filter"] },
    }),
    "filter and alarm of aws-native": stack(
      resource(
        "aws-native:logs:MetricFilter",
        {
          filterPattern: either(),
          metricTransformations: [{ metricName: "changes", metricNamespace: "cruddur" }],
        },
        { name: "filter" },
      ),
      resource(
        "aws-native:cloudwatch:Alarm",
        {
          metrics: [{ metricStat: { metric: { metricName: "changes", namespace: "cruddur" } } }],
          alarmActions: [UNKNOWN],
        },
        { name: "alarm" },
      ),
    ),
    "one service by an event rule, the other by a filter": stack(
      ...routed({}, ["aws.ecs"]),
      filter("{ $.eventSource = ecr.amazonaws.com }"),
      alarm(),
    ),
    "another stack raises the alarms": configured([trail], { config: { elsewhere: true } }),
    "a stack without a trail": resource("aws:ecs/cluster:Cluster", {}),
  },
  fail: {
    "a trail alone": [trail, [NOBODY]],
    "a rule without a target": [stack(rule(JSON.stringify({ source: ["aws.ecs"] }))), [NOBODY]],
    "a rule of aws-native without a target": [
      stack(
        resource(
          "aws-native:events:Rule",
          { eventPattern: { source: ["aws.ecs", "aws.ecr"] }, targets: [] },
          { name: "rule" },
        ),
      ),
      [NOBODY],
    ],
    "a rule that is off": [
      stack(rule(JSON.stringify({ detail: { eventName: CALLS } }), { state: "DISABLED" }), target),
      [NOBODY],
    ],
    "one service of two": [stack(...routed({}, ["aws.ecs"])), [told(...ECR)]],
    "all but shells": [
      stack(...routed({ eventName: [{ "anything-but": ["ExecuteCommand"] }] })),
      [told("ecs:ExecuteCommand")],
    ],
    "calls that fail": [stack(...routed({ errorCode: [{ exists: true }] })), [NOBODY]],
    "changes of state, not calls": [
      stack(
        rule(JSON.stringify({ source: ["aws.ecs"], "detail-type": ["ECS Task State Change"] })),
        target,
      ),
      [NOBODY],
    ],
    "a filter without an alarm": [stack(filter(either())), [NOBODY]],
    "an alarm on another metric": [
      stack(filter(either()), alarm({ namespace: "other" })),
      [NOBODY],
    ],
    "an alarm that tells nobody": [stack(filter(either()), alarm({ alarmActions: [] })), [NOBODY]],
    "an alarm that is silenced": [
      stack(filter(either()), alarm({ actionsEnabled: false })),
      [NOBODY],
    ],
    "a filter that leaves out calls": [
      stack(filter(either(CALLS.slice(0, 4))), alarm()),
      [told("ecs:DeleteService", "ecs:DeleteCluster", ...ECR)],
    ],
    "a filter on calls that fail": [
      stack(filter('{ $.eventSource = "ec*" && $.errorCode = "*Denied*" }'), alarm()),
      [NOBODY],
    ],
    "a filter whose conditions exclude each other": [
      stack(filter("{ ($.eventName = RunTask) && ($.eventName = UpdateService) }"), alarm()),
      [NOBODY],
    ],
    "a filter with a parenthesis too few": [
      stack(filter("{ ($.eventSource = ecs.amazonaws.com }"), alarm()),
      [NOBODY],
    ],
    "a call of the configuration": [
      configured([trail, ...routed({ eventName: CALLS })], {
        config: { calls: ["ecs:RunTask", "ecs:StopTask"] },
      }),
      [told("ecs:StopTask")],
    ],
  },
  unknown: {
    "the pattern of a rule waits": [stack(rule(UNKNOWN), target), ["eventPattern"]],
    "the pattern of a filter waits": [
      stack({ ...filter(""), props: { ...filter("").props, pattern: UNKNOWN } }, alarm()),
      ["pattern"],
    ],
    "the alarm's metric waits, and nothing says what it is": [
      stack(filter(either()), alarm({ metricName: UNKNOWN })),
      ["metricName"],
    ],
  },
  malformed: {
    "the pattern does not parse": [
      stack(rule("{source"), target),
      ["eventPattern is not valid JSON (the parser stops at character 1)."],
    ],
  },
} satisfies Vectors;
