import { resource, type VectorResource } from "../../../policy-pack/lib/vectors";

export { resource };
export type Properties = Readonly<Record<string, unknown>>;

/** A program as somebody may write it, and the rules that must speak of it: these and no others. */
export interface Labelled {
  readonly resources: readonly VectorResource[];
  /** Name of the stack; default: `dev`. */
  readonly stack?: string;
  /** Mandatory rules, sorted; one for each finding. */
  readonly stops: readonly string[];
  /** Advisory rules, sorted; one for each finding. */
  readonly advises?: readonly string[];
  /** Rules that wait for what preview cannot know, sorted. */
  readonly waits?: readonly string[];
  /** What cannot be read. */
  readonly unreadable?: readonly string[];
}

/** Sentence → program. */
export type Cases = Readonly<Record<string, Labelled>>;

export const ACCOUNT = "123456789012";
export const ECR = `${ACCOUNT}.dkr.ecr.eu-central-1.amazonaws.com`;
export const DIGEST = `sha256:${"5e".repeat(32)}`;
const EXECUTION_ROLE = `arn:aws:iam::${ACCOUNT}:role/shop-execution`;
const TASK_ROLE = `arn:aws:iam::${ACCOUNT}:role/shop-task`;

const LOGS = {
  logDriver: "awslogs",
  options: {
    "awslogs-group": "/shop/web",
    "awslogs-region": "eu-central-1",
    "awslogs-stream-prefix": "web",
  },
};

/** A container with nothing to find. */
export const SOUND: Properties = {
  name: "web",
  image: `${ECR}/shop:1.4.2`,
  essential: true,
  user: "1000:1000",
  readonlyRootFilesystem: true,
  linuxParameters: { capabilities: { drop: ["ALL"] } },
  portMappings: [{ containerPort: 8080, protocol: "tcp" }],
  healthCheck: { command: ["CMD-SHELL", "curl -fsS localhost:8080/health || exit 1"] },
  logConfiguration: LOGS,
};

/** Who may take a task's role. */
export const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "ecs-tasks.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
    },
  ],
});

/** What a sound task's container refers to. */
export const SURROUNDINGS: readonly VectorResource[] = [
  resource(
    "aws:iam/role:Role",
    {
      name: "shop-execution",
      assumeRolePolicy: TRUST,
      permissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/boundary`,
    },
    { name: "execution", outputs: { arn: EXECUTION_ROLE, name: "shop-execution" } },
  ),
  resource(
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    {
      role: "shop-execution",
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
    },
    { name: "pulling", from: { role: ["execution"] } },
  ),
  resource(
    "aws:cloudwatch/eventRule:EventRule",
    {
      name: "findings",
      eventPattern: JSON.stringify({
        source: ["aws.inspector2"],
        "detail-type": ["Inspector2 Finding"],
        detail: { severity: ["HIGH", "CRITICAL"] },
      }),
    },
    { name: "findings" },
  ),
  resource(
    "aws:cloudwatch/eventTarget:EventTarget",
    { rule: "findings", arn: `arn:aws:sns:eu-central-1:${ACCOUNT}:security` },
    { name: "mail", from: { rule: ["findings"] } },
  ),
  resource(
    "aws:ecr/repository:Repository",
    {
      name: "shop",
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [{ encryptionType: "KMS" }],
    },
    { name: "repository", outputs: { repositoryUrl: `${ECR}/shop`, name: "shop" } },
  ),
  resource(
    "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    {
      repository: "shop",
      policy: JSON.stringify({
        rules: [
          {
            rulePriority: 1,
            selection: { tagStatus: "untagged", countType: "imageCountMoreThan", countNumber: 9 },
            action: { type: "expire" },
          },
        ],
      }),
    },
    { name: "lifecycle", from: { repository: ["repository"] } },
  ),
  resource(
    "aws:cloudwatch/logGroup:LogGroup",
    {
      name: "/shop/web",
      retentionInDays: 30,
      kmsKeyId: `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1`,
    },
    { name: "logs", outputs: { name: "/shop/web" } },
  ),
];

/** A Fargate task of these containers, as `aws.ecs.TaskDefinition` or awsx hands it on. */
export function fargate(containers: unknown, props: Properties = {}): VectorResource {
  const text = typeof containers === "string" ? containers : JSON.stringify(containers);
  return resource(
    "aws:ecs/taskDefinition:TaskDefinition",
    given({
      family: "shop",
      cpu: "256",
      memory: "512",
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      executionRoleArn: EXECUTION_ROLE,
      taskRoleArn: TASK_ROLE,
      containerDefinitions: text,
      ...props,
    }),
    { name: "task" },
  );
}

/** A sound task but for what is changed in its one container or in the task. */
export function changed(container: Properties, props: Properties = {}): Labelled["resources"] {
  return [fargate([{ ...SOUND, ...container }], props), ...SURROUNDINGS];
}

/** The properties that are set, as the engine would see them. */
export function given(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}
