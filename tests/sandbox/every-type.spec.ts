import assert from "node:assert/strict";
import { parseArn } from "../../sandbox/aws/lib/arns";
import { regions } from "../../sandbox/aws/lib/regions";
import { emptyAccount } from "../../sandbox/aws/empty-account";
import { sdkClass } from "../../sandbox/aws/sdk";
import { types } from "../../sandbox/aws/types";
import { startAccount, type Bag, type EngineClient, type Resource } from "./engine-client";

/** Arguments of one resource of a type, from those made before it. */
interface Specimen {
  readonly type: string;
  readonly args: (made: (type: string) => Resource) => Bag;
  /** The id to import it by, where that is not its id (AWS provider documentation, "Import"). */
  readonly importId?: (resource: Resource) => string;
  /** It cannot be imported, or its inputs cannot be read back (AWS provider documentation, "Import"). */
  readonly notImported?: true;
}

const account = "123456789012";
/** Auto Scaling groups are not modelled: this one exists for the capacity provider only. */
const autoScalingGroup = `arn:aws:autoscaling:eu-central-1:${account}:autoScalingGroup:0f0f0f0f-0000-4000-8000-000000000000:autoScalingGroupName/one`;
const trust = (service: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });
const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "logs:PutLogEvents", Resource: "*" }],
});
const output = (resource: Resource, name: string) => String(resource.outputs[name]);
const joined =
  (separator: string, ...names: string[]) =>
  (resource: Resource) =>
    names.map((name) => String(resource.outputs[name] ?? resource.inputs[name])).join(separator);

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const GATEWAY = "aws:ec2/internetGateway:InternetGateway";
const EIP = "aws:ec2/eip:Eip";
const ROUTES = "aws:ec2/routeTable:RouteTable";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const ACL = "aws:ec2/networkAcl:NetworkAcl";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const LOGS = "aws:cloudwatch/logGroup:LogGroup";
const ROLE = "aws:iam/role:Role";
const USER = "aws:iam/user:User";
const KEY = "aws:kms/key:Key";
const REPOSITORY = "aws:ecr/repository:Repository";
const CLUSTER = "aws:ecs/cluster:Cluster";
const TASK = "aws:ecs/taskDefinition:TaskDefinition";
const SERVICE = "aws:ecs/service:Service";
const NAMESPACE = "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace";
const TARGET = "aws:appautoscaling/target:Target";

/** One of each, in an order in which they can be made. */
const specimens: readonly Specimen[] = [
  { type: VPC, args: () => ({ cidrBlock: "10.0.0.0/16", tags: { Name: "one" } }) },
  {
    type: SUBNET,
    args: (made) => ({ vpcId: made(VPC).id, cidrBlock: "10.0.0.0/24", tags: { Name: "one" } }),
  },
  { type: GATEWAY, args: () => ({}) },
  {
    type: "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment",
    args: (made) => ({ internetGatewayId: made(GATEWAY).id, vpcId: made(VPC).id }),
    importId: joined(":", "internetGatewayId", "vpcId"),
  },
  { type: EIP, args: () => ({ domain: "vpc" }) },
  {
    type: "aws:ec2/natGateway:NatGateway",
    args: (made) => ({ allocationId: made(EIP).id, subnetId: made(SUBNET).id }),
  },
  { type: ROUTES, args: (made) => ({ vpcId: made(VPC).id }) },
  {
    type: "aws:ec2/route:Route",
    args: (made) => ({
      routeTableId: made(ROUTES).id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: made(GATEWAY).id,
    }),
    importId: joined("_", "routeTableId", "destinationCidrBlock"),
  },
  {
    type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
    args: (made) => ({ routeTableId: made(ROUTES).id, subnetId: made(SUBNET).id }),
    importId: joined("/", "subnetId", "routeTableId"),
  },
  {
    type: "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
    args: (made) => ({ routeTableId: made(ROUTES).id, vpcId: made(VPC).id }),
    notImported: true,
  },
  { type: GROUP, args: (made) => ({ vpcId: made(VPC).id, description: "one" }) },
  {
    type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    args: (made) => ({
      securityGroupId: made(GROUP).id,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "10.0.0.0/16",
    }),
  },
  {
    type: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    args: (made) => ({
      securityGroupId: made(GROUP).id,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "0.0.0.0/0",
    }),
  },
  {
    type: "aws:ec2/securityGroupRule:SecurityGroupRule",
    args: (made) => ({
      securityGroupId: made(GROUP).id,
      type: "ingress",
      protocol: "tcp",
      fromPort: 80,
      toPort: 80,
      cidrBlocks: ["10.0.0.0/16"],
    }),
    importId: (rule) => `${output(rule, "securityGroupId")}_ingress_tcp_80_80_10.0.0.0/16`,
  },
  {
    type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    args: (made) => ({ vpcId: made(VPC).id }),
  },
  { type: ACL, args: (made) => ({ vpcId: made(VPC).id }) },
  {
    type: "aws:ec2/networkAclRule:NetworkAclRule",
    args: (made) => ({
      networkAclId: made(ACL).id,
      ruleNumber: 100,
      protocol: "tcp",
      ruleAction: "allow",
      cidrBlock: "10.0.0.0/16",
      fromPort: 443,
      toPort: 443,
    }),
    importId: (rule) => `${output(rule, "networkAclId")}:100:tcp:false`,
  },
  {
    type: ENDPOINT,
    args: (made) => ({ vpcId: made(VPC).id, serviceName: "com.amazonaws.eu-central-1.s3" }),
  },
  {
    type: "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
    args: (made) => ({ routeTableId: made(ROUTES).id, vpcEndpointId: made(ENDPOINT).id }),
    importId: joined("/", "vpcEndpointId", "routeTableId"),
  },
  { type: "aws:ec2/launchTemplate:LaunchTemplate", args: () => ({ instanceType: "t4g.small" }) },
  { type: KEY, args: () => ({ enableKeyRotation: true, deletionWindowInDays: 7 }) },
  {
    type: "aws:kms/alias:Alias",
    args: (made) => ({ name: "alias/one", targetKeyId: made(KEY).id }),
  },
  { type: LOGS, args: () => ({ name: "/one", retentionInDays: 30 }) },
  {
    type: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
    args: (made) => ({
      logGroupName: made(LOGS).id,
      pattern: "ERROR",
      metricTransformation: { name: "errors", namespace: "one", value: "1" },
    }),
    importId: joined(":", "logGroupName", "name"),
  },
  {
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    args: () => ({
      metricName: "errors",
      namespace: "one",
      statistic: "Sum",
      period: 300,
      evaluationPeriods: 1,
      threshold: 1,
      comparisonOperator: "GreaterThanThreshold",
    }),
  },
  {
    type: "aws:ssm/parameter:Parameter",
    args: () => ({ name: "/one/two", type: "SecureString", value: "three" }),
  },
  { type: ROLE, args: () => ({ name: "one", assumeRolePolicy: trust("ecs-tasks.amazonaws.com") }) },
  {
    type: "aws:iam/rolePolicy:RolePolicy",
    args: (made) => ({ role: made(ROLE).id, name: "one", policy }),
    importId: joined(":", "role", "name"),
  },
  {
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    args: (made) => ({
      role: made(ROLE).id,
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
    }),
    importId: joined("/", "role", "policyArn"),
  },
  { type: "aws:iam/policy:Policy", args: () => ({ policy }) },
  { type: "aws:iam/instanceProfile:InstanceProfile", args: (made) => ({ role: made(ROLE).id }) },
  { type: USER, args: () => ({}) },
  {
    type: "aws:iam/accessKey:AccessKey",
    args: (made) => ({ user: made(USER).id }),
    notImported: true, // the secret is only known when it is made
  },
  { type: "aws:iam/group:Group", args: () => ({}) },
  {
    type: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
    args: () => ({
      url: "https://token.actions.githubusercontent.com",
      clientIdLists: ["sts.amazonaws.com"],
    }),
  },
  {
    type: "aws:iam/serviceLinkedRole:ServiceLinkedRole",
    args: () => ({ awsServiceName: "autoscaling.amazonaws.com" }),
  },
  {
    type: "aws:ec2/flowLog:FlowLog",
    args: (made) => ({
      vpcId: made(VPC).id,
      trafficType: "REJECT",
      logDestination: output(made(LOGS), "arn"),
      iamRoleArn: output(made("aws:iam/role:Role#flow"), "arn"),
    }),
  },
  { type: REPOSITORY, args: () => ({ name: "one", imageTagMutability: "IMMUTABLE" }) },
  {
    type: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    args: (made) => ({
      repository: made(REPOSITORY).id,
      policy: JSON.stringify({
        rules: [
          {
            rulePriority: 1,
            selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 30 },
            action: { type: "expire" },
          },
        ],
      }),
    }),
  },
  {
    type: "aws:ecr/repositoryPolicy:RepositoryPolicy",
    args: (made) => ({
      repository: made(REPOSITORY).id,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { AWS: `arn:aws:iam::${account}:root` },
            Action: "ecr:BatchGetImage",
          },
        ],
      }),
    }),
  },
  { type: "aws:servicediscovery/httpNamespace:HttpNamespace", args: () => ({ name: "one" }) },
  {
    type: NAMESPACE,
    args: (made) => ({ name: "one.internal", vpc: made(VPC).id }),
    importId: (namespace) => `${namespace.id}:${output(namespace, "vpc")}`,
  },
  {
    type: "aws:servicediscovery/service:Service",
    args: (made) => ({
      name: "one",
      dnsConfig: { namespaceId: made(NAMESPACE).id, dnsRecords: [{ ttl: 10, type: "A" }] },
    }),
  },
  { type: CLUSTER, args: () => ({ name: "one" }) },
  {
    type: "aws:ecs/capacityProvider:CapacityProvider",
    args: () => ({
      name: "one",
      autoScalingGroupProvider: {
        autoScalingGroupArn: autoScalingGroup,
      },
    }),
  },
  {
    type: "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
    args: (made) => ({
      clusterName: output(made(CLUSTER), "name"),
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
    }),
  },
  {
    type: TASK,
    args: (made) => ({
      family: "one",
      cpu: "256",
      memory: "512",
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      executionRoleArn: output(made(ROLE), "arn"),
      containerDefinitions: JSON.stringify([
        { name: "one", image: "public.ecr.aws/nginx/nginx:1", essential: true },
      ]),
    }),
    importId: joined("", "arn"),
  },
  {
    type: SERVICE,
    args: (made) => ({
      name: "one",
      cluster: output(made(CLUSTER), "arn"),
      taskDefinition: output(made(TASK), "arn"),
      desiredCount: 0,
      launchType: "FARGATE",
      networkConfiguration: { subnets: [made(SUBNET).id], securityGroups: [made(GROUP).id] },
    }),
    importId: () => "one/one",
  },
  {
    type: TARGET,
    args: () => ({
      minCapacity: 0,
      maxCapacity: 2,
      resourceId: "service/one/one",
      scalableDimension: "ecs:service:DesiredCount",
      serviceNamespace: "ecs",
    }),
    importId: () => "ecs/service/one/one/ecs:service:DesiredCount",
  },
  {
    type: "aws:appautoscaling/policy:Policy",
    args: () => ({
      name: "one",
      policyType: "TargetTrackingScaling",
      resourceId: "service/one/one",
      scalableDimension: "ecs:service:DesiredCount",
      serviceNamespace: "ecs",
      targetTrackingScalingPolicyConfiguration: {
        targetValue: 60,
        predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
      },
    }),
    importId: () => "ecs/service/one/one/ecs:service:DesiredCount/one",
  },
  {
    type: "aws:appautoscaling/scheduledAction:ScheduledAction",
    args: () => ({
      name: "one",
      resourceId: "service/one/one",
      scalableDimension: "ecs:service:DesiredCount",
      serviceNamespace: "ecs",
      schedule: "cron(0 6 * * ? *)",
      scalableTargetAction: { minCapacity: 0, maxCapacity: 1 },
    }),
    notImported: true,
  },
];

describe("every type of the simulated account", () => {
  let started: Awaited<ReturnType<typeof startAccount>>;
  let engine: EngineClient;
  const all = new Map<string, Resource>();
  const made = (type: string): Resource => {
    const resource = all.get(type);
    assert.ok(resource, `${type} is not made yet`);
    return resource;
  };

  before(async () => {
    started = await startAccount({ defaultTags: JSON.stringify({ tags: { team: "web" } }) });
    ({ engine } = started);
    const flowRole = { name: "flow", assumeRolePolicy: trust("vpc-flow-logs.amazonaws.com") };
    all.set("aws:iam/role:Role#flow", await engine.create(ROLE, "flow", flowRole));
    await started.account.transaction("eu-central-1", (view) => {
      view.put("sandbox:autoscaling:Group", "one", { arn: autoScalingGroup });
    });
  });
  after(() => started.stop());

  it("has a specimen here", () => {
    assert.deepEqual(
      types.map(({ token }) => token).sort(),
      specimens.map(({ type }) => type).sort(),
    );
  });

  for (const type of types) {
    it(`${type.token}: its table says only what the SDK knows`, () => {
      const sdk = sdkClass(type.token);
      assert.ok(sdk, "the SDK has this class");
      const { forceNew, defaults = {}, required = [], sets = [], json = [], writeOnly = [] } = type;
      const { optionalComputed = [], unknownOnUpdate = [], secretOutputs = [], autoName } = type;
      const inputs = [
        ...[...forceNew, ...Object.keys(defaults), ...required, ...sets, ...json, ...writeOnly],
        ...[...optionalComputed, ...(autoName ? [autoName.property] : [])],
      ];
      const unknown = inputs.filter((name) => !sdk.inputs.has(name));
      const outputs = [...unknownOnUpdate, ...secretOutputs].filter(
        (name) => !sdk.outputs.has(name),
      );
      assert.deepEqual([unknown, outputs], [[], []]);
      assert.equal(type.taggable ?? false, sdk.inputs.has("tags"));
      assert.ok(type.source.length > 0, "names its source");
    });
  }

  for (const { type, args, importId, notImported } of specimens) {
    it(`${type}: gives what the SDK promises, reads back the same, imports as the same`, async () => {
      const given = args(made);
      const resource = await engine.create(type, "one", given);
      all.set(type, resource);
      const lacking = [...(sdkClass(type)?.alwaysPresent ?? [])].filter(
        (name) => resource.outputs[name] === undefined || resource.outputs[name] === null,
      );
      assert.deepEqual(lacking, []);
      assertArns(resource.outputs);

      assert.deepEqual(await engine.refresh(resource), resource, "a refresh finds nothing");
      const again = await engine.diff(resource, given);
      assert.deepEqual(again.paths, [], "the same program changes nothing");
      if (notImported) return;
      const imported = await engine.read(type, "one", importId?.(resource) ?? resource.id);
      assert.ok(imported, "it can be imported");
      assert.equal(imported.id, resource.id);
      const { paths, replaces } = await engine.diff(imported, given);
      const autoNamed = resource.inputs["__defaults"] as string[];
      const differs = paths.filter((path) => !autoNamed.includes(path));
      assert.deepEqual(differs, [], "the program fits what was imported");
      assert.deepEqual(
        replaces.filter((name) => !autoNamed.includes(name)),
        [],
      );
    });
  }

  it("leaves only what the empty account had when everything is deleted", async () => {
    for (const resource of [...all.values()].reverse()) await engine.delete(resource);
    const left = await started.account.transaction("eu-central-1", (view) => view.all());
    assert.deepEqual(
      left
        // What AWS itself remembers (revision numbers, inactive clusters) is no resource of the account.
        .filter(({ token }) => token.startsWith("aws:"))
        .map(({ token, id }) => `${token} ${id}`)
        .sort(),
      emptyAccount()
        .map(({ token, id }) => `${token} ${id}`)
        .sort(),
    );
  });
});

/** Outputs called `arn` or `…Arn` are ARNs: six fields, a known region or none, a 12-digit account or AWS's own. */
function assertArns(outputs: Bag): void {
  for (const [name, value] of Object.entries(outputs)) {
    if (!/(^arn|Arn)$/.test(name) || value === "") continue;
    const arn = parseArn(value);
    assert.ok(arn, `${name} is an ARN: ${String(value)}`);
    const known = ["", ...regions.map((region) => region.name)];
    assert.ok(known.includes(arn.region), `${name}: ${String(value)}`);
    assert.match(arn.accountId, /^(123456789012|aws|)$/);
  }
}
