import * as assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import type { ContainerRegistryArgs } from "../../components";
import { ACCOUNT, registered, settled, startMocks } from "../support/mocks";
import { apart, faulty, halves, leaves, type Place, recording, replaced } from "../support/hostile";
import { DIGEST } from "../support/stack-values";

type Components = typeof import("../../components");
type References = typeof import("../support/references");
type Options = pulumi.ComponentResourceOptions;

/** A component with arguments that are valid, and with what makes them invalid. */
interface Case {
  readonly make: (
    from: Components,
    references: References,
    how?: { readonly protect?: boolean; readonly opts?: Options },
  ) => pulumi.ComponentResource;
  /** With other arguments than those of `make`. */
  readonly makeOf: (from: Components, args: object) => unknown;
  readonly args: (references: References) => object;
  /** Arguments that replace valid ones. */
  readonly faulty: object;
  readonly protects: boolean;
}

/** What holds state: it is protected where `protect` is asked for. */
const STATEFUL = new Set([
  "aws:cloudwatch/logGroup:LogGroup",
  "aws:cognito/userPool:UserPool",
  "aws:dynamodb/table:Table",
  "aws:ecr/repository:Repository",
  "aws:kms/key:Key",
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:rds/instance:Instance",
  "aws:s3/bucket:Bucket",
  "aws:secretsmanager/secret:Secret",
  "aws:signer/signingProfile:SigningProfile",
  "aws:ssm/parameter:Parameter",
]);

const NAME = "it";
const BALANCER = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/web/1";
const LISTENER = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/web/1/2";
const ZONE = { id: "Z1", name: "cruddur.example" };
const account = ACCOUNT;
const BOUNDARY = "arn:aws:iam::123456789012:policy/bound";
const REQUESTS = {
  loadBalancerArnSuffix: "app/web/1",
  arnSuffixes: ["targetgroup/web/2"],
  resourceLabel: "app/web/1/targetgroup/web/2",
};
const STATEMENTS = [
  {
    Sid: "ReadMessages",
    Effect: "Allow" as const,
    Action: ["dynamodb:GetItem", "dynamodb:Query"],
    Resource: "arn:aws:dynamodb:us-east-1:123456789012:table/messages",
    Condition: { StringEquals: { "aws:ResourceAccount": ["123456789012"] } },
  },
];

/** @param faulty arguments that replace valid ones. */
function of<Args extends object>(
  classOf: (
    from: Components,
  ) => new (name: string, args: Args, opts?: Options) => pulumi.ComponentResource,
  args: (references: References) => NoInfer<Args>,
  faulty: Partial<NoInfer<Args>>,
): Case {
  const make: Case["make"] = (from, references, { protect, opts } = {}) =>
    new (classOf(from))(
      NAME,
      { ...args(references), ...(protect !== undefined && { protect }) },
      opts,
    );
  const makeOf: Case["makeOf"] = (from, given) => new (classOf(from))(NAME, given as Args);
  return {
    make,
    makeOf,
    args,
    faulty,
    protects: false,
  };
}

const protecting = (of: Case): Case => ({ ...of, protects: true });
const topic = ({ output, nothing }: References) => ({
  arn: output("arn:aws:sns:us-east-1:123456789012:alerts"),
  ready: nothing("topic"),
});
const loadBalancer = (references: References) =>
  references.loadBalancer({ testListenerArn: references.output(LISTENER) });
const cluster = (references: References) => ({
  name: "cruddur-test",
  arn: references.output("arn:aws:ecs:us-east-1:123456789012:cluster/cruddur-test"),
  namespaceArn: references.output("arn:aws:servicediscovery:us-east-1:123456789012:namespace/ns-1"),
  capacity: { onDemandBase: 1, onDemandWeight: 1, spotWeight: 0 },
  execLogGroup: references.logGroup("exec"),
  key: references.key(),
  ready: references.nothing("cluster"),
});
const network = ({ output }: References) => ({
  vpcId: output("vpc-1"),
  privateSubnetIds: output(["subnet-1", "subnet-2"]),
});
const instances = (references: References) => ({
  account,
  network: network(references),
  minInstances: 1,
  maxInstances: 2,
  architecture: "ARM64" as const,
  instanceType: "t4g.medium",
  volumeGiB: 30,
  egressTo: peers(references),
  tags: { Environment: "test" },
  permissionsBoundaryArn: BOUNDARY,
});
const repository = (references: References) => ({
  ...references.repository("web"),
  arn: "arn:aws:ecr:us-east-1:123456789012:repository/web",
});
const container = (references: References) => ({
  repository: repository(references),
  digest: DIGEST,
  user: "10001:10001",
  command: ["/app/bin/web", "-v", "-v"],
  environment: { MODE: "test" },
  secrets: { URL: secret(references) },
  tmpfs: { "/tmp": 64 },
  memoryMiB: 256,
  openFiles: 4096,
  stopTimeoutSeconds: 60,
});
const secret = (references: References) => ({
  ...references.parameter("URL", "alias/test-data"),
  policyArn: "arn:aws:ssm:us-east-1:123456789012:parameter/test/??????",
});
const watched = ({ output }: References) => ({
  loadBalancer: { arnSuffix: output("app/web/1") },
  targets: { web: { arnSuffixes: ["targetgroup/web/2"] } },
  cluster: { name: "test" },
  services: { web: { serviceName: "web" } },
  databases: { main: { identifier: "main", allocatedStorageGiB: 20, maxConnections: 100 } },
  tables: { messages: { name: "messages", indexes: ["by-date"] } },
  natGatewayIds: ["nat-1"],
});
const port = { number: 4567, protocol: "http2" as const };
const healthCheck = {
  command: ["/app/bin/health-check"],
  intervalSeconds: 10,
  timeoutSeconds: 4,
  retries: 5,
  startPeriodSeconds: 30,
};
const sidecar = (references: References) => ({
  ...container(references),
  memoryMiB: 64,
  port: { ...port, number: 2000 },
  healthCheck,
});
const initContainer = (references: References) => ({
  ...container(references),
  memoryMiB: 64,
  port,
});
/** What every task takes. */
const task = (references: References) => ({
  account,
  family: "cruddur-test-web",
  architecture: "ARM64" as const,
  storageGiB: 21,
  logGroup: references.logGroup("web"),
  sidecars: { collector: sidecar(references) },
  taskStatements: STATEMENTS,
  runtimeMonitoring: true,
  permissionsBoundaryArn: BOUNDARY,
});
const peers = ({ output }: References) => ({
  endpoints: { securityGroupId: output("sg-endpoints"), port: 443 },
  s3: { prefixListId: output("pl-1"), port: 443 },
  world: { cidrIpv4: "203.0.113.0/24", port: 443 },
});
const clients = ({ output }: References) => ({
  office: { cidrIpv4: "203.0.113.0/24" },
  home: { cidrIpv6: "2001:db8::/32" },
  cdn: { prefixListId: output("pl-1") },
});
const flowLogs = (references: References) => ({
  trafficType: "REJECT" as const,
  logGroup: references.logGroup("flow"),
  permissionsBoundaryArn: BOUNDARY,
  rejectAlarm: { threshold: 100, topicArns: ["arn:aws:sns:us-east-1:123456789012:alerts"] },
});
const targetGroup = (name: string) =>
  `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/${name}/1`;
const rule = (name: string) =>
  `arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/web/1/2/${name}`;

const CASES: Readonly<Record<string, Case>> = {
  AlertTopic: protecting(
    of(
      (from) => from.AlertTopic,
      () => ({
        account,
        topicName: "alerts",
        emails: ["ops@cruddur.example"],
        keyDeletionDays: 7,
        protect: true,
      }),
      { topicName: "no/name" },
    ),
  ),
  AuditTrail: protecting(
    of(
      (from) => from.AuditTrail,
      () => ({
        account,
        trailName: "audit",
        bucketName: "cruddur-audit",
        logGroupName: "/test/audit",
        retentionInDays: 90,
        expireAfterDays: 365,
        organizationId: "o-exampleorg",
        permissionsBoundaryArn: BOUNDARY,
        keyDeletionDays: 7,
        protect: true,
      }),
      { trailName: "-" },
    ),
  ),
  Budget: of(
    (from) => from.Budget,
    (references) => ({
      budgetName: "cruddur-test",
      monthlyUsd: 100,
      environment: "test",
      topic: topic(references),
      emails: ["ops@cruddur.example"],
    }),
    { monthlyUsd: 0 },
  ),
  Certificate: of(
    (from) => from.Certificate,
    () => ({
      zone: ZONE,
      domainName: "app.cruddur.example",
      alternativeNames: ["*.app.cruddur.example"],
    }),
    { domainName: "app.elsewhere.example" },
  ),
  Cluster: of(
    (from) => from.Cluster,
    (references) => ({
      clusterName: "test",
      capacity: { onDemandBase: 1, onDemandWeight: 1, spotWeight: 1 },
      instances: instances(references),
      containerInsights: "enhanced" as const,
      execLogGroup: references.logGroup("exec"),
      key: references.key(),
      runtimeMonitoring: true,
    }),
    { clusterName: "no name" },
  ),
  ConfigRecorder: protecting(
    of(
      (from) => from.ConfigRecorder,
      () => ({
        account,
        bucketName: "cruddur-config",
        expireAfterDays: 365,
        serviceLinkedRole: "create" as const,
        rules: {
          "iam-password": {
            identifier: "IAM_PASSWORD_POLICY",
            parameters: { MinimumPasswordLength: "14" },
          },
        },
        protect: true,
      }),
      { bucketName: "No" },
    ),
  ),
  ConformancePack: of(
    (from) => from.ConformancePack,
    (references) => ({
      packName: "test",
      recorder: references.nothing("recorder"),
      scope: "organization" as const,
      excludedAccounts: ["210987654321"],
      templateS3Uri: "s3://packs/ecs.yaml",
      inputParameters: { Days: "90" },
    }),
    { packName: "1st" },
  ),
  ContainerApiAlerts: of(
    (from) => from.ContainerApiAlerts,
    (references) => ({
      account,
      topic: topic(references),
      deployRoles: ["arn:aws:iam::123456789012:role/deploy"],
      secretReaders: ["arn:aws:iam::123456789012:role/*-execution-*"],
      trailLogGroup: references.logGroup("trail"),
    }),
    { deployRoles: ["*"] },
  ),
  ContainerEventAlerts: of(
    (from) => from.ContainerEventAlerts,
    (references) => ({ account, cluster: { name: "test" }, topic: topic(references) }),
    { cluster: { name: "no name" } },
  ),
  ContainerRegistry: protecting(
    of<ContainerRegistryArgs>(
      (from) => from.ContainerRegistry,
      (references) => ({
        account,
        prefix: "cruddur-test",
        repositories: ["web", "base"],
        keepCandidates: 20,
        signatures: true,
        key: references.key(),
        protect: true,
      }),
      { repositories: ["No Name"] },
    ),
  ),
  Database: protecting(
    of(
      (from) => from.Database,
      (references) => ({
        account,
        vpcId: "vpc-1",
        subnetIds: ["subnet-1", "subnet-2"],
        identifierPrefix: "cruddur-test",
        engineVersion: 17,
        instanceClass: "db.t4g.micro",
        allocatedStorageGiB: 20,
        maxAllocatedStorageGiB: 100,
        multiAz: false,
        backupRetentionDays: 7,
        logRetentionDays: 30,
        allowMajorVersionUpgrade: false,
        backupWindow: "03:00-04:00",
        maintenanceWindow: "sun:04:30-sun:05:30",
        slowStatementMs: 500,
        enhancedMonitoring: true,
        databaseName: "cruddur",
        username: "cruddurroot",
        passwordVersion: 2,
        caBundlePath: "/app/rds.pem",
        key: references.key(),
        logKey: references.key("logs"),
        permissionsBoundaryArn: BOUNDARY,
        protect: true,
        finalSnapshot: true,
      }),
      { allocatedStorageGiB: 1 },
    ),
  ),
  DnsQueryLog: of(
    (from) => from.DnsQueryLog,
    (references) => ({ account, vpcId: "vpc-1", logGroup: references.logGroup("dns") }),
    { vpcId: "subnet-1" },
  ),
  DnsRecords: of(
    (from) => from.DnsRecords,
    (references) => ({
      zone: ZONE,
      hosts: ["app.cruddur.example"],
      loadBalancer: loadBalancer(references),
    }),
    { hosts: ["app.elsewhere.example"] },
  ),
  Ec2Capacity: of(
    (from) => from.Ec2Capacity,
    (references) => ({ ...instances(references), clusterName: "cruddur-test" }),
    { minInstances: 3, maxInstances: 2 },
  ),
  EnvironmentAlarms: of(
    (from) => from.EnvironmentAlarms,
    (references) => ({
      subject: "test",
      topic: topic(references),
      watched: watched(references),
    }),
    { subject: "" },
  ),
  EnvironmentDashboard: of(
    (from) => from.EnvironmentDashboard,
    (references) => ({
      account,
      dashboardName: "test",
      watched: watched(references),
      alarmArns: ["arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors"],
    }),
    { dashboardName: "no name" },
  ),
  FargateService: of(
    (from) => from.FargateService,
    (references) => ({
      ...task(references),
      cluster: cluster(references),
      network: network(references),
      serviceName: "web",
      container: { ...container(references), port, healthCheck },
      initContainers: { migrate: initContainer(references) },
      cpu: 512,
      memoryMiB: 1024,
      capacity: { onDemandBase: 1, onDemandWeight: 1, spotWeight: 1 },
      discoverable: true,
      scaling: {
        minTasks: 1,
        maxTasks: 2,
        cpuPercent: 70,
        memoryPercent: 75,
        requestsPerTask: 1000,
        workingHours: { from: "07:00", to: "20:00", timeZone: "Europe/Berlin" },
      },
      ingressFrom: { ...peers(references), itself: { securityGroupId: "self" } },
      egressTo: peers(references),
      targets: {
        public: {
          targetGroupArn: references.output(targetGroup("web")),
          peer: { securityGroupId: references.output("sg-balancer"), port: 4567 },
          requests: REQUESTS,
          blueGreen: {
            alternateTargetGroupArn: references.output(targetGroup("web-alt")),
            productionListenerRule: references.output(rule("production")),
            testListenerRule: references.output(rule("test")),
          },
        },
      },
      deployment: {
        strategy: "CANARY" as const,
        bakeMinutes: 1,
        stepPercent: 5,
        stepMinutes: 1,
        hooks: [
          {
            lambdaArn: "arn:aws:lambda:us-east-1:123456789012:function:check",
            stages: ["POST_SCALE_UP" as const],
            details: {},
            minutes: 1,
          },
        ],
        alarmNames: ["errors"],
        by: "pulumi" as const,
      },
      allowExec: true,
    }),
    { cpu: 3 },
  ),
  FargateTask: of(
    (from) => from.FargateTask,
    (references) => ({
      ...task(references),
      containerName: "web",
      container: { ...container(references), port, healthCheck },
      initContainers: { migrate: initContainer(references) },
      runsToEnd: false,
      cpu: 512,
      memoryMiB: 1024,
      reservedMemoryMiB: 128,
      launchType: "FARGATE" as const,
      exec: { execLogGroup: references.logGroup("exec"), key: references.key() },
    }),
    { family: "no family" },
  ),
  FlowLogs: of(
    (from) => from.FlowLogs,
    (references) => ({
      account,
      vpcId: "vpc-1",
      ...flowLogs(references),
    }),
    { rejectAlarm: { threshold: 0.5, topicArns: [] } },
  ),
  GithubDelivery: of(
    (from) => from.GithubDelivery,
    () => ({
      account,
      repository: "cruddur/cruddur",
      environments: ["dev"],
      identityProvider: "create" as const,
      stateBucketName: "cruddur-state",
      domains: { dev: "dev.cruddur.example" },
      sidecarRepositories: ["arn:aws:ecr:us-east-1:210987654321:repository/security/guard"],
      permissionsBoundaryArn: BOUNDARY,
    }),
    { repository: "*" },
  ),
  HostRedirect: of(
    (from) => from.HostRedirect,
    (references) => ({
      loadBalancer: loadBalancer(references),
      from: ["www.app.cruddur.example"],
      to: "app.cruddur.example",
      priority: 2,
    }),
    { to: "www.app.cruddur.example" },
  ),
  ImageScanning: of(
    (from) => from.ImageScanning,
    (references) => ({ account, topic: topic(references), severities: ["CRITICAL" as const] }),
    { severities: [] },
  ),
  ImageSigning: protecting(
    of(
      (from) => from.ImageSigning,
      () => ({ prefix: "cruddur-test", validityMonths: 12, protect: true }),
      { validityMonths: 0 },
    ),
  ),
  Keys: protecting(
    of(
      (from) => from.Keys,
      () => ({
        account,
        prefix: "cruddur-test",
        logGroupNames: ["/test/*"],
        clusterName: "test",
        deletionWindowInDays: 7,
        protect: true,
      }),
      { deletionWindowInDays: 1 },
    ),
  ),
  LoadBalancer: protecting(
    of(
      (from) => from.LoadBalancer,
      (references) => ({
        vpcId: "vpc-1",
        subnetIds: ["subnet-1", "subnet-2"],
        scheme: "internet-facing" as const,
        certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/00000000",
        logBucket: { name: "logs", encrypted: false, ready: references.nothing("bucket") },
        allowPlainHttp: false,
        clients: clients(references),
        dualstack: true,
        desyncMitigationMode: "strictest" as const,
        tlsPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06" as const,
        hstsMaxAgeSeconds: 60,
        testListener: { port: 8443, clients: clients(references) },
        protect: true,
      }),
      { hstsMaxAgeSeconds: -1 },
    ),
  ),
  LoadBalancerTarget: of(
    (from) => from.LoadBalancerTarget,
    (references) => ({
      loadBalancer: loadBalancer(references),
      port: 4567,
      healthCheckPath: "/healthz",
      priority: 1,
      hosts: ["app.cruddur.example"],
      paths: ["/api/*"],
      deregistrationDelaySeconds: 30,
      blueGreen: true,
    }),
    { port: 0 },
  ),
  LogBucket: protecting(
    of(
      (from) => from.LogBucket,
      (references) => ({
        account,
        bucketName: "cruddur-logs",
        deliveries: [],
        expireAfterDays: 30,
        key: references.key(),
        protect: true,
      }),
      { bucketName: "No" },
    ),
  ),
  LogGroup: protecting(
    of(
      (from) => from.LogGroup,
      (references) => ({
        logGroupName: "/test/web",
        retentionInDays: 30,
        key: references.key("logs"),
        protect: true,
      }),
      { retentionInDays: 31 },
    ),
  ),
  MessagesTable: protecting(
    of(
      (from) => from.MessagesTable,
      (references) => ({
        account,
        tableName: "cruddur-test-messages",
        key: references.key(),
        stream: true,
        protect: true,
      }),
      { tableName: "no" },
    ),
  ),
  Network: of(
    (from) => from.Network,
    (references) => ({
      account,
      cidrBlock: "10.10.0.0/16",
      zoneCount: 2,
      nat: "Single" as const,
      interfaceEndpoints: ["ecr.api"],
      flowLogs: flowLogs(references),
    }),
    { cidrBlock: "10.10.0.1/16" },
  ),
  OneOffTask: of(
    (from) => from.OneOffTask,
    (references) => ({
      ...task(references),
      cluster: {
        name: "cruddur-test",
        capacity: { onDemandBase: 1, onDemandWeight: 1, spotWeight: 0 },
        ready: references.nothing("cluster"),
      },
      network: network(references),
      taskName: "db-test",
      container: container(references),
      cpu: 512,
      memoryMiB: 1024,
      egressTo: peers(references),
    }),
    { cpu: 3 },
  ),
  OrganizationGuardrails: of(
    (from) => from.OrganizationGuardrails,
    () => ({
      targets: ["r-exam"],
      regions: ["us-east-1"],
      deployRoles: ["arn:aws:iam::*:role/cruddur-*-deploy"],
      administrators: ["arn:aws:iam::*:role/OrganizationAccountAccessRole"],
    }),
    { regions: [] },
  ),
  Parameters: protecting(
    of(
      (from) => from.Parameters,
      (references) => ({
        account,
        path: "/test/web",
        values: { URL: "https://cruddur.example" },
        key: references.key(),
        protect: true,
      }),
      { path: "no path" },
    ),
  ),
  Secrets: protecting(
    of(
      (from) => from.Secrets,
      (references) => ({
        account,
        path: "test/web",
        values: { URL: "https://cruddur.example" },
        valuesVersion: 2,
        key: references.key(),
        protect: true,
      }),
      { path: "no path" },
    ),
  ),
  SecurityHub: of(
    (from) => from.SecurityHub,
    () => ({ account }),
    { account: { ...account, region: "here" } },
  ),
  ServiceScaling: of(
    (from) => from.ServiceScaling,
    () => ({
      clusterName: "test",
      serviceName: "web",
      minTasks: 1,
      maxTasks: 2,
      cpuPercent: 70,
      memoryPercent: 75,
      requestsPerTask: 1000,
      workingHours: { from: "07:00", to: "20:00", timeZone: "Europe/Berlin" },
      requestSources: [REQUESTS],
    }),
    { minTasks: 3 },
  ),
  TaskRoles: of(
    (from) => from.TaskRoles,
    (references) => ({
      account,
      repositories: [repository(references)],
      logGroups: [references.logGroup("web")],
      secrets: [secret(references)],
      taskStatements: STATEMENTS,
      exec: { execLogGroup: references.logGroup("exec"), key: references.key() },
      runtimeMonitoring: true,
      permissionsBoundaryArn: BOUNDARY,
    }),
    { permissionsBoundaryArn: "boundary" },
  ),
  ThreatDetection: of(
    (from) => from.ThreatDetection,
    (references) => ({ topic: topic(references), leastSeverity: 4 }),
    { leastSeverity: 11 },
  ),
  TraceSampling: of(
    (from) => from.TraceSampling,
    () => ({
      ruleName: "test",
      serviceName: "web",
      priority: 10,
      reservoirPerSecond: 1,
      rate: 0.5,
    }),
    { rate: 2 },
  ),
  UserPool: protecting(
    of(
      (from) => from.UserPool,
      () => ({
        multiFactor: "ON" as const,
        threatProtection: "AUDIT" as const,
        minimumPasswordLength: 14,
        tokenMinutes: 30,
        refreshTokenDays: 7,
        protect: true,
      }),
      { tokenMinutes: 1 },
    ),
  ),
  VpcEndpoints: of(
    (from) => from.VpcEndpoints,
    () => ({
      account,
      vpcId: "vpc-1",
      subnetIds: ["subnet-1"],
      routeTableIds: ["rtb-1"],
      interfaces: ["ecr.api"],
    }),
    { interfaces: ["ecr.api", "ecr.api"] },
  ),
  WebFirewall: of(
    (from) => from.WebFirewall,
    (references) => ({
      account,
      loadBalancer: { arn: references.output(BALANCER) },
      logGroup: { ...references.logGroup("waf"), name: "aws-waf-logs-test" },
      requestsPerFiveMinutes: 2000,
      allowMatching: { AWSManagedRulesCommonRuleSet: ["SizeRestrictions_BODY"] },
    }),
    { requestsPerFiveMinutes: 1 },
  ),
};

/** A resource as a transformation of the component saw it: its own children, and theirs, have to be among them. */
interface Seen {
  readonly type: string;
  readonly name: string;
  readonly isProtected: boolean;
}

/** What a component did. */
interface Made {
  /** `type name` of all that was registered, without what stands in for other components. */
  readonly inventory: readonly string[];
  readonly seen: readonly Seen[];
  /** The classes whose constructors registered outputs. */
  readonly outputs: readonly string[];
}

/** What does not go with what is in the table. */
const EXCLUDED = [
  /^ConformancePack\.rules$/,
  /\.taskStatements\.0\.Principal$/,
  /\.initContainers\.migrate\.healthCheck$/,
  /^OneOffTask\.container\.(healthCheck|port)$/,
  /\.targets\.public\.peer\.(cidrIpv4|prefixListId)$/,
];

/** Of the right kind for one argument or the other, and seldom what is meant. */
const HOSTILE: readonly unknown[] = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -1,
  0.5,
  1e300,
  "",
  " ",
  "x".repeat(100_000),
  "a b\n\u0000",
  "arn:aws:s3:::bucket",
  "__proto__",
  [],
  {},
  null,
  undefined,
];

/** The lines of a component's refusal; none if it took its arguments. Anything but a refusal fails. */
function refusal(name: string, run: () => unknown): string[] {
  try {
    run();
    return [];
  } catch (error) {
    const { message, stack } = error as Error;
    assert.equal(stack, "", `not a refusal: ${stack ?? message}`);
    const lines = message.split("\n");
    for (const line of lines) assert.match(line, new RegExp(`^${name} "it": .*\\.$`));
    return lines;
  }
}

describe("every component", () => {
  let components: Components;
  let references: References;
  let sdk: typeof pulumi;

  async function load(preview = false): Promise<void> {
    await startMocks({ preview });
    sdk = await import("@pulumi/pulumi");
    components = await import("../../components");
    references = await import("../support/references");
  }

  async function make(
    { make }: Case,
    how: { readonly protect?: boolean; readonly preview?: boolean } = {},
  ): Promise<Made> {
    await load(how.preview);
    const seen: Seen[] = [];
    const outputs: string[] = [];
    const prototype = sdk.ComponentResource.prototype as unknown as {
      registerOutputs: (this: pulumi.Resource, values: unknown) => void;
    };
    const original = prototype.registerOutputs;
    // The SDK calls it too, with nothing, once the constructor is through: that does not count.
    prototype.registerOutputs = function (values) {
      outputs.push(this.constructor.name);
      original.call(this, values);
    };
    try {
      make(components, references, {
        ...(how.protect !== undefined && { protect: how.protect }),
        opts: {
          // Children inherit them as they do `transforms`, which only an engine applies.
          transformations: [
            ({ type, name, opts }) => {
              seen.push({ type, name, isProtected: opts.protect === true });
              return undefined;
            },
          ],
        },
      });
    } finally {
      prototype.registerOutputs = original;
    }
    const inventory = (await registered())
      .map(({ type, name }) => `${type} ${name}`)
      .filter((line) => !line.startsWith("test:"))
      .sort();
    return { inventory, seen, outputs: outputs.filter((name) => name !== "Nothing") };
  }

  it("is in this table", async () => {
    await load();
    const exported = Object.entries(components)
      .filter(
        ([, value]) =>
          typeof value === "function" && value.prototype instanceof sdk.ComponentResource,
      )
      .map(([name]) => name);
    assert.deepEqual(Object.keys(CASES), exported.sort());
  });

  for (const [name, each] of Object.entries(CASES)) {
    describe(name, () => {
      it("hands its options to all it makes, names it after itself and registers outputs", async () => {
        const { inventory, seen, outputs } = await make(each);
        assert.ok(inventory.length > 1, "it makes nothing");
        assert.deepEqual(seen.map((one) => `${one.type} ${one.name}`).sort(), inventory);
        for (const one of seen) assert.match(one.name, /^it(-|$)/, one.type);
        const classes = seen
          .filter(({ type }) => type.startsWith("cruddur:"))
          .map(({ type }) => type.split(":")[2]);
        assert.equal(classes[0], name);
        assert.deepEqual([...outputs].sort(), classes.sort());
      });

      it("is the same in a preview, which knows less", async () => {
        const { inventory } = await make(each);
        assert.deepEqual((await make(each, { preview: true })).inventory, inventory);
      });

      it("refuses what is wrong before it registers anything", async () => {
        await load();
        const args = { ...each.args(references), ...each.faulty };
        const lines = refusal(name, () => each.makeOf(components, args));
        assert.ok(lines.length > 0, "it accepts everything");
        const left = (await registered()).filter(({ type }) => !type.startsWith("test:"));
        assert.deepEqual(left, []);
      });

      describe("judges its arguments", () => {
        it("all of them, optional ones too, at every depth", async () => {
          await load();
          const args = { ...each.args(references), ...each.faulty };
          const { watched, untried } = recording(args);
          refusal(name, () => each.makeOf(components, watched));
          assert.deepEqual(
            untried().filter((path) => !EXCLUDED.some((one) => one.test(`${name}.${path}`))),
            [],
          );
        });

        it("refuses a value of the wrong kind for each argument, at every depth, and names it", async () => {
          await load();
          const args = each.args(references);
          const accepted = leaves(args).flatMap(({ path, wrong }) => {
            const lines = refusal(name, () => each.makeOf(components, replaced(args, path, wrong)));
            const last = path.findLast((key) => typeof key === "string") ?? "";
            return lines.some((line) => line.includes(last)) ? [] : [path.join(".")];
          });
          assert.deepEqual(accepted, []);
        });

        it("names every argument at once when all are wrong", async () => {
          await load();
          const args = each.args(references);
          const lines = refusal(name, () => each.makeOf(components, faulty(args)));
          const unnamed = Object.keys(args).filter(
            (key) => !lines.some((line) => line.includes(key)),
          );
          assert.deepEqual(unnamed, []);
        });

        it("refuses or takes the most hostile values, and never falls over one", async () => {
          await load();
          const args = each.args(references);
          const offer = (given: unknown) =>
            refusal(name, () => each.makeOf(components, given as never));
          // Beside a fault that is always there nothing is made, which would take long.
          const refused = { ...args, ...each.faulty };
          const known = offer(refused).join("\n");
          const isTaken = ({ path, value }: Place) =>
            Object.hasOwn(each.faulty, path[0] ?? "")
              ? offer(replaced(args, path, value)).length === 0
              : offer(replaced(refused, path, value)).join("\n") === known;
          const taken = leaves(args)
            .flatMap(({ path }) => HOSTILE.map((value) => ({ path, value })))
            .filter(isTaken);
          const make = (places: readonly Place[]): void => {
            const given = places.reduce((all, { path, value }) => replaced(all, path, value), args);
            // What does not go together is tried apart.
            if (offer(given).length > 0 && places.length > 1)
              for (const half of halves(places)) make(half);
          };
          for (const places of apart(taken)) make(places);
          offer(undefined);
          for (const all of [null, 7, "text", []])
            assert.ok(offer(all).length > 0, `takes ${String(all)} for its arguments`);
        });
      });

      it("protects what holds state, and lets go of it where it is told to", async () => {
        const stateful = ({ seen }: Made) => seen.filter(({ type }) => STATEFUL.has(type));
        if (!each.protects) {
          assert.deepEqual(stateful(await make(each)), []);
          return;
        }
        const kept = stateful(await make(each, { protect: true }));
        assert.ok(kept.length > 0, "it holds no state");
        assert.deepEqual(
          kept.filter(({ isProtected }) => !isProtected),
          [],
        );
        const released = stateful(await make(each, { protect: false }));
        assert.deepEqual(
          released.filter(({ isProtected }) => isProtected),
          [],
        );
      });
    });
  }

  after(settled);
});
