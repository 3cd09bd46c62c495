import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { FargateServiceArgs } from "../../components";
import type { TargetReference } from "../../components/lib/load-balancing";
import { agentFault } from "../../components/lib/runtime-monitoring";
import { assertRefused, uncaughtBy } from "../support/errors";
import {
  ACCOUNT,
  dependenciesOf,
  inventory,
  invoked,
  only,
  registered,
  startMocks,
  text,
  valueOf,
} from "../support/mocks";
import { DIGEST } from "../support/stack-values";

type Container = Record<string, unknown> & { readonly name: string };

/** As in AWS's own documents: ECS is not said to name a source. */
const ECS_MAY_TAKE_IT = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "ecs.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
};

describe("FargateService", () => {
  let components: typeof import("../../components");
  let references: typeof import("../support/references");
  beforeEach(async () => {
    await startMocks();
    components = await import("../../components");
    references = await import("../support/references");
  });

  const output = <T>(value: T) => references.output(value);
  const args = (more: Partial<FargateServiceArgs> = {}): FargateServiceArgs => ({
    account: ACCOUNT,
    cluster: {
      name: "cruddur-test",
      arn: output("arn:aws:ecs:us-east-1:123456789012:cluster/cruddur-test"),
      namespaceArn: output("arn:aws:servicediscovery:us-east-1:123456789012:namespace/ns-1"),
      capacity: { onDemandBase: 1, onDemandWeight: 1, spotWeight: 0 },
      execLogGroup: references.logGroup("exec"),
      ready: references.nothing("cluster"),
    },
    network: { vpcId: output("vpc-1"), privateSubnetIds: output(["subnet-1", "subnet-2"]) },
    serviceName: "web",
    family: "cruddur-test-web",
    container: {
      repository: references.repository("web"),
      digest: DIGEST,
      user: "10001:10002",
      port: { number: 4567 },
      healthCheck: { command: ["/app/bin/health-check"] },
      tmpfs: { "/tmp": 64 },
      environment: { B: "2", A: "1" },
      secrets: { URL: references.parameter("URL") },
    },
    cpu: 512,
    memoryMiB: 1024,
    scaling: { minTasks: 1, maxTasks: 1 },
    logGroup: references.logGroup("web"),
    ...more,
  });
  const withContainer = (more: Partial<FargateServiceArgs["container"]>): FargateServiceArgs => {
    const base = args();
    return { ...base, container: { ...base.container, ...more } };
  };
  const containers = async () => {
    const { inputs } = await only("aws:ecs/taskDefinition:TaskDefinition");
    return JSON.parse(text(inputs.containerDefinitions)) as Container[];
  };
  const check = "arn:aws:lambda:us-east-1:123456789012:function:check:live";
  const targetGroupArn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/1";
  const service = async () => (await only("aws:ecs/service:Service")).inputs;

  it("has exactly these children without peers and without scaling", async () => {
    new components.FargateService("web", args());
    const children = (await inventory()).filter((line) => !line.startsWith("test:"));
    assert.deepEqual(children, [
      "aws:ec2/securityGroup:SecurityGroup web",
      "aws:ecs/service:Service web",
      "aws:ecs/taskDefinition:TaskDefinition web",
      "aws:iam/role:Role web-execution",
      "aws:iam/role:Role web-task",
      "aws:iam/rolePolicy:RolePolicy web-execution",
      "cruddur:ecs:FargateService web",
      "cruddur:ecs:FargateTask web",
      "cruddur:iam:TaskRoles web",
    ]);
  });

  describe("task definition", () => {
    it("is a hardened container, whole", async () => {
      new components.FargateService("web", args());
      assert.deepEqual(await containers(), [
        {
          name: "web",
          image: `123456789012.dkr.ecr.us-east-1.amazonaws.com/web@${DIGEST}`,
          essential: true,
          memory: 960,
          user: "10001:10002",
          privileged: false,
          readonlyRootFilesystem: true,
          linuxParameters: {
            capabilities: { drop: ["ALL"] },
            initProcessEnabled: true,
            tmpfs: [
              {
                containerPath: "/tmp",
                size: 64,
                mountOptions: ["nosuid", "nodev", "noexec", "mode=0700", "uid=10001", "gid=10002"],
              },
            ],
          },
          portMappings: [
            {
              containerPort: 4567,
              hostPort: 4567,
              protocol: "tcp",
              name: "web",
              appProtocol: "http",
            },
          ],
          environment: [
            { name: "A", value: "1" },
            { name: "B", value: "2" },
          ],
          secrets: [
            { name: "URL", valueFrom: "arn:aws:ssm:us-east-1:123456789012:parameter/test/URL" },
          ],
          healthCheck: {
            command: ["CMD", "/app/bin/health-check"],
            interval: 30,
            timeout: 5,
            retries: 3,
            startPeriod: 60,
          },
          ulimits: [{ name: "nofile", softLimit: 65535, hardLimit: 65535 }],
          startTimeout: 120,
          stopTimeout: 30,
          logConfiguration: {
            logDriver: "awslogs",
            options: {
              "awslogs-group": "/test/web",
              "awslogs-region": "us-east-1",
              "awslogs-stream-prefix": "web",
              "max-buffer-size": "25m",
              mode: "non-blocking",
            },
          },
          versionConsistency: "enabled",
        },
      ]);
    });

    it("is for Fargate on Linux with a network interface of its own", async () => {
      new components.FargateService("web", args({ architecture: "ARM64", storageGiB: 30 }));
      const { inputs } = await only("aws:ecs/taskDefinition:TaskDefinition");
      assert.deepEqual(
        { ...inputs, containerDefinitions: "" },
        {
          containerDefinitions: "",
          cpu: "512",
          ephemeralStorage: { sizeInGib: 30 },
          executionRoleArn: "arn:aws:iam::123456789012:role/web-execution-1a2b3c4",
          family: "cruddur-test-web",
          memory: "1024",
          networkMode: "awsvpc",
          requiresCompatibilities: ["FARGATE"],
          runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
          taskRoleArn: "arn:aws:iam::123456789012:role/web-task-1a2b3c4",
        },
      );
    });

    it("is for EC2 on the cluster's instances, of any size, without a way to new privileges", async () => {
      const { cluster } = args();
      new components.FargateService(
        "web",
        args({
          cluster: { ...cluster, capacity: { capacityProviderName: output("hosts") } },
          cpu: 300,
          memoryMiB: 700,
        }),
      );
      const { inputs } = await only("aws:ecs/taskDefinition:TaskDefinition");
      assert.deepEqual(inputs.requiresCompatibilities, ["EC2"]);
      assert.deepEqual([inputs.cpu, inputs.memory, inputs.networkMode], ["300", "700", "awsvpc"]);
      for (const container of await containers())
        assert.deepEqual(container["dockerSecurityOptions"], ["no-new-privileges"]);
      const made = await service();
      assert.deepEqual(made.capacityProviderStrategies, [
        { capacityProvider: "hosts", base: 0, weight: 1 },
      ]);
      assert.equal(made.platformVersion, undefined);
      assert.equal(made.networkConfiguration?.assignPublicIp, false);
      assert.equal(made.availabilityZoneRebalancing, "ENABLED");
    });

    it("stays on Fargate beside the cluster's instances when it says so", async () => {
      const { cluster } = args();
      new components.FargateService(
        "web",
        args({
          cluster: { ...cluster, capacity: { capacityProviderName: output("hosts") } },
          capacity: { onDemandWeight: 1, spotWeight: 0 },
        }),
      );
      const { inputs } = await only("aws:ecs/taskDefinition:TaskDefinition");
      assert.deepEqual(inputs.requiresCompatibilities, ["FARGATE"]);
      assert.equal((await service()).platformVersion, "LATEST");
    });

    it("refuses on instances what only Fargate has, and sizes that ECS has not", () => {
      const { cluster } = args();
      assertRefused(
        () =>
          new components.FargateService(
            "web",
            args({
              cluster: { ...cluster, capacity: { capacityProviderName: output("hosts") } },
              cpu: 64,
              storageGiB: 30,
            }),
          ),
        [
          'FargateService "web": cpu 64 is out of range; choose 128 to 196608.',
          'FargateService "web": storageGiB is for Fargate; on instances tasks share the disk.',
        ],
      );
    });

    it("is the same string whatever the order of the arguments, and in a preview", async () => {
      new components.FargateService("web", args());
      const first = (await only("aws:ecs/taskDefinition:TaskDefinition")).inputs
        .containerDefinitions;
      await startMocks({ preview: true });
      new components.FargateService("web", withContainer({ environment: { A: "1", B: "2" } }));
      const second = (await only("aws:ecs/taskDefinition:TaskDefinition")).inputs
        .containerDefinitions;
      assert.equal(typeof second, "string");
      assert.equal(second, first);
    });

    it("hardens sidecars alike, not essential, restarted, with the memory that they say", async () => {
      const sidecar = {
        repository: references.repository("otel"),
        digest: DIGEST,
        user: "10003:10003",
        memoryMiB: 128,
      };
      new components.FargateService("web", args({ sidecars: { otel: sidecar } }));
      const [main, otel] = await containers();
      assert.equal(main?.["memory"], 1024 - 64 - 128);
      assert.equal(otel?.name, "otel");
      assert.equal(otel["essential"], false);
      assert.deepEqual(otel["restartPolicy"], { enabled: true });
      assert.equal(otel["readonlyRootFilesystem"], true);
      assert.equal(otel["memory"], 128);
      const { inputs } = await only("aws:iam/rolePolicy:RolePolicy", "web-execution");
      assert.match(text(inputs.policy), /repository\/otel.*repository\/web/);
    });

    it("runs init containers one after another before the main one, and does not restart them", async () => {
      const init = (secret: string) => ({
        repository: references.repository("web"),
        digest: DIGEST,
        user: "10001:10002",
        memoryMiB: 100,
        secrets: { [secret]: references.parameter(secret) },
      });
      new components.FargateService(
        "web",
        args({ initContainers: { wait: init("A"), migrate: init("B") } }),
      );
      const all = await containers();
      const dependencies = all.map(({ name, essential, restartPolicy, dependsOn }) => [
        name,
        essential,
        restartPolicy,
        dependsOn,
      ]);
      const done = (...names: string[]) =>
        names.map((containerName) => ({ containerName, condition: "SUCCESS" }));
      assert.deepEqual(dependencies, [
        ["web", true, undefined, done("wait", "migrate")],
        ["wait", false, undefined, undefined],
        ["migrate", false, undefined, done("wait")],
      ]);
      assert.equal(all[0]?.["memory"], 1024 - 64 - 200);
      assert.deepEqual(Object.keys((await service()).triggers as object), ["A", "B", "URL"]);
    });
  });

  describe("service", () => {
    it("runs in private subnets, rolls back, and waits", async () => {
      new components.FargateService("web", args());
      const inputs = await service();
      assert.deepEqual(inputs.networkConfiguration?.assignPublicIp, false);
      assert.deepEqual(inputs.networkConfiguration.subnets, ["subnet-1", "subnet-2"]);
      assert.deepEqual(inputs.deploymentCircuitBreaker, { enable: true, rollback: true });
      assert.equal(inputs.deploymentMinimumHealthyPercent, 100);
      assert.equal(inputs.waitForSteadyState, true);
      assert.equal(inputs.enableExecuteCommand, false);
      assert.equal(inputs.enableEcsManagedTags, true);
      assert.equal(inputs.propagateTags, "SERVICE");
      assert.equal(inputs.platformVersion, "LATEST");
      assert.equal(inputs.availabilityZoneRebalancing, "ENABLED");
      assert.equal(inputs.name, undefined);
      assert.equal(inputs.launchType, undefined);
      assert.deepEqual(inputs.capacityProviderStrategies, [
        { base: 1, capacityProvider: "FARGATE", weight: 1 },
      ]);
    });

    it("waits for its roles' rights and for the ways to and from its tasks", async () => {
      new components.FargateService(
        "web",
        args({ egressTo: { database: { securityGroupId: "sg-database", port: 5432 } } }),
      );
      const dependencies = dependenciesOf(await only("aws:ecs/service:Service"));
      assert.deepEqual(dependencies, [
        "aws:ec2/securityGroup:SecurityGroup web",
        "aws:ecs/taskDefinition:TaskDefinition web",
        "aws:iam/rolePolicy:RolePolicy web-execution",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule web-to-database",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule web-to-database",
      ]);
    });

    it("offers its port under its name by Service Connect and logs the proxy", async () => {
      new components.FargateService("web", args());
      const { serviceConnectConfiguration: connect } = await service();
      assert.equal(
        connect?.namespace,
        "arn:aws:servicediscovery:us-east-1:123456789012:namespace/ns-1",
      );
      assert.deepEqual(connect.services, [
        { clientAlias: [{ dnsName: "web", port: 4567 }], discoveryName: "web", portName: "web" },
      ]);
      assert.equal(
        connect.logConfiguration?.options?.["awslogs-stream-prefix"],
        "web-service-connect",
      );
    });

    it("is a Service Connect client only without a port", async () => {
      new components.FargateService("web", withContainer({ port: undefined }));
      const { serviceConnectConfiguration: connect } = await service();
      assert.equal(connect?.enabled, true);
      assert.deepEqual(connect.services, []);
    });

    it("is deployed again when a secret changes", async () => {
      new components.FargateService("web", args());
      const inputs = await service();
      assert.deepEqual(inputs.triggers, { URL: "2" });
      assert.equal(inputs.forceNewDeployment, true);
    });

    const peer = { securityGroupId: "sg-balancer", port: 4567 };

    it("takes requests from targets, whose load balancers are its peers", async () => {
      new components.FargateService("web", args({ targets: { public: { targetGroupArn, peer } } }));
      const inputs = await service();
      assert.deepEqual(inputs.loadBalancers, [
        { containerName: "web", containerPort: 4567, targetGroupArn },
      ]);
      assert.equal(inputs.healthCheckGracePeriodSeconds, 60);
      const rules = await registered("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
      assert.deepEqual(
        rules.map(({ name, inputs: rule }) => [name, rule.referencedSecurityGroupId]),
        [["web-from-public", "sg-balancer"]],
      );
    });

    it("lets ECS move the requests between a target's two groups", async () => {
      const blueGreen = {
        alternateTargetGroupArn: output(`${targetGroupArn}-alt`),
        productionListenerRule: output("arn:aws:elasticloadbalancing:…:listener-rule/1"),
      };
      new components.FargateService(
        "web",
        args({
          targets: { public: { targetGroupArn, peer, blueGreen } },
          deployment: { strategy: "CANARY" },
        }),
      );
      const [balancer] = (await service()).loadBalancers as unknown as Record<string, unknown>[];
      assert.deepEqual(balancer?.["advancedConfiguration"], {
        alternateTargetGroupArn: `${targetGroupArn}-alt`,
        productionListenerRule: "arn:aws:elasticloadbalancing:…:listener-rule/1",
        roleArn: "arn:aws:iam::123456789012:role/web-traffic-1a2b3c4",
      });
      const role = await only("aws:iam/role:Role", "web-traffic");
      assert.deepEqual(JSON.parse(text(role.inputs.assumeRolePolicy)), ECS_MAY_TAKE_IT);
      const { inputs } = await only("aws:iam/rolePolicyAttachment:RolePolicyAttachment");
      assert.equal(
        inputs.policyArn,
        "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers",
      );
    });

    const strategies: [FargateServiceArgs["deployment"], unknown][] = [
      [{}, { strategy: "ROLLING", bakeTimeInMinutes: "0" }],
      [{ strategy: "ROLLING" }, { strategy: "ROLLING", bakeTimeInMinutes: "0" }],
      [
        { strategy: "BLUE_GREEN", bakeMinutes: 0 },
        { strategy: "BLUE_GREEN", bakeTimeInMinutes: "0" },
      ],
      [
        { strategy: "CANARY", stepPercent: 0.5, stepMinutes: 10 },
        {
          strategy: "CANARY",
          bakeTimeInMinutes: "5",
          canaryConfiguration: { canaryPercent: 0.5, canaryBakeTimeInMinutes: "10" },
        },
      ],
      [
        { strategy: "LINEAR" },
        {
          strategy: "LINEAR",
          bakeTimeInMinutes: "5",
          linearConfiguration: { stepPercent: 10, stepBakeTimeInMinutes: "5" },
        },
      ],
    ];
    for (const [deployment, expected] of strategies)
      it(`deploys by ${JSON.stringify(deployment)}`, async () => {
        new components.FargateService("web", args({ deployment }));
        const { deploymentConfiguration, deploymentCircuitBreaker } = await service();
        assert.deepEqual(deploymentConfiguration, expected);
        assert.deepEqual(deploymentCircuitBreaker, { enable: true, rollback: true });
      });

    it("asks functions at stages of a deployment, by a role that may ask no other", async () => {
      const hooks = [
        { lambdaArn: check, stages: ["POST_SCALE_UP"] as const, details: { service: "web" } },
        { lambdaArn: check, stages: ["PRE_SCALE_UP"] as const },
      ];
      const deployment = { strategy: "BLUE_GREEN", hooks } as const;
      new components.FargateService("web", args({ deployment }));
      const roleArn = "arn:aws:iam::123456789012:role/web-hooks-1a2b3c4";
      const { deploymentConfiguration } = await service();
      assert.deepEqual(deploymentConfiguration, {
        strategy: "BLUE_GREEN",
        bakeTimeInMinutes: "5",
        lifecycleHooks: [
          {
            hookTargetArn: check,
            lifecycleStages: ["POST_SCALE_UP"],
            hookDetails: '{"service":"web"}',
            roleArn,
          },
          { hookTargetArn: check, lifecycleStages: ["PRE_SCALE_UP"], roleArn },
        ],
      });
      const role = await only("aws:iam/role:Role", "web-hooks");
      assert.deepEqual(JSON.parse(text(role.inputs.assumeRolePolicy)), ECS_MAY_TAKE_IT);
      const { inputs } = await only("aws:iam/rolePolicy:RolePolicy", "web-hooks");
      assert.deepEqual(JSON.parse(text(inputs.policy)), {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "AskHooks",
            Effect: "Allow",
            Action: ["lambda:InvokeFunction"],
            Resource: [check],
          },
        ],
      });
    });

    it("refuses hooks that are no functions, have no stage, or have nothing to wait for", () => {
      const lambdaArn = "arn:aws:sns:us-east-1:123456789012:check";
      assertRefused(
        () =>
          new components.FargateService(
            "web",
            args({
              deployment: {
                strategy: "LINEAR",
                stepPercent: 2.9,
                hooks: [
                  { lambdaArn, stages: [], minutes: 0 },
                  { lambdaArn: check, stages: ["RECONCILE" as "PRE_SCALE_UP"] },
                ],
              },
            }),
          ),
        [
          "deployment.stepPercent 2.9 is out of range; choose 3 to 100",
          `deployment.hooks[0].lambdaArn "${lambdaArn}" is not the ARN of a Lambda function`,
          "deployment.hooks[0].stages is empty: choose PRE_SCALE_UP, POST_SCALE_UP, TEST_TRAFFIC_SHIFT, POST_TEST_TRAFFIC_SHIFT, PRODUCTION_TRAFFIC_SHIFT or POST_PRODUCTION_TRAFFIC_SHIFT",
          "deployment.hooks[0].minutes 0 is out of range; choose 1 to 1440",
          'deployment.hooks[1].stages "RECONCILE" is unknown; choose PRE_SCALE_UP, POST_SCALE_UP, TEST_TRAFFIC_SHIFT, POST_TEST_TRAFFIC_SHIFT, PRODUCTION_TRAFFIC_SHIFT or POST_PRODUCTION_TRAFFIC_SHIFT',
        ].map((fault) => `FargateService "web": ${fault}.`),
      );
      const hooks = [{ lambdaArn: check, stages: ["PRE_SCALE_UP"] as const }];
      assertRefused(
        () => new components.FargateService("web", args({ deployment: { hooks } })),
        ['FargateService "web": deployment.hooks do not go with strategy ROLLING.'],
      );
      const strategy = "AT_ONCE" as "ROLLING";
      assertRefused(
        () => new components.FargateService("web", args({ deployment: { strategy } })),
        [
          'FargateService "web": deployment.strategy "AT_ONCE" is unknown; choose ROLLING, BLUE_GREEN, CANARY or LINEAR.',
        ],
      );
    });

    it("rolls back on alarms", async () => {
      new components.FargateService("web", args({ deployment: { alarmNames: ["errors"] } }));
      const { alarms } = await service();
      assert.deepEqual(alarms, { enable: true, rollback: true, alarmNames: ["errors"] });
    });

    it("has no task outside its working hours", async () => {
      const workingHours = { from: "07:30", to: "20:00", timeZone: "Europe/Berlin" };
      new components.FargateService(
        "web",
        args({ scaling: { minTasks: 2, maxTasks: 2, workingHours } }),
      );
      const actions = await registered("aws:appautoscaling/scheduledAction:ScheduledAction");
      assert.deepEqual(
        actions.map(({ name, inputs }) => [
          name,
          inputs.schedule,
          inputs.timezone,
          inputs.scalableTargetAction,
        ]),
        [
          [
            "web-start",
            "cron(30 7 ? * MON-FRI *)",
            "Europe/Berlin",
            { minCapacity: 2, maxCapacity: 2 },
          ],
          [
            "web-stop",
            "cron(0 20 ? * MON-FRI *)",
            "Europe/Berlin",
            { minCapacity: 0, maxCapacity: 0 },
          ],
        ],
      );
    });

    it("scales between its bounds by CPU and memory", async () => {
      new components.FargateService(
        "web",
        args({ scaling: { minTasks: 2, maxTasks: 6, cpuPercent: 50 } }),
      );
      assert.equal((await service()).desiredCount, 2);
      const target = await only("aws:appautoscaling/target:Target");
      assert.deepEqual(target.inputs, {
        maxCapacity: 6,
        minCapacity: 2,
        resourceId: "service/cruddur-test/web-1a2b3c4",
        scalableDimension: "ecs:service:DesiredCount",
        serviceNamespace: "ecs",
      });
      const policies = await registered("aws:appautoscaling/policy:Policy");
      assert.deepEqual(
        policies
          .map(({ inputs }) => inputs.targetTrackingScalingPolicyConfiguration)
          .map((tracking) => [
            tracking?.predefinedMetricSpecification?.predefinedMetricType,
            tracking?.targetValue,
          ]),
        [
          ["ECSServiceAverageCPUUtilization", 50],
          ["ECSServiceAverageMemoryUtilization", 75],
        ],
      );
    });

    describe("by requests", () => {
      const target = (arnSuffixes: string[]): TargetReference => ({
        targetGroupArn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/a/1",
        peer: { securityGroupId: "sg-balancer", port: 4567 },
        requests: {
          loadBalancerArnSuffix: "app/web/1",
          arnSuffixes,
          resourceLabel: `app/web/1/${arnSuffixes[0] ?? ""}`,
        },
      });
      const tracked = async (targets: Record<string, TargetReference>) => {
        const scaling = { minTasks: 2, maxTasks: 6, requestsPerTask: 500 };
        new components.FargateService("web", args({ scaling, targets }));
        const { inputs } = await only("aws:appautoscaling/policy:Policy", "web-requests");
        assert.equal(inputs.targetTrackingScalingPolicyConfiguration?.targetValue, 500);
        return inputs.targetTrackingScalingPolicyConfiguration;
      };

      it("takes AWS's own metric for one target group", async () => {
        const tracking = await tracked({ public: target(["targetgroup/a/1"]) });
        assert.deepEqual(tracking.predefinedMetricSpecification, {
          predefinedMetricType: "ALBRequestCountPerTarget",
          resourceLabel: "app/web/1/targetgroup/a/1",
        });
      });

      it("adds up the groups that a blue/green deployment moves requests between", async () => {
        const tracking = await tracked({ public: target(["targetgroup/a/1", "targetgroup/b/2"]) });
        assert.equal(tracking.predefinedMetricSpecification, undefined);
        const metrics = tracking.customizedMetricSpecification?.metrics as
          readonly { expression?: string; returnData: boolean; metricStat?: object }[] | undefined;
        const [blue, green, sum] = metrics ?? [];
        assert.equal(sum?.expression, "FILL(group1, 0) + FILL(group2, 0)");
        assert.deepEqual(
          [blue, green, sum].map((metric) => metric?.returnData),
          [false, false, true],
        );
        assert.deepEqual(
          [blue, green].map((metric) => metric?.metricStat),
          ["a/1", "b/2"].map((group) => ({
            stat: "Sum",
            metric: {
              namespace: "AWS/ApplicationELB",
              metricName: "RequestCountPerTarget",
              dimensions: [
                { name: "LoadBalancer", value: "app/web/1" },
                { name: "TargetGroup", value: `targetgroup/${group}` },
              ],
            },
          })),
        );
      });
    });
  });

  describe("security group", () => {
    const rules = async (direction: "Ingress" | "Egress") =>
      (await registered(`aws:vpc/securityGroup${direction}Rule:SecurityGroup${direction}Rule`))
        .map(({ name, inputs }) => [
          name,
          inputs.fromPort,
          inputs.cidrIpv4 ?? inputs.prefixListId ?? "",
        ])
        .sort();

    it("has no rule of its own without peers", async () => {
      new components.FargateService("web", args());
      const { inputs } = await only("aws:ec2/securityGroup:SecurityGroup");
      assert.deepEqual(inputs, { description: "Tasks of web", vpcId: "vpc-1" });
      assert.deepEqual([...(await rules("Ingress")), ...(await rules("Egress"))], []);
    });

    it("opens both sides of a connection between groups, and one side to addresses", async () => {
      new components.FargateService(
        "web",
        args({
          ingressFrom: { balancer: { securityGroupId: "sg-balancer" } },
          egressTo: {
            database: { securityGroupId: "sg-database", port: 5432 },
            internet: { cidrIpv4: "0.0.0.0/0", port: 443 },
            s3: { prefixListId: "pl-1", port: 443 },
          },
        }),
      );
      assert.deepEqual(await rules("Ingress"), [
        ["web-from-balancer", 4567, ""],
        ["web-to-database", 5432, ""],
      ]);
      assert.deepEqual(await rules("Egress"), [
        ["web-from-balancer", 4567, ""],
        ["web-to-database", 5432, ""],
        ["web-to-internet", 443, "0.0.0.0/0"],
        ["web-to-s3", 443, "pl-1"],
      ]);
      const group = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
      const database = await only(group, "web-to-database");
      assert.equal(database.inputs.securityGroupId, "sg-database");
      assert.match(text(database.inputs.referencedSecurityGroupId), /^sg-/);
      assert.equal(database.inputs.description, "From web");
    });

    it("lets tasks of the same service talk with each other when they are named a peer", async () => {
      new components.FargateService(
        "web",
        args({ ingressFrom: { itself: { securityGroupId: "self" } } }),
      );
      const ingress = await only("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
      const egress = await only("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule");
      for (const { inputs } of [ingress, egress])
        assert.equal(inputs.securityGroupId, inputs.referencedSecurityGroupId);
    });
  });

  it("does every part of exec by one switch, and keeps the root read-only", async () => {
    new components.FargateService("web", args({ allowExec: true }));
    assert.equal((await service()).enableExecuteCommand, true);
    const [main] = await containers();
    assert.equal(main?.["readonlyRootFilesystem"], true);
    const { tmpfs, initProcessEnabled } = main["linuxParameters"] as {
      tmpfs: { containerPath: string }[];
      initProcessEnabled: boolean;
    };
    assert.equal(initProcessEnabled, true);
    assert.deepEqual(
      tmpfs.map(({ containerPath }) => containerPath),
      ["/tmp", "/managed-agents", "/var/lib/amazon/ssm", "/var/log/amazon/ssm"],
    );
    const { inputs } = await only("aws:iam/rolePolicy:RolePolicy", "web-task");
    assert.match(text(inputs.policy), /ssmmessages:OpenDataChannel/);
    assert.match(text(inputs.policy), /log-group:\/test\/exec:\*/);
  });

  describe("after a deployment", () => {
    const other = "arn:aws:ecs:us-east-1:123456789012:task-definition/cruddur-test-web:41";

    it("hands out our revision when it runs", async () => {
      const { taskDefinitionArn } = new components.FargateService("web", args());
      assert.match(await valueOf(taskDefinitionArn), /cruddur-test-web:1$/);
    });

    it("fails when ECS rolled back, and says why", async () => {
      await startMocks({ runningTaskDefinition: other });
      const error = await uncaughtBy(() => new components.FargateService("web", args()));
      assert.ok(pulumi.RunError.isInstance(error));
      assert.equal(
        error.message,
        'FargateService "web": ECS rolled the deployment of cruddur-test-web:1 back: cruddur-test-web:41 is running; mend the cause, then run `pulumi up --refresh`; latest events:\n  (service web) rolled back\n  (service web) was unable to place a task.',
      );
    });

    it("leaves the revision to a pipeline that deploys by itself", async () => {
      await startMocks({ runningTaskDefinition: other });
      new components.FargateService("web", args({ deployment: { by: "pipeline" } }));
      await registered();
      assert.deepEqual(invoked(), []);
    });

    it("asks nothing in a preview", async () => {
      await startMocks({ preview: true });
      new components.FargateService("web", args());
      await registered();
      assert.deepEqual(invoked(), []);
    });
  });

  describe("refuses", () => {
    const cases: [string, () => FargateServiceArgs, string[]][] = [
      [
        "a pair that Fargate does not offer",
        () => args({ cpu: 1024, memoryMiB: 512 }),
        ["memoryMiB 512 does not go with cpu 1024; choose 2048 to 8192 in steps of 1024"],
      ],
      [
        "a tag",
        () => withContainer({ digest: "latest" }),
        ['container.digest "latest" is not sha256:<64 hex digits>'],
      ],
      [
        "root",
        () => withContainer({ user: "0:0" }),
        ['container.user "0:0" is not <uid>:<gid>, both numbers above 0, 2147483647 at most'],
      ],
      [
        "a user by name",
        () => withContainer({ user: "app" }),
        ['container.user "app" is not <uid>:<gid>, both numbers above 0, 2147483647 at most'],
      ],
      [
        "a missing health check",
        () => withContainer({ healthCheck: undefined }),
        ["container.healthCheck is missing; an essential container needs it"],
      ],
      [
        "a user whose number is too large",
        () => withContainer({ user: "10001:2147483648" }),
        [
          'container.user "10001:2147483648" is not <uid>:<gid>, both numbers above 0, 2147483647 at most',
        ],
      ],
      [
        "a health check by a shell, which the image may not have",
        () => withContainer({ healthCheck: { command: ["CMD-SHELL", "curl localhost"] } }),
        [
          "container.healthCheck.command begins with CMD-SHELL; give program and arguments, without a shell",
        ],
      ],
      [
        "a command without a program",
        () => withContainer({ command: ["", "-v"], healthCheck: { command: [] } }),
        [
          "container.command begins with an empty text, not with a program",
          "container.healthCheck.command is empty: say what to ask",
        ],
      ],
      [
        "a command as one text, without showing it",
        () => withContainer({ command: "psql postgres://root:canary@db" as never }),
        ["container.command is a text, not a list of program and arguments"],
      ],
      [
        "a secret in place of its ARN, without showing it",
        () =>
          withContainer({
            secrets: {
              TEXT: "canary" as never,
              ARN: { ...references.parameter("ARN"), arn: "canary" },
              LIST: { ...references.parameter("LIST"), arn: ["canary"] as never },
            },
          }),
        [
          'container.secrets "TEXT" is a text, not a reference to where the secret is kept',
          'container.secrets "ARN".arn has 6 bytes; choose the ARN of a parameter or a secret',
          'container.secrets "LIST".arn is a list of 1, not a text',
        ],
      ],
      [
        "settings that are no text, without showing them",
        () =>
          withContainer({
            environment: {
              A: 7 as never,
              B: null as never,
              C: ["canary"] as never,
              D: output("canary") as never,
              E: "canary\0",
              F: "",
            },
          }),
        [
          'container.environment "A" is a number, not a text',
          'container.environment "B" is nothing, not a text',
          'container.environment "C" is a list of 1, not a text',
          'container.environment "D" is an output, which is known too late, not a text',
          'container.environment "E" has 7 bytes; choose 65536 bytes at most, no NUL among them',
        ],
      ],
      [
        "all settings as one text, without showing it",
        () => withContainer({ environment: "TOKEN=canary" as never, secrets: "canary" as never }),
        [
          "container.environment is a text, not values by name",
          "container.secrets is a text, not values by name",
        ],
      ],
      [
        "a privileged port",
        () => withContainer({ port: { number: 80 } }),
        ["container.port.number 80 is out of range; choose 1024 to 65535"],
      ],
      [
        "half a port",
        () => withContainer({ port: { number: 4567.5 } }),
        ["container.port.number 4567.5 is not a whole number; choose 1024 to 65535"],
      ],
      [
        "AWS keys, which would switch the task role off",
        () => withContainer({ secrets: { AWS_ACCESS_KEY_ID: references.parameter("K") } }),
        [
          'container.secrets: setting "AWS_ACCESS_KEY_ID" is not allowed; the task role and the region say it (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_PROFILE or AWS_ENDPOINT_URL are refused)',
        ],
      ],
      [
        "a setting that is both plain and secret",
        () => withContainer({ environment: { URL: "x" } }),
        ['container: setting "URL" is both plain and secret'],
      ],
      [
        "a relative tmpfs",
        () => withContainer({ tmpfs: { tmp: 1 } }),
        ['container.tmpfs: the path "tmp" is not an absolute path without blanks, : and ,'],
      ],
      [
        "the root as a directory in memory, and ways around it",
        () => withContainer({ tmpfs: { "/": 1, "//": 1, "/tmp/../etc": 1, "/a b": 1 } }),
        ["/", "//", "/tmp/../etc", "/a b"].map(
          (path) =>
            `container.tmpfs: the path "${path}" is not an absolute path without blanks, : and ,`,
        ),
      ],
      [
        "directories that ECS Exec brings itself",
        () => ({
          ...withContainer({ tmpfs: { "/managed-agents": 1 } }),
          allowExec: true,
        }),
        ['container.tmpfs "/managed-agents" is ECS Exec\'s own; leave it out'],
      ],
      [
        "sidecars that leave nothing",
        () =>
          args({
            sidecars: {
              otel: {
                repository: references.repository("otel"),
                digest: DIGEST,
                user: "1:1",
                memoryMiB: 960,
              },
            },
          }),
        [
          "memoryMiB 1024 leaves container 0 of the 6 that it needs; the others and AWS's own take 1024",
        ],
      ],
      [
        "containers of one name, and a health check that is never asked",
        () => {
          const { container } = args();
          const other = { ...container, port: undefined, memoryMiB: 64 };
          return args({ sidecars: { web: other }, initContainers: { web: other } });
        },
        [
          'initContainers "web".healthCheck is given, but an init container ends before the first',
          'sidecars "web" has the name of another container',
          'initContainers "web" has the name of another container',
        ],
      ],
      [
        "a port that two containers listen on",
        () => {
          const { container } = args();
          const other = { ...container, port: { number: 4567 }, memoryMiB: 64 };
          return args({ sidecars: { other } });
        },
        ['sidecars "other".port.number 4567 is another container\'s; choose another'],
      ],
      [
        "GuardDuty's agent where nobody knows it, and the boundary of another account",
        () =>
          args({
            account: { ...ACCOUNT, region: "xx-north-1" },
            runtimeMonitoring: true,
            permissionsBoundaryArn: "arn:aws:iam::210987654321:policy/bound",
          }),
        [
          'permissionsBoundaryArn "arn:aws:iam::210987654321:policy/bound" is of another account; choose a policy of 123456789012',
          agentFault("runtimeMonitoring", "xx-north-1") ?? "",
        ],
      ],
      [
        "a target without a port to reach, and one that is called like a peer",
        () => {
          const target = { targetGroupArn, peer: { securityGroupId: "sg-1", port: 80 } };
          return {
            ...withContainer({ port: undefined }),
            targets: { public: target, office: target },
            ingressFrom: { office: { cidrIpv4: "203.0.113.0/24", port: 80 } },
          };
        },
        [
          "targets are given, but the container has no port",
          'targets "office" has the name of a peer in ingressFrom; choose another',
        ],
      ],
      [
        "a target that is none",
        () =>
          args({
            targets: {
              public: {
                targetGroupArn: "arn:aws:s3:::bucket",
                peer: { cidrIpv4: "0.0.0.0/0" },
                requests: 7 as never,
              },
            },
          }),
        [
          'targets "public".targetGroupArn "arn:aws:s3:::bucket" is not the ARN of a target group',
          'targets "public".peer admits the whole internet; put a load balancer in front',
          'targets "public".requests 7 is not an object',
        ],
      ],
      [
        "details of a hook that JSON cannot say, without showing them",
        () => {
          const round: Record<string, unknown> = {};
          round["self"] = round;
          const details = {
            service: "web",
            none: undefined,
            big: 1n,
            half: [0.5, Number.NaN],
            late: output("canary"),
            round,
          };
          const hooks = [{ lambdaArn: check, stages: ["PRE_SCALE_UP"] as const, details }];
          return args({ deployment: { strategy: "BLUE_GREEN", hooks } });
        },
        [
          "deployment.hooks[0].details.big is a bigint, which JSON cannot say",
          "deployment.hooks[0].details.half.1 is a number, which JSON cannot say",
          "deployment.hooks[0].details.late is an output, which is known too late, which JSON cannot say",
          "deployment.hooks[0].details.round.self contains itself",
        ],
      ],
      [
        "what is of another kind altogether",
        () =>
          args({
            cluster: null,
            container: "web",
            sidecars: [],
            capacity: "FARGATE",
            scaling: 1,
            targets: 7,
            deployment: "CANARY",
            cpu: "512",
            memoryMiB: "1024",
          } as never),
        [
          'cpu "512" is not a Fargate size; choose 256, 512, 1024, 2048, 4096, 8192, 16384',
          'memoryMiB "1024" is not a whole number; choose 512 to 122880',
          "sidecars is a list of 0, not values by name",
          'container "web" is not an object',
          "cluster nothing is not an object",
          'capacity "FARGATE" is not an object',
          "scaling 1 is not an object",
          'deployment "CANARY" is not an object',
          "targets is a number, not values by name",
        ],
      ],
      [
        "a target that the strategy cannot use",
        () =>
          args({
            targets: { public: { targetGroupArn, peer: { securityGroupId: "sg-1" } } },
            deployment: { strategy: "LINEAR" },
          }),
        ['targets "public" has one target group; strategy LINEAR needs a target with blueGreen'],
      ],
      [
        "numbers that the strategy does not have",
        () => args({ deployment: { bakeMinutes: 5, stepPercent: 5, stepMinutes: 1 } }),
        [
          "deployment.bakeMinutes does not go with strategy ROLLING",
          "deployment.stepMinutes does not go with strategy ROLLING",
          "deployment.stepPercent does not go with strategy ROLLING",
        ],
      ],
      [
        "steps out of range",
        () => args({ deployment: { strategy: "LINEAR", stepPercent: 2, stepMinutes: 1441 } }),
        [
          "deployment.stepMinutes 1441 is out of range; choose 0 to 1440",
          "deployment.stepPercent 2 is out of range; choose 3 to 100",
        ],
      ],
      [
        "finer steps than ECS takes",
        () => args({ deployment: { strategy: "BLUE_GREEN", bakeMinutes: 1.5 } }),
        ["deployment.bakeMinutes 1.5 is not a whole number; choose 0 to 1440"],
      ],
      [
        "a part of a tenth of a percent",
        () => args({ deployment: { strategy: "LINEAR", stepPercent: 3.25 } }),
        ["deployment.stepPercent 3.25 has too many digits; choose a multiple of 0.1"],
      ],
      [
        "hours that are none, in no time zone",
        () =>
          args({
            scaling: {
              minTasks: 1,
              maxTasks: 1,
              workingHours: { from: "7:00", to: "24:00", timeZone: "CET" },
            },
          }),
        [
          'scaling.workingHours.from "7:00" is not a time such as 07:00',
          'scaling.workingHours.to "24:00" is not a time such as 07:00',
          'scaling.workingHours.timeZone "CET" is not a time zone such as Europe/Berlin',
        ],
      ],
      [
        "hours that end before they begin",
        () =>
          args({
            scaling: { minTasks: 1, maxTasks: 1, workingHours: { from: "20:00", to: "07:00" } },
          }),
        ["scaling.workingHours end at 07:00, not after 20:00"],
      ],
      [
        "a minimum above the maximum",
        () => args({ scaling: { minTasks: 3, maxTasks: 2 } }),
        ["scaling.minTasks 3 is more than maxTasks 2"],
      ],
      [
        "requests that nobody counts, and no count to choose",
        () => args({ scaling: { minTasks: 1, maxTasks: 1, requestsPerTask: 0 } }),
        [
          "scaling.requestsPerTask 0 is out of range; choose 1 to 1000000",
          "scaling.requestsPerTask is given, but no load balancer sends requests",
          "scaling.requestsPerTask is given, but minTasks and maxTasks are the same",
        ],
      ],
      [
        "a name by which nothing is found",
        () => ({ ...withContainer({ port: undefined }), discoverable: true }),
        ["discoverable is true, but the container has no port"],
      ],
      [
        "more target groups than a service may have",
        () => {
          const names = ["a", "b", "c", "d", "e", "f"];
          return args({
            targets: Object.fromEntries(
              names.map((name) => [name, { targetGroupArn, peer: { securityGroupId: "sg-1" } }]),
            ),
          });
        },
        ["targets has 6, at most 5 are allowed"],
      ],
      [
        "the whole internet as a peer",
        () => args({ ingressFrom: { world: { cidrIpv4: "0.0.0.0/0" } } }),
        ['ingressFrom "world" admits the whole internet; put a load balancer in front'],
      ],
      [
        "a peer that is two things",
        () => args({ egressTo: { x: { cidrIpv4: "10.0.0.0/16", securityGroupId: "self" } } }),
        ['egressTo "x" must be one of securityGroupId, cidrIpv4 and prefixListId'],
      ],
      [
        "too small a storage",
        () => args({ storageGiB: 20 }),
        ["storageGiB 20 is out of range; choose 21 to 200, or nothing for the free 20"],
      ],
      [
        "a name that DNS does not take",
        () => args({ serviceName: "Web_1" }),
        ['serviceName "Web_1" is not 1 to 63 of lower-case letters, digits and -'],
      ],
    ];
    for (const [what, make, faults] of cases)
      it(what, () => {
        const bad = make();
        assertRefused(
          () => new components.FargateService("web", bad),
          faults.map((fault) => `FargateService "web": ${fault}.`),
        );
      });

    it("all faults at once, before any resource", async () => {
      const bad = args({ cpu: 300, scaling: { minTasks: -1, maxTasks: 1 }, family: "a b" });
      assertRefused(
        () => new components.FargateService("web", bad),
        [
          'FargateService "web": cpu 300 is not a Fargate size; choose 256, 512, 1024, 2048, 4096, 8192, 16384.',
          'FargateService "web": family "a b" is not 1 to 255 of letters, digits, - and _.',
          'FargateService "web": scaling.minTasks -1 is out of range; choose 0 to 5000.',
        ],
      );
      assert.deepEqual(await registered("aws:iam/role:Role"), []);
    });
  });
});
