import { createHash } from "node:crypto";
import { putImage } from "../../sandbox/aws/images";
import { sdkClass } from "../../sandbox/aws/sdk";
import type { ResourceType } from "../../sandbox/aws/resource-type";
import { startAccount, type Bag, type Resource } from "./engine-client";

/** Tokens of what a service needs. */
export const T = {
  vpc: "aws:ec2/vpc:Vpc",
  subnet: "aws:ec2/subnet:Subnet",
  group: "aws:ec2/securityGroup:SecurityGroup",
  gateway: "aws:ec2/internetGateway:InternetGateway",
  table: "aws:ec2/routeTable:RouteTable",
  route: "aws:ec2/route:Route",
  association: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  egress: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  ingress: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  cluster: "aws:ecs/cluster:Cluster",
  providers: "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
  capacityProvider: "aws:ecs/capacityProvider:CapacityProvider",
  taskDefinition: "aws:ecs/taskDefinition:TaskDefinition",
  service: "aws:ecs/service:Service",
  role: "aws:iam/role:Role",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
  attachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  policy: "aws:iam/policy:Policy",
  repository: "aws:ecr/repository:Repository",
  logGroup: "aws:cloudwatch/logGroup:LogGroup",
  parameter: "aws:ssm/parameter:Parameter",
  key: "aws:kms/key:Key",
  alias: "aws:kms/alias:Alias",
  namespace: "aws:servicediscovery/httpNamespace:HttpNamespace",
  target: "aws:appautoscaling/target:Target",
  scaling: "aws:appautoscaling/policy:Policy",
  action: "aws:appautoscaling/scheduledAction:ScheduledAction",
} as const;

const ACCOUNT = "123456789012";
const REGION = "eu-central-1";
const REGISTRY = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;
export const PULL_POLICY = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";

export const TASKS_TRUST = JSON.stringify({
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

export function allow(
  actions: string | string[],
  resource: string | string[],
  more: Bag = {},
): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: actions, Resource: resource, ...more }],
  });
}

const manifest = (text: string) => ({
  text,
  digest: `sha256:${createHash("sha256").update(text).digest("hex")}`,
  size: text.length,
});

/** A served account with everything that one small Fargate service needs. */
export async function startWorld() {
  const account = await startAccount();
  const { engine, folder } = account;
  let count = 0;
  const make = (type: string, args: Bag = {}): Promise<Resource> =>
    engine.create(type, `r${(count += 1)}`, args);

  const vpc = await make(T.vpc, { cidrBlock: "10.0.0.0/16" });
  const subnet = await make(T.subnet, { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" });
  const group = await make(T.group, { vpcId: vpc.id });
  const gateway = await make(T.gateway, { vpcId: vpc.id });
  const table = await make(T.table, { vpcId: vpc.id });
  const wayOut = await make(T.route, {
    routeTableId: table.id,
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId: gateway.id,
  });
  await make(T.association, { routeTableId: table.id, subnetId: subnet.id });
  const egress = await make(T.egress, {
    securityGroupId: group.id,
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    cidrIpv4: "0.0.0.0/0",
  });
  const cluster = await make(T.cluster, { name: "cruddur" });
  const repository = await make(T.repository, { name: "backend" });
  const logs = await make(T.logGroup, { name: "/cruddur/backend" });
  const execution = await make(T.role, { name: "execution", assumeRolePolicy: TASKS_TRUST });
  const pull = await make(T.attachment, { role: "execution", policyArn: PULL_POLICY });
  const task = await make(T.role, { name: "task", assumeRolePolicy: TASKS_TRUST });

  const push = async (text: string, annotations: Readonly<Record<string, string>> = {}) => {
    const content = { schemaVersion: 2, mediaType: MEDIA_TYPE, annotations, text };
    const image = manifest(JSON.stringify(content));
    await putImage(folder, { region: REGION, repository: "backend", ...image });
    return `${REGISTRY}/backend@${image.digest}`;
  };
  const image = await push("first");

  const container = (more: Bag = {}): Bag => ({
    name: "backend",
    image,
    portMappings: [{ name: "backend", containerPort: 4567, protocol: "tcp", appProtocol: "http" }],
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": "/cruddur/backend",
        "awslogs-region": REGION,
        "awslogs-stream-prefix": "ecs",
      },
    },
    ...more,
  });
  const taskArgs = (containers: Bag[] = [container()], more: Bag = {}): Bag => ({
    family: "backend",
    cpu: "256",
    memory: "512",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    executionRoleArn: execution.outputs["arn"],
    taskRoleArn: task.outputs["arn"],
    containerDefinitions: JSON.stringify(containers),
    ...more,
  });
  const serviceArgs = (definition: Resource, more: Bag = {}): Bag => ({
    name: "backend",
    cluster: cluster.outputs["arn"],
    taskDefinition: definition.outputs["arn"],
    desiredCount: 2,
    launchType: "FARGATE",
    networkConfiguration: {
      subnets: [subnet.id],
      securityGroups: [group.id],
      assignPublicIp: true,
    },
    deploymentCircuitBreaker: { enable: true, rollback: true },
    waitForSteadyState: true,
    ...more,
  });
  const events = async (): Promise<string[]> => {
    const found = await engine.invoke("aws:ecs/getService:getService", {
      clusterArn: cluster.outputs["arn"],
      serviceName: "backend",
    });
    return (found["events"] as { message: string }[]).map((event) => event.message);
  };
  return {
    ...account,
    make,
    vpc,
    subnet,
    group,
    wayOut,
    egress,
    cluster,
    repository,
    logs,
    execution,
    pull,
    task,
    image,
    push,
    container,
    taskArgs,
    serviceArgs,
    events,
    define: (containers?: Bag[], more?: Bag) => make(T.taskDefinition, taskArgs(containers, more)),
  };
}

export type World = Awaited<ReturnType<typeof startWorld>>;

const MEDIA_TYPE = "application/vnd.oci.image.manifest.v1+json";

/** Faults of a type's table: names that the SDK does not have. */
export function tableFaults(type: ResourceType): readonly string[] {
  const sdk = sdkClass(type.token);
  if (sdk === undefined) return [`${type.token}: the SDK has no such class`];
  const inputs = [
    ...type.forceNew,
    ...Object.keys(type.defaults ?? {}),
    ...(type.required ?? []),
    ...(type.sets ?? []),
    ...(type.json ?? []),
    ...(type.autoName ? [type.autoName.property] : []),
  ];
  return [
    ...inputs.filter((name) => !sdk.inputs.has(name)).map((name) => `${name} is no input`),
    ...((type.taggable ?? false) === sdk.inputs.has("tags")
      ? []
      : ["taggable differs from the SDK"]),
    ...(type.source.length > 0 ? [] : ["names no source"]),
  ];
}

/** Outputs that always have a value and yet have none in this state. */
export function missingOutputs(resource: Resource): readonly string[] {
  const names = sdkClass(resource.type)?.alwaysPresent ?? new Set<string>();
  return [...names].filter((name) => (resource.outputs[name] ?? undefined) === undefined);
}
