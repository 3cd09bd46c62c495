import { account, output, policy, type Specimen } from "./specimen";

const REGION = "eu-central-1";
/** The root of the organization that the empty account manages. */
const ROOT = "r-exam";
const BUCKET = "aws:s3/bucket:Bucket";
const POLICY = "aws:organizations/policy:Policy";
const UNIT = "aws:organizations/organizationalUnit:OrganizationalUnit";
const RECORDER = "aws:cfg/recorder:Recorder";
const CHANNEL = "aws:cfg/deliveryChannel:DeliveryChannel";
const DETECTOR = "aws:guardduty/detector:Detector";
const TOPIC = "aws:sns/topic:Topic";
const RULE = "aws:cloudwatch/eventRule:EventRule";

/** What a bucket must allow so that the account's audit services write into it. */
export const auditBucketPolicy = (bucket: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: ["cloudtrail.amazonaws.com", "config.amazonaws.com"] },
        Action: "s3:GetBucketAcl",
        Resource: `arn:aws:s3:::${bucket}`,
      },
      {
        Effect: "Allow",
        Principal: { Service: ["cloudtrail.amazonaws.com", "config.amazonaws.com"] },
        Action: "s3:PutObject",
        Resource: `arn:aws:s3:::${bucket}/AWSLogs/${account}/*`,
        Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
      },
    ],
  });

/** A conformance pack of managed rules, in YAML. */
export const packTemplate = (identifiers: readonly string[]) =>
  [
    "Resources:",
    ...identifiers.flatMap((identifier, index) => [
      `  Rule${index}:`,
      "    Type: AWS::Config::ConfigRule",
      "    Properties:",
      `      Source: { Owner: AWS, SourceIdentifier: ${identifier} }`,
    ]),
  ].join("\n");

/** One of each, in an order in which they can be made, after those of the environment. */
export const organization: readonly Specimen[] = [
  { type: UNIT, args: () => ({ name: "one", parentId: ROOT }) },
  { type: POLICY, args: () => ({ name: "one", content: policy }) },
  {
    type: "aws:organizations/policyAttachment:PolicyAttachment",
    args: (made) => ({ policyId: made(POLICY).id, targetId: made(UNIT).id }),
  },
  {
    type: "aws:cloudtrail/trail:Trail",
    args: (made) => ({
      name: "one",
      s3BucketName: made(`${BUCKET}#audit`).id,
      isMultiRegionTrail: true,
    }),
  },
  {
    type: RECORDER,
    args: (made) => ({ name: "one", roleArn: output(made("aws:iam/role:Role#flow"), "arn") }),
  },
  {
    type: CHANNEL,
    args: (made) => ({ name: "one", s3BucketName: made(`${BUCKET}#audit`).id }),
  },
  {
    type: "aws:cfg/rule:Rule",
    args: () => ({
      name: "one",
      source: { owner: "AWS", sourceIdentifier: "ECS_CONTAINERS_NONPRIVILEGED" },
    }),
  },
  {
    type: "aws:cfg/conformancePack:ConformancePack",
    args: () => ({ name: "one", templateBody: packTemplate(["ECS_CONTAINERS_NONPRIVILEGED"]) }),
  },
  {
    type: "aws:cfg/organizationConformancePack:OrganizationConformancePack",
    args: () => ({ name: "one", templateBody: packTemplate(["ECS_CONTAINERS_NONPRIVILEGED"]) }),
  },
  {
    type: "aws:cfg/recorderStatus:RecorderStatus",
    args: (made) => ({ name: made(RECORDER).id, isEnabled: true }),
  },
  { type: DETECTOR, args: () => ({ findingPublishingFrequency: "FIFTEEN_MINUTES" }) },
  {
    type: "aws:guardduty/detectorFeature:DetectorFeature",
    args: (made) => ({
      detectorId: made(DETECTOR).id,
      name: "RUNTIME_MONITORING",
      status: "ENABLED",
      additionalConfigurations: [{ name: "ECS_FARGATE_AGENT_MANAGEMENT", status: "ENABLED" }],
    }),
  },
  {
    type: "aws:inspector2/enabler:Enabler",
    args: () => ({ accountIds: [account], resourceTypes: ["ECR"] }),
    notImported: true,
  },
  {
    type: "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
    args: () => ({
      scanType: "ENHANCED",
      rules: [
        {
          scanFrequency: "CONTINUOUS_SCAN",
          repositoryFilters: [{ filter: "*", filterType: "WILDCARD" }],
        },
      ],
    }),
  },
  {
    type: "aws:securityhub/account:Account",
    args: () => ({ enableDefaultStandards: false }),
  },
  {
    type: "aws:securityhub/standardsSubscription:StandardsSubscription",
    args: () => ({
      standardsArn: `arn:aws:securityhub:${REGION}::standards/aws-foundational-security-best-practices/v/1.0.0`,
    }),
  },
  { type: TOPIC, args: () => ({ name: "one", kmsMasterKeyId: "alias/aws/sns" }) },
  {
    type: "aws:sns/topicPolicy:TopicPolicy",
    args: (made) => ({
      arn: made(TOPIC).id,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "events.amazonaws.com" },
            Action: "sns:Publish",
            Resource: made(TOPIC).id,
          },
        ],
      }),
    }),
  },
  {
    type: "aws:sns/topicSubscription:TopicSubscription",
    args: (made) => ({
      topic: made(TOPIC).id,
      protocol: "email",
      endpoint: "team@cruddur.example",
    }),
  },
  {
    type: RULE,
    args: () => ({ name: "one", eventPattern: JSON.stringify({ source: ["aws.ecs"] }) }),
  },
  {
    type: "aws:cloudwatch/eventTarget:EventTarget",
    args: (made) => ({ rule: made(RULE).id, arn: made(TOPIC).id, targetId: "topic" }),
    importId: (target) => `${output(target, "rule")}/${output(target, "targetId")}`,
  },
  {
    type: "aws:cloudwatch/dashboard:Dashboard",
    args: () => ({
      dashboardName: "one",
      dashboardBody: JSON.stringify({
        widgets: [{ type: "text", properties: { markdown: "one" } }],
      }),
    }),
  },
  {
    type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    args: () => ({ alarmName: "one", alarmRule: 'ALARM("a") AND NOT (OK(b) OR FALSE)' }),
  },
  {
    type: "aws:budgets/budget:Budget",
    args: () => ({
      name: "one",
      budgetType: "COST",
      limitAmount: "100",
      limitUnit: "USD",
      timeUnit: "MONTHLY",
      notifications: [
        {
          comparisonOperator: "GREATER_THAN",
          notificationType: "FORECASTED",
          threshold: 100,
          thresholdType: "PERCENTAGE",
          subscriberEmailAddresses: ["team@cruddur.example"],
        },
      ],
    }),
  },
];
