import { account, joined, output, policy, type Specimen, trust } from "./specimen";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const GATEWAY = "aws:ec2/internetGateway:InternetGateway";
const EIP = "aws:ec2/eip:Eip";
const ROUTES = "aws:ec2/routeTable:RouteTable";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const ACL = "aws:ec2/networkAcl:NetworkAcl";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const INSTANCES = "aws:autoscaling/group:Group";
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
export const containers: readonly Specimen[] = [
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
  {
    type: TEMPLATE,
    args: () => ({ imageId: "ami-0123456789abcdef0", instanceType: "t4g.small" }),
  },
  {
    type: INSTANCES,
    args: (made) => ({
      minSize: 0,
      maxSize: 1,
      vpcZoneIdentifiers: [made(SUBNET).id],
      launchTemplate: { id: made(TEMPLATE).id, version: "$Latest" },
    }),
  },
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
    args: (made) => ({
      name: "one",
      autoScalingGroupProvider: {
        autoScalingGroupArn: output(made(INSTANCES), "arn"),
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
  {
    type: "aws:signer/signingProfile:SigningProfile",
    args: () => ({
      name: "one",
      platformId: "Notation-OCI-SHA384-ECDSA",
      signatureValidityPeriod: { type: "MONTHS", value: 12 },
    }),
  },
];
